import ContactStore
import Contacts

/// The validation of one number: cached, or asked and paid by the first row in file order.
struct NumberValidation {
    private var isLoaded = false
    private var cached: CachedValidation?
    private var isOnDNC = false

    mutating func begin() {
        isLoaded = false
        cached = nil
    }

    /// The payload of a row that asks for validation; nil when the provider did not answer.
    mutating func payload(
        for row: NumberDecision.Row, phone: UInt64, _ known: KnownRows, _ context: RunContext,
        _ effects: inout GroupEffects
    ) -> ValidationPayload? {
        load(phone, known)
        let isForced =
            row.request.flags.contains(.force) && cached?.forcedJob != context.job
        if let cached, !isForced {
            return ValidationPayload(
                phone: phone, answer: cached.answer, isOnDNC: isOnDNC, mills: 0)
        }
        let ask = ValidationAsk(phone: phone, isForced: isForced)
        let answer: ValidationAnswer
        switch context.answers?.reply(to: ask, place: row.place) ?? .useLocal {
        case .answer(let arrived): answer = arrived
        case .useLocal:
            answer = ValidationAnswer(
                local: row.request.local, phone: phone, ranges: context.rules.ranges)
        case .failed, .notYet: return nil
        }
        let paid = CachedValidation(
            answer: answer, forcedJob: isForced ? context.job : cached?.forcedJob)
        cached = paid
        effects.answers.append(PaidAnswer(phone: phone, cached: paid))
        return ValidationPayload(
            phone: phone, answer: answer, isOnDNC: isOnDNC, mills: ValidationPayload.price)
    }

    private mutating func load(_ phone: UInt64, _ known: KnownRows) {
        if isLoaded { return }
        isLoaded = true
        cached = known.validations[phone]?.cached
        isOnDNC = known.validations[phone]?.isOnDNC ?? false
    }
}
