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
        load(row.place, known)
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
            answer = context.localAnswers.answer(to: phone, row.request.local)
        case .failed, .notYet: return nil
        }
        let paid = CachedValidation(
            answer: answer, forcedJob: isForced ? context.job : cached?.forcedJob)
        effects.answers.append(PaidAnswer(phone: phone, cached: paid, isFirst: cached == nil))
        cached = paid
        return ValidationPayload(
            phone: phone, answer: answer, isOnDNC: isOnDNC, mills: ValidationPayload.price)
    }

    private mutating func load(_ place: Int, _ known: KnownRows) {
        if isLoaded { return }
        isLoaded = true
        let known = known.validations[place]
        cached = known?.cached
        isOnDNC = known?.isOnDNC ?? false
    }
}
