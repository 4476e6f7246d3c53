import ContactStore
import Contacts

/// The validation of one number: cached, or asked and paid by the first row in file order.
struct NumberValidation {
    /// What a row of the group paid for; holds from then on.
    private var paid: SaidAnswer?
    /// The last payload is of an answer that this dry run would have paid for.
    private(set) var isRepeated = false

    mutating func begin() { paid = nil }

    /// The payload of a row that asks for validation; nil when the provider did not answer.
    mutating func payload(
        for row: NumberDecision.Row, phone: UInt64, _ known: KnownRows, _ context: RunContext,
        _ effects: inout GroupEffects
    ) -> ValidationPayload? {
        let stored = known.validations[row.place]
        let isOnDNC = stored.isOnDNC
        let cached = paid ?? stored.said
        let isForced =
            row.request.flags.contains(.force) && cached?.forcedJob != context.job
            && !context.forcedBefore.contains(phone)
        isRepeated = !isForced && (stored.isOfDryRun || context.isDryRun && paid != nil)
        if let cached, !isForced {
            return ValidationPayload(
                phone: phone, answer: cached.answer, isOnDNC: isOnDNC, mills: 0)
        }
        let ask = ValidationAsk(phone: phone, isForced: isForced)
        let answer: AnswerRef
        switch context.answers?.reply(to: ask, place: row.place) ?? .useLocal {
        case .answer(let arrived): answer = effects.answers.ref(of: arrived)
        case .useLocal:
            let place = context.localAnswers.place(
                ofAnswerTo: phone, row.request.local, origin: known.origin(at: row.place))
            answer = effects.answers.ref(ofLocal: place, in: context.localAnswers)
        case .failed, .notYet: return nil
        }
        let new = SaidAnswer(
            answer: answer, forcedJob: isForced ? context.job : cached?.forcedJob)
        effects.paid.append(PaidAnswer(phone: phone, said: new, isFirst: cached == nil))
        paid = new
        return ValidationPayload(
            phone: phone, answer: new.answer, isOnDNC: isOnDNC, mills: ValidationPayload.price)
    }
}
