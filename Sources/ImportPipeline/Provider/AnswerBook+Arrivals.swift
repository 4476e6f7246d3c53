import ContactStore
import Contacts

extension AnswerBook {
    /// What was on disk before the run.
    struct TakenUp {
        var unanswered = CallPlans.Unanswered()
        /// Numbers that have failed for the job.
        var failed: [ValidationAsk] = []
        /// What the job pays for what no row of it will claim.
        var mills = 0
    }

    /// Takes up what arrived before a stop, and the calls that had no answer then. A forced answer
    /// belongs to the job that asked for it, which is charged here when it is over; any other
    /// serves whichever row comes first, or is charged here when its number is cached by now. What
    /// failed has failed for its job.
    func takeUpArrivals(_ context: RunContext) throws(StoreError) -> TakenUp {
        let arrivals = try context.store.arrivals.waiting(account: context.account)
        let forced = Self.forced(in: arrivals)
        var taken = TakenUp()
        var own: [PlannedCall] = []
        for arrival in arrivals where !arrival.isForced {
            guard let asks = CallBody.asks(arrival.question) else { continue }
            let isOwn = arrival.job == context.job
            if arrival.isFailure {
                if isOwn { for ask in asks { noteEarly(.failed, to: ask, of: arrival.id) } }
            } else if !arrival.answer.isEmpty {
                try takeUp(arrival, asks, context, &taken)
            } else if try isKnown(asks, of: arrival.job, forced, context) {
                try context.store.arrivals.drop(arrival.id)
            } else if isOwn || asks.first?.isForced != true, Self.canBeAsked(asks) {
                // A forced one is asked as it was when the same validation goes on.
                let call = PlannedCall(
                    id: arrival.id, asks: asks, wasCutOff: true, job: arrival.job)
                switch arrival.job {
                case ArrivalTable.noJob: taken.unanswered.failed.append(call)
                case context.job: own.append(call)
                default: taken.unanswered.cutOff.append(call)
                }
            }
        }
        taken.unanswered.cutOff += own
        return taken
    }

    /// Takes up a call that is answered: what nobody has paid for.
    private func takeUp(
        _ arrival: ArrivalTable.Arrival, _ asks: [ValidationAsk], _ context: RunContext,
        _ taken: inout TakenUp
    ) throws(StoreError) {
        let isOwn = arrival.job == context.job
        let replies = context.replies(in: arrival, to: asks)
        if asks.first?.isForced == true, !isOwn {
            return try settle(arrival, asks, replies, context)
        }
        let overtaken = try OvertakenAnswers.overtaken(asks, replies, context)
        if !overtaken.isEmpty {
            try context.store.committing { () throws(StoreError) in
                taken.mills += try context.chargeUnclaimed(overtaken, of: arrival.job)
                try context.leave(in: arrival.id, allBut: overtaken)
            }
        }
        guard isOwn || replies.contains(where: { $0 != .failed }) else {
            return try context.store.arrivals.drop(arrival.id)
        }
        for (ask, reply) in zip(asks, replies) where isOwn || reply != .failed {
            if overtaken.contains(ask) { continue }
            if reply == .failed { taken.failed.append(ask) }
            noteEarly(reply, to: ask, of: arrival.id)
        }
    }

    /// Charges a job that is over for the forced answers that no row of it claimed.
    private func settle(
        _ arrival: ArrivalTable.Arrival, _ asks: [ValidationAsk], _ replies: [NumberReply],
        _ context: RunContext
    ) throws(StoreError) {
        let store = context.store
        guard Self.canBeAsked(asks),
            let job = try store.jobs.standing(arrival.job, account: context.account), job.isOver
        else { return }
        var paid = GroupEffects()
        var known: Set<ValidationAsk> = []
        for (ask, reply) in zip(asks, replies) {
            guard case .answer(let answer) = reply else { continue }
            let cached = try store.validations.cached(account: context.account, phone: ask.phone)
            if let cached, try store.validations.lastJob(of: cached.key) ?? 0 > arrival.job {
                // What the cache says is younger.
                known.insert(ask)
                continue
            }
            let said = SaidAnswer(answer: paid.answers.ref(of: answer), forcedJob: arrival.job)
            paid.paid.append(PaidAnswer(phone: ask.phone, said: said, isFirst: cached == nil))
        }
        paid.sort()
        let mills = paid.paid.count * ValidationPayload.price
        try store.committing { () throws(StoreError) in
            try context.charge(paid, job: arrival.job, clock: job.clock)
            try context.addMills(mills, to: arrival.job, job.checkpoint)
            _ = try context.chargeUnclaimed(known, of: arrival.job)
            try store.arrivals.drop(arrival.id)
        }
    }

    /// Whether a call is as the protocol has it; one that somebody has made up may not be.
    private static func canBeAsked(_ asks: [ValidationAsk]) -> Bool {
        asks.count <= ProviderOptions.numbersMax && Set(asks).count == asks.count
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

    /// Whether a job has answers about all of these: nobody has to ask for them any more.
    private func isKnown(
        _ asks: [ValidationAsk], of job: Int64, _ forced: [Int64: Set<ValidationAsk>],
        _ context: RunContext
    ) throws(StoreError) -> Bool {
        for ask in asks where forced[job]?.contains(ask) != true {
            let cached = try context.store.validations.cached(
                account: context.account, phone: ask.phone)
            guard let cached, !ask.isForced || cached.forcedJob == job else { return false }
        }
        return true
    }
}
