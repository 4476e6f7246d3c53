extension ErrorCode {
    /// What the rows of this code have in common and what to do about them, for whoever has the
    /// list.
    package var remedy: String {
        switch self {
        case .malformedRow:
            "They cannot be read: mend quotes, cells or braces at the line that the report names."
        case .payloadTooLarge: "Over 4,000 bytes: shorten or leave out custom fields."
        case .missingPhoneNumber: "No phone number: fill it in, or leave these rows out."
        case .missingListNumber: "No list: give --list, or a list_number in the row."
        case .invalidPhone:
            "Not a phone number: correct it; numbers of other countries want + and country code."
        case .invalidListNumber: "Not a list's number: correct list_number."
        case .listNotFound:
            "No such list in this account: see `enlist lists`, or make it with apply."
        case .invalidField:
            "A value of the wrong type: the report names the field and what it takes."
        case .invalidSignupDate:
            "Not a date, or in the future: write YYYY-MM-DD; day first wants --date-order dmy."
        case .noBillingConfig: "Validation needs billing: set it up, or import without validation."
        case .noPaymentMethod: "Validation needs a payment method: add one and import them again."
        case .paymentFailed: "The last payment failed: settle it and import them again."
        case .suspended: "Validation is suspended for this account: ask whoever runs it."
        case .providerError:
            "The validation service had no answer: import them again later; nothing was charged."
        case .notSendable:
            "Nobody can have the number, or it is VOIP and the account takes none: ask for another."
        case .internalError: "A fault of this program: import them again, and report it."
        }
    }

    package init?(name: String) {
        guard let code = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = code
    }
}
