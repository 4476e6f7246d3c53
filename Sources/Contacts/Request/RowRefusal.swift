import PhoneNumbers
import Records

/// The error codes of a row and their HTTP statuses.
package enum ErrorCode: UInt8, CaseIterable, Sendable {
    case malformedRow, payloadTooLarge
    case missingPhoneNumber, missingListNumber
    case invalidPhone, invalidListNumber, listNotFound
    case invalidField, invalidSignupDate
    case noBillingConfig, noPaymentMethod, paymentFailed, suspended
    case providerError, notSendable, internalError

    /// The code in report and summary.
    package var name: String {
        switch self {
        case .malformedRow: "malformed_row"
        case .payloadTooLarge: "payload_too_large"
        case .missingPhoneNumber: "missing_phone_number"
        case .missingListNumber: "missing_list_number"
        case .invalidPhone: "invalid_phone"
        case .invalidListNumber: "invalid_list_number"
        case .listNotFound: "list_not_found"
        case .invalidField: "invalid_field"
        case .invalidSignupDate: "invalid_signup_date"
        case .noBillingConfig: "no_billing_config"
        case .noPaymentMethod: "no_payment_method"
        case .paymentFailed: "payment_failed"
        case .suspended: "suspended"
        case .providerError: "provider_error"
        case .notSendable: "not_sendable"
        case .internalError: "internal_error"
        }
    }

    /// The HTTP status of the single-add endpoint.
    package var status: Int {
        switch self {
        case .payloadTooLarge: 413
        case .noBillingConfig, .noPaymentMethod, .paymentFailed, .suspended: 402
        case .internalError: 500
        case .providerError: 503
        default: 400
        }
    }
}

/// Why a row is refused: its code and what the sentence for a person is made of.
package enum RowRefusal: Equatable, Sendable {
    case malformed(RecordFault, at: RecordPlace)
    case malformedJSON(JSONFault.Kind, at: RecordPlace)
    case notAnObject
    /// `normalize` has refused the row that this line stands for.
    case refusedBefore(ErrorCode)
    /// The line says that `normalize` wrote it, and nothing that `normalize` writes.
    case unreadableOrigin
    /// `at`: where the first surplus cell begins.
    case surplusFields(at: RecordPlace)
    case tooLarge
    case missingPhone
    case missingList
    case invalidPhone(PhoneRefusal)
    case phoneOfWrongType
    case invalidList(PhoneRefusal)
    case listOfWrongType
    case listNotFound
    case notBoolean(Field)
    case notText(Field)
    case customFieldsNotAnObject
    case nestedCustomField
    case unknownLineType
    /// A key of NDJSON tells that somebody left and is mapped to nothing.
    case undecidedKey
    case unreadableDate
    /// A date only with day and month exchanged.
    case dateInOtherOrder
    case dateInFuture
    case billing(ErrorCode)
    case provider
    case notValid
    case voipRejected

    /// The code that a refused row is counted under.
    package var code: ErrorCode {
        switch self {
        case .malformed, .malformedJSON, .notAnObject, .surplusFields:
            .malformedRow
        case .tooLarge: .payloadTooLarge
        case .missingPhone: .missingPhoneNumber
        case .missingList: .missingListNumber
        case .invalidPhone, .phoneOfWrongType: .invalidPhone
        case .invalidList, .listOfWrongType: .invalidListNumber
        case .listNotFound: .listNotFound
        case .notBoolean, .notText, .customFieldsNotAnObject, .nestedCustomField,
            .unknownLineType, .undecidedKey, .unreadableOrigin:
            .invalidField
        case .unreadableDate, .dateInOtherOrder, .dateInFuture: .invalidSignupDate
        case .billing(let code), .refusedBefore(let code): code
        case .provider: .providerError
        case .notValid, .voipRejected: .notSendable
        }
    }

    /// One sentence a person can act on, without cell content.
    package var sentence: String {
        switch self {
        case .malformed(let fault, _): fault.sentence
        case .malformedJSON(let fault, _): fault.sentence
        case .notAnObject: "The line is not a JSON object: write one request per line."
        case .refusedBefore: "The row was refused when it was normalized: see its file."
        case .unreadableOrigin:
            "_row, _source.line and _source.byte must be whole numbers from 1."
        case .surplusFields: "The row has more cells than the header: check quotes and delimiters."
        case .tooLarge: "The row is over 4,000 bytes as a request: shorten its custom fields."
        case .missingPhone: "The row has no phone number."
        case .missingList: "The row names no list: add list_number or run with --list."
        case .invalidPhone(let refusal): refusal.sentence
        case .phoneOfWrongType: "phone_number must be a string or an integer."
        case .invalidList(let refusal): "list_number is no number. " + refusal.sentence
        case .listOfWrongType: "list_number must be a string or an integer."
        case .listNotFound: "This account has no such list: check list_number or --list."
        case .notBoolean(let field): "\(field.name) must be true or false."
        case .notText(let field): "\(field.name) must be a string."
        case .customFieldsNotAnObject: "custom_fields must be an object."
        case .nestedCustomField:
            "Custom fields hold strings, numbers and booleans, not objects or arrays."
        case .unknownLineType: "line_type must be CELL PHONE, VOIP, LANDLINE or UNKNOWN."
        case .undecidedKey:
            "A key tells who left and is mapped to nothing: name it with --mapping or --ignore-column."
        case .unreadableDate:
            "The sign-up date cannot be read: write YYYY-MM-DD, MM/DD/YYYY or ISO 8601."
        case .dateInOtherOrder:
            "The sign-up date is none with the month and day in this order: look at --date-order."
        case .dateInFuture: "The sign-up date lies more than 24 hours ahead."
        case .billing(.noBillingConfig):
            "Validation needs billing, which this account has not set up."
        case .billing(.noPaymentMethod): "Validation needs a payment method: add one."
        case .billing(.paymentFailed): "Validation is off since the last payment failed."
        case .billing: "Validation is suspended for this account."
        case .provider: "The validation provider gave no valid answer: import the row again later."
        case .notValid: "The number is not in use by the numbering plan."
        case .voipRejected: "This account takes no VOIP numbers."
        }
    }
}
