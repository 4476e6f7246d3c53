import ContactStore
import Contacts

extension AnswerBook {
    /// Takes up what arrived before a stop, and returns the calls that had no answer then. A forced
    /// answer belongs to the job that asked for it, which is charged here when it is over; any
    /// other serves whichever row comes first. What failed has failed for its job.
    func takeUpArrivals(_ context: RunContext) throws(StoreError) -> CallPlans.Unanswered {
        var unanswered = CallPlans.Unanswered()
        var own: [PlannedCall] = []
        for arrival in try context.store.arrivals.waiting(account: context.account) {
            guard let asks = CallBody.asks(arrival.question) else { continue }
            let isOwn = arrival.job == context.job
            if arrival.isFailure {
                if isOwn { for ask in asks { noteEarly(.failed, to: ask) } }
                continue
            }
            guard try !isClaimed(asks, by: arrival.job, context) else {
                try context.store.arrivals.drop(arrival.id)
                continue
            }
            guard isOwn || asks.first?.isForced != true else {
                try settle(arrival, asks, context)
                continue
            }
            if arrival.answer.isEmpty {
                guard Self.canBeAsked(asks) else { continue }
                let call = PlannedCall(id: arrival.id, asks: asks, wasCutOff: true)
                switch arrival.job {
                case ArrivalTable.noJob: unanswered.failed.append(call)
                case context.job: own.append(call)
                default: unanswered.cutOff.append(call)
                }
                continue
            }
            for (ask, reply) in zip(asks, replies(in: arrival, to: asks))
            where isOwn || reply != .failed {
                noteEarly(reply, to: ask)
            }
        }
        unanswered.cutOff += own
        return unanswered
    }

    /// Charges a job that is over for the forced answers that no row of it claimed.
    private func settle(
        _ arrival: ArrivalTable.Arrival, _ asks: [ValidationAsk], _ context: RunContext
    ) throws(StoreError) {
        let store = context.store
        // One without an answer is asked as it was when the same validation goes on.
        guard !arrival.answer.isEmpty, Self.canBeAsked(asks),
            let job = try store.jobs.over(arrival.job, account: context.account),
            var checkpoint = Checkpoint(parsing: job.checkpoint)
        else { return }
        var paid = GroupEffects()
        for (ask, reply) in zip(asks, replies(in: arrival, to: asks)) {
            let cached = try store.validations.cached(account: context.account, phone: ask.phone)
            guard case .answer(let answer) = reply, cached?.forcedJob != arrival.job else {
                continue
            }
            let said = SaidAnswer(answer: paid.answers.ref(of: answer), forcedJob: arrival.job)
            paid.paid.append(PaidAnswer(phone: ask.phone, said: said, isFirst: cached == nil))
        }
        paid.sort()
        checkpoint.summary.validation.mills += paid.paid.count * ValidationPayload.price
        let text = checkpoint.json
        try store.committing { () throws(StoreError) in
            try context.charge(paid, job: arrival.job, clock: job.clock)
            try store.jobs.saveCheckpoint(text, job: arrival.job)
            try store.arrivals.drop(arrival.id)
        }
    }

    /// Whether a call is as the protocol has it; one that somebody has made up may not be.
    private static func canBeAsked(_ asks: [ValidationAsk]) -> Bool {
        asks.count <= ProviderOptions.numbersMax && Set(asks).count == asks.count
    }

    /// What this program kept it has checked before; a file that somebody changed counts as
    /// nothing.
    private func replies(
        in arrival: ArrivalTable.Arrival, to asks: [ValidationAsk]
    ) -> [NumberReply] {
        do { return try AnswerReader.replies(in: arrival.answer, to: asks) } catch { return [] }
    }

    private func isClaimed(
        _ asks: [ValidationAsk], by job: Int64, _ context: RunContext
    ) throws(StoreError) -> Bool {
        for ask in asks {
            let cached = try context.store.validations.cached(
                account: context.account, phone: ask.phone)
            guard let cached, !ask.isForced || cached.forcedJob == job else { return false }
        }
        return true
    }
}
