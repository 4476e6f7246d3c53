/// The kind of line a number was given out for, as libphonenumber tells them apart.
package enum NumberType: UInt8, CaseIterable, Sendable {
    case fixedLine
    case mobile
    /// The plan cannot tell, as in the US.
    case fixedLineOrMobile
    case tollFree
    case premiumRate
    case sharedCost
    case voip
    /// Routed to wherever a person is.
    case personalNumber
    case pager
    /// A company's number for the whole country (universal access number).
    case uan
    case voicemail
    /// Not a valid number.
    case unknown

    /// True for the types of a person's own line, which is somewhere.
    var isSubscriberLine: Bool {
        self == .fixedLine || self == .mobile || self == .fixedLineOrMobile
    }
}
