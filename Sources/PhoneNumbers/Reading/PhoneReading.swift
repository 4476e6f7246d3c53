/// What a cell is: a number, or the reason it is none.
package enum PhoneReading: Hashable, Sendable {
    /// `droppedExtension`: the cell named an extension, which a message cannot reach.
    case number(PhoneNumber, droppedExtension: Bool)
    /// The cell stays as it is; the sentence tells a person why.
    case refused(PhoneRefusal)
}

/// Why a cell cannot be a number in E.164.
package enum PhoneRefusal: UInt8, CaseIterable, Error, Sendable {
    case empty
    case noDigits
    case letters
    case foreignCharacters
    case severalNumbers
    /// Scientific notation with fewer digits than the number had.
    case digitsLost
    case tooShort
    case tooLong
    /// libphonenumber would take it, E.164 does not.
    case overE164
    /// Between the possible lengths.
    case wrongLength
    case unknownCountryCode
    /// The `;phone-context=` of a tel: URI is neither a number's start nor a domain.
    case contextUnreadable

    /// One sentence a person can act on, without the number itself.
    package var sentence: String {
        switch self {
        case .empty: "The phone number is empty."
        case .noDigits: "The phone number has too few digits to be one."
        case .letters:
            "The phone number has a letter in it, perhaps O for 0 or l for 1; write it in digits."
        case .foreignCharacters:
            "The phone number has a character in it that does not belong; keep its digits only."
        case .severalNumbers:
            "The cell holds more than one phone number; keep one a row."
        case .digitsLost:
            "A spreadsheet rounded this number and its last digits are gone; "
                + "export the column again, formatted as text."
        case .tooShort:
            "The phone number is too short; perhaps its area code or its last digits are missing."
        case .tooLong:
            "The phone number is too long; check for a digit too many or two numbers in one cell."
        case .overE164:
            "The phone number has more than 15 digits with its country code, which no number has."
        case .wrongLength:
            "No phone number of this country has that many digits; check for a missing digit."
        case .unknownCountryCode:
            "The phone number starts with a country code that does not exist."
        case .contextUnreadable:
            "The phone number names a phone-context that cannot be read; write it with + instead."
        }
    }
}
