import Contacts

/// One paid question: a number, past the cache or not.
struct ValidationAsk: Hashable, Sendable {
    /// E.164 without the plus.
    let phone: UInt64
    let isForced: Bool
}

/// What came back for one number of a call.
enum NumberReply: Sendable, Equatable {
    case answer(ValidationAnswer)
    /// The service said that this number failed.
    case failed
}
