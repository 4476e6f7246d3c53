/// Whether an account may work.
package enum AccountStatus: String, CaseIterable, Sendable {
    case active, suspended, deleted
}

/// Whether a list sends; paused and suspended lists still take contacts, deleted ones do not exist.
package enum ListStatus: String, CaseIterable, Sendable {
    case active, paused, suspended, deleted
}

/// Whether a journey enrols: only active ones do.
package enum JourneyStatus: String, CaseIterable, Sendable {
    case draft, active, paused, archived
}

/// What stands between an account and paid validation.
package enum BillingStatus: String, CaseIterable, Sendable {
    case active
    case none
    case noPaymentMethod = "no_payment_method"
    case paymentFailed = "payment_failed"
    case suspended

    /// The 402 code with which paid validation is refused; nil when it may be paid.
    package var refusal: ErrorCode? {
        switch self {
        case .active: nil
        case .none: .noBillingConfig
        case .noPaymentMethod: .noPaymentMethod
        case .paymentFailed: .paymentFailed
        case .suspended: .suspended
        }
    }
}
