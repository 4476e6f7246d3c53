import Contacts

/// A validation as it stands in a row's response.
package struct ValidationPayload: Sendable {
    let phone: UInt64
    let answer: AnswerRef
    let isOnDNC: Bool
    /// What it means for sending.
    let disposition: Disposition
    /// Mills charged for it: the price, or 0 from the cache.
    let mills: Int
    /// Whether it cost nothing, because the account had paid for it before.
    var isCached: Bool { mills == 0 }

    init(phone: UInt64, answer: AnswerRef, isOnDNC: Bool, mills: Int) {
        self.phone = phone
        self.answer = answer
        self.isOnDNC = isOnDNC
        disposition = Disposition(
            isValid: answer.isValid, lineType: answer.lineType, isOnDNC: isOnDNC)
        self.mills = mills
    }

    /// Price of a completed answer that was not cached, in mills (0.001 dollars).
    package static let price = 3
}
