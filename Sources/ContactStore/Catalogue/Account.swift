import Contacts
import PhoneNumbers

/// An account as the workspace knows it.
package struct Account: Sendable, Equatable {
    package let id: Int64
    package let name: String
    package let status: AccountStatus
    /// No new ListContact for a VOIP number.
    package let rejectsVoip: Bool
    /// The default region of its numbers.
    package let region: Region
    package let billing: BillingStatus

    /// Why the account may not pay for validation (402), with a sentence for a person; nil when it
    /// may.
    package var billingRefusal: (code: ErrorCode, message: String)? {
        guard let code = billing.refusal else { return nil }
        return (code, RowRefusal.billing(code).sentence)
    }
}
