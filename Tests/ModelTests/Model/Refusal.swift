/// Why a row, or a whole run, was not taken.
struct Refusal: Error, Equatable {
    var status = 400
    var code: Text

    static let malformedRow = Refusal(code: "malformed_row")
    static let payloadTooLarge = Refusal(status: 413, code: "payload_too_large")
    static let invalidField = Refusal(code: "invalid_field")
    static let notSendable = Refusal(code: "not_sendable")

    /// The gate of paid lookups; nil when the account may pay.
    static func billing(of account: Account) -> Refusal? {
        if account.billing == "active" { return nil }
        let code: Text = account.billing == "none" ? "no_billing_config" : account.billing
        return Refusal(status: 402, code: code)
    }
}
