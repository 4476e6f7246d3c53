import ContactStore
import Contacts
import Records

/// Answers that wait on disk: each stays there until it is charged.
extension RunContext {
    /// Leaves the answers of a call that nobody has paid for; failures cost nothing and go. In the
    /// transaction in which others are charged.
    func leave(in call: Int64, allBut paid: Set<ValidationAsk>) throws(StoreError) {
        guard let arrival = try store.arrivals.arrival(call),
            let asks = CallBody.asks(arrival.question)
        else { return }
        let replies = replies(in: arrival, to: asks)
        let kept = asks.indices.filter { index in
            guard index < replies.count, case .answer = replies[index] else { return false }
            return !paid.contains(asks[index])
        }
        guard !kept.isEmpty, let results = Self.results(in: arrival.answer),
            results.count == asks.count
        else { return try store.arrivals.drop(call) }
        if kept.count == asks.count { return }
        let left = JSONValue.object([("results", .array(kept.map { results[$0] }))])
        try store.arrivals.replace(
            call, question: CallBody.json(kept.map { asks[$0] }), answer: Array(left.json.utf8))
    }

    /// What this program kept it has checked before; a file that somebody changed counts as
    /// nothing.
    func replies(
        in arrival: ArrivalTable.Arrival, to asks: [ValidationAsk]
    ) -> [NumberReply] {
        do { return try AnswerReader.replies(in: arrival.answer, to: asks) } catch { return [] }
    }

    private static func results(in answer: [UInt8]) -> [JSONValue]? {
        guard case .array(let results)? = JSONValue.parsed(answer)?["results"] else { return nil }
        return results
    }

    /// Charges a job for lookups of numbers that are cached by now, so that no row will claim them.
    ///
    /// - Returns: mills, where the job is the one at work: its summary counts on in memory.
    func chargeUnclaimed(_ asks: Set<ValidationAsk>, of other: Int64) throws(StoreError) -> Int {
        guard !asks.isEmpty, let stood = try store.jobs.standing(other, account: account) else {
            return 0
        }
        var keys: [Int64] = []
        for ask in asks {
            let cached = try store.validations.cached(account: account, phone: ask.phone)
            if let cached { keys.append(cached.key) }
        }
        try store.validations.charge(
            keys.sorted(),
            .init(
                account: account, mills: ValidationPayload.price, job: other,
                instant: stood.clock))
        let mills = keys.count * ValidationPayload.price
        try addMills(mills, to: other, stood.checkpoint)
        return other == job ? mills : 0
    }

    /// What a job has spent beside its rows.
    func addMills(_ mills: Int, to other: Int64, _ checkpoint: String) throws(StoreError) {
        guard var checkpoint = Checkpoint(parsing: checkpoint) else { return }
        checkpoint.summary.validation.mills += mills
        try store.jobs.saveCheckpoint(checkpoint.json, job: other)
    }
}
