import ContactStore

/// Answers that were paid for and that no row will claim, as their numbers were cached before they
/// came. They are charged to the job that asked.
struct OvertakenAnswers {
    private struct Call {
        let id: Int64
        let job: Int64
        let asks: Set<ValidationAsk>
    }

    private var calls: [Call] = []

    /// Notes what arrives of a call from before the run.
    mutating func note(
        _ arrival: ProviderClient.Arrival, _ context: RunContext
    ) throws(StoreError) {
        let call = arrival.call
        guard call.wasCutOff, call.isForLater else { return }
        let asks = try Self.overtaken(call.asks, arrival.replies, context)
        if !asks.isEmpty { calls.append(Call(id: call.id, job: call.job, asks: asks)) }
    }

    /// Questions that are answered and not forced, and whose numbers are cached.
    static func overtaken(
        _ asks: [ValidationAsk], _ replies: [NumberReply], _ context: RunContext
    ) throws(StoreError) -> Set<ValidationAsk> {
        var overtaken: Set<ValidationAsk> = []
        for (ask, reply) in zip(asks, replies) where !ask.isForced {
            guard case .answer = reply else { continue }
            let cached = try context.store.validations.cached(
                account: context.account, phone: ask.phone)
            if cached != nil { overtaken.insert(ask) }
        }
        return overtaken
    }

    /// In the transaction of a group's rows.
    ///
    /// - Returns: mills that the job at work pays for.
    mutating func charge(_ context: RunContext) throws(StoreError) -> Int {
        var mills = 0
        for call in calls {
            mills += try context.chargeUnclaimed(call.asks, of: call.job)
            try context.leave(in: call.id, allBut: call.asks)
        }
        calls.removeAll()
        return mills
    }
}
