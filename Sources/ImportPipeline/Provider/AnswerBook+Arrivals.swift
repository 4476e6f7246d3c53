import ContactStore
import Contacts

extension AnswerBook {
    /// Takes up what arrived before a stop, and returns the calls that had no answer then. A forced
    /// answer belongs to the job that asked for it, which is charged here when it is over; any
    /// other serves whichever row comes first. What failed has failed for its job.
    func takeUpArrivals(_ context: RunContext) throws(StoreError) -> CallPlans.Unanswered {
        var unanswered = CallPlans.Unanswered()
        var own: [PlannedCall] = []
        let arrivals = try context.store.arrivals.waiting(account: context.account)
        let forced = Self.forced(in: arrivals)
        for arrival in arrivals where !arrival.isForced {
            guard let asks = CallBody.asks(arrival.question) else { continue }
            let isOwn = arrival.job == context.job
            if arrival.isFailure {
                if isOwn { for ask in asks { noteEarly(.failed, to: ask, of: arrival.job) } }
                continue
            }
            let open = try unclaimed(asks, of: arrival.job, forced, context)
            guard !open.isEmpty else {
                try context.store.arrivals.drop(arrival.id)
                continue
            }
            guard isOwn || asks.first?.isForced != true else {
                try settle(arrival, asks, open, context)
                continue
            }
            if arrival.answer.isEmpty {
                guard Self.canBeAsked(asks) else { continue }
                let call = PlannedCall(
                    id: arrival.id, asks: asks, wasCutOff: true, job: arrival.job)
                switch arrival.job {
                case ArrivalTable.noJob: unanswered.failed.append(call)
                case context.job: own.append(call)
                default: unanswered.cutOff.append(call)
                }
                continue
            }
            for (ask, reply) in zip(asks, replies(in: arrival, to: asks))
            where isOwn || reply != .failed {
                noteEarly(reply, to: ask, of: arrival.job)
            }
        }
        unanswered.cutOff += own
        return unanswered
    }

    /// Charges a job that is over for the forced answers that no row of it claimed.
    private func settle(
        _ arrival: ArrivalTable.Arrival, _ asks: [ValidationAsk], _ open: Set<ValidationAsk>,
        _ context: RunContext
    ) throws(StoreError) {
        let store = context.store
        // One without an answer is asked as it was when the same validation goes on.
        guard !arrival.answer.isEmpty, Self.canBeAsked(asks),
            let job = try store.jobs.standing(arrival.job, account: context.account), job.isOver
        else { return }
        var paid = GroupEffects()
        for (ask, reply) in zip(asks, replies(in: arrival, to: asks)) where open.contains(ask) {
            let cached = try store.validations.cached(account: context.account, phone: ask.phone)
            guard case .answer(let answer) = reply else { continue }
            let said = SaidAnswer(answer: paid.answers.ref(of: answer), forcedJob: arrival.job)
            paid.paid.append(PaidAnswer(phone: ask.phone, said: said, isFirst: cached == nil))
        }
        paid.sort()
        let mills = paid.paid.count * ValidationPayload.price
        try store.committing { () throws(StoreError) in
            try context.charge(paid, job: arrival.job, clock: job.clock)
            try context.addMills(mills, to: arrival.job, job.checkpoint)
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

    /// Numbers that jobs have forced, of those that others have forced since.
    private static func forced(
        in arrivals: [ArrivalTable.Arrival]
    ) -> [Int64: Set<ValidationAsk>] {
        var forced: [Int64: Set<ValidationAsk>] = [:]
        for arrival in arrivals where arrival.isForced {
            forced[arrival.job, default: []].formUnion(CallBody.asks(arrival.question) ?? [])
        }
        return forced
    }

    /// The questions whose answers no row has claimed.
    private func unclaimed(
        _ asks: [ValidationAsk], of job: Int64, _ forced: [Int64: Set<ValidationAsk>],
        _ context: RunContext
    ) throws(StoreError) -> Set<ValidationAsk> {
        var open: Set<ValidationAsk> = []
        for ask in asks where forced[job]?.contains(ask) != true {
            let cached = try context.store.validations.cached(
                account: context.account, phone: ask.phone)
            guard let cached, !ask.isForced || cached.forcedJob == job else {
                open.insert(ask)
                continue
            }
        }
        return open
    }
}
