import ContactStore

/// What the rows of a group claim of the calls on disk, until they are stored.
struct ArrivalClaims {
    private struct FailedCall {
        let id: Int64
        /// It may have been charged, and any job may ask it again.
        let waitsForOthers: Bool
    }

    /// Calls whose answers the group's rows claim.
    private var answered: [Int64] = []
    private var failed: [FailedCall] = []
    /// Numbers that failed; nil where none need be kept.
    private var failedAsks: [ValidationAsk]?

    /// - Parameter sharesFailures: of the job's rows those that come after a stop, too.
    init(sharesFailures: Bool) { failedAsks = sharesFailures ? [] : nil }

    /// Numbers of the job that had failed before the run.
    mutating func noteFailed(_ asks: [ValidationAsk]) { failedAsks?.append(contentsOf: asks) }

    mutating func note(_ arrival: ProviderClient.Arrival) {
        let call = arrival.call
        for (ask, reply) in zip(call.asks, arrival.replies) where reply == .failed {
            failedAsks?.append(ask)
        }
        guard arrival.body.isEmpty else {
            if !call.isForLater { answered.append(call.id) }
            return
        }
        // What is forced is asked anew by each job.
        let isForced = call.asks.first?.isForced == true
        failed.append(FailedCall(id: call.id, waitsForOthers: arrival.mayBeCharged && !isForced))
    }

    /// In the transaction of a group's rows: answers wait for nobody any more, and what failed has
    /// failed for all rows of the job. A call that may have been charged waits for the job that
    /// asks for its numbers next.
    ///
    /// - Parameters:
    ///   - paid: what the rows pay for.
    ///   - isLast: the group was cut, and answers wait for the rows behind it.
    mutating func settle(
        _ paid: [PaidAnswer], isLast: Bool, _ book: AnswerBook, _ context: RunContext
    ) throws(StoreError) {
        let arrivals = context.store.arrivals
        var parts = Set(paid.lazy.compactMap { book.earlyCall(of: $0.ask) })
        if isLast {
            parts.formUnion(answered)
        } else {
            for id in answered { try arrivals.drop(id) }
        }
        if !parts.isEmpty {
            let claimed = Set(paid.lazy.map(\.ask))
            for id in parts.sorted() { try context.leave(in: id, allBut: claimed) }
        }
        for call in failed {
            if call.waitsForOthers {
                try arrivals.adopt(call.id, job: ArrivalTable.noJob)
            } else {
                try arrivals.drop(call.id)
            }
        }
        for asks in CallPlans.parts(of: failedAsks ?? [], numbersMax: ProviderOptions.numbersMax) {
            _ = try arrivals.plan(
                account: context.account, job: context.job, question: CallBody.json(asks),
                answer: ArrivalTable.failure)
        }
        answered.removeAll(keepingCapacity: true)
        failed.removeAll(keepingCapacity: true)
        failedAsks?.removeAll(keepingCapacity: true)
    }
}
