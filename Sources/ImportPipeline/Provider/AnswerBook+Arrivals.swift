import ContactStore
import Contacts

extension AnswerBook {
    /// Takes up what arrived before a crash, and returns the calls that had no answer then. A
    /// forced answer belongs to the job that asked for it; any other serves whichever row comes
    /// first.
    func takeUpArrivals(_ context: RunContext) throws(StoreError) -> CallPlans.Unanswered {
        var unanswered = CallPlans.Unanswered()
        for arrival in try context.store.arrivals.waiting(account: context.account) {
            guard let asks = CallBody.asks(arrival.question) else { continue }
            let isOwn = arrival.job == context.job
            guard try !isClaimed(asks, by: arrival.job, context) else {
                try context.store.arrivals.drop(arrival.id)
                continue
            }
            guard isOwn || asks.first?.isForced != true else { continue }
            if arrival.answer.isEmpty {
                guard Self.canBeAsked(asks) else { continue }
                let call = PlannedCall(id: arrival.id, asks: asks)
                if isOwn { unanswered.own.append(call) } else { unanswered.others.append(call) }
                continue
            }
            for (ask, reply) in zip(asks, replies(in: arrival, to: asks))
            where isOwn || reply != .failed {
                noteEarly(reply, to: ask)
            }
        }
        return unanswered
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
