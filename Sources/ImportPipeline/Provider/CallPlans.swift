import ContactStore

/// Numbers that are asked in one call.
struct PlannedCall {
    /// Its row of the arrivals; 0 until it is on disk, and only then it can be sent.
    var id: Int64 = 0
    let asks: [ValidationAsk]
    /// It was on disk before the run, and may have been sent.
    var wasCutOff = false
    /// Who planned it, where it was cut off.
    var job: Int64 = 0
    /// Some of its numbers belong to rows behind those at hand.
    var isForLater = false

    var isOnDisk: Bool { id != 0 }
}

/// Which numbers are asked in one call: on disk before it is sent, so that a call that a crash cut
/// off is asked again as it was, under the same `Idempotency-Key`, and not paid twice.
///
/// How new calls are cut depends on the speed just seen and on what is known already, which no
/// crash repeats.
struct CallPlans {
    /// Calls that may have been sent before the run and have no answer.
    struct Unanswered {
        /// Cut off, the job's own and those of other jobs: asked as soon as one of their numbers is
        /// wanted. Of two with one number the last is asked.
        var cutOff: [PlannedCall] = []
        /// Failed for good, and perhaps charged all the same: asked when all of their numbers are
        /// wanted, so that they cost no more than is wanted.
        var failed: [PlannedCall] = []
    }

    /// No call was cut off before the run: so none that is sent has numbers nobody asked for.
    let hadNone: Bool
    /// nil: asked again.
    private var cutOff: [PlannedCall?]
    private var failed: [PlannedCall]
    /// Indices of `cutOff`.
    private var cutOffByAsk: [ValidationAsk: Int] = [:]
    /// Numbers of calls that were cut off, asked in this run and paid by no row so far.
    private var surplus: Set<ValidationAsk> = []

    init(_ unanswered: Unanswered) {
        cutOff = unanswered.cutOff
        failed = unanswered.failed
        hadNone = cutOff.isEmpty && failed.isEmpty
        for (index, call) in unanswered.cutOff.enumerated() {
            for ask in call.asks { cutOffByAsk[ask] = index }
        }
    }

    /// Calls for the questions: those planned before the run as they were, then new ones, which
    /// ``put(_:_:)`` has yet to put on disk.
    ///
    /// - Parameters:
    ///   - asks: none twice.
    ///   - numbersMax: of a new call.
    mutating func calls(
        for asks: [ValidationAsk], numbersMax: Int, _ context: RunContext
    ) throws(StoreError) -> [PlannedCall] {
        // Where no crash was, there is none.
        if hadNone { return Self.new(asks, numbersMax: numbersMax) }
        var open = Set(asks)
        let again = takeCutOff(for: asks, from: &open)
        let adopted = takeFailed(from: &open)
        if !adopted.isEmpty {
            try context.store.committing { () throws(StoreError) in
                for call in adopted {
                    try context.store.arrivals.adopt(call.id, job: context.job)
                }
            }
        }
        return again + adopted + Self.new(asks.filter(open.contains), numbersMax: numbersMax)
    }

    private static func new(_ asks: [ValidationAsk], numbersMax: Int) -> [PlannedCall] {
        parts(of: asks, numbersMax: numbersMax).map { PlannedCall(asks: $0) }
    }

    /// Puts calls on disk and returns their ids. One that a crash leaves there may have been sent:
    /// it is asked whole once more, even if nobody wants all of its numbers any more. So no more
    /// are put than leave soon.
    static func put(
        _ calls: [[ValidationAsk]], _ context: RunContext
    ) throws(StoreError) -> [Int64] {
        var ids: [Int64] = []
        try context.store.committing { () throws(StoreError) in
            for asks in calls {
                ids.append(
                    try context.store.arrivals.plan(
                        account: context.account, job: context.job,
                        question: CallBody.json(asks)))
            }
        }
        return ids
    }

    /// The place of the first question for which more lookups are needed than are allowed. A call
    /// that was cut off costs all of its numbers at once.
    func place(in wanted: [AnswerBook.Wanted], beyond allowed: Int) -> Int? {
        if allowed == .max { return nil }
        var left = allowed
        var counted: Set<Int> = []
        for question in wanted {
            if let index = cutOffByAsk[question.ask], let call = cutOff[index] {
                if counted.insert(index).inserted { left -= call.asks.count }
            } else {
                left -= 1
            }
            if left < 0 { return question.place }
        }
        return nil
    }

    /// How many lookups this run has paid for rows to come, perhaps of other jobs.
    ///
    /// - Parameter paid: by the rows at hand.
    func surplusCount(besides paid: [PaidAnswer]) -> Int {
        surplus.isEmpty ? 0 : surplus.subtracting(paid.lazy.map(\.ask)).count
    }

    /// Rows pay for these, and are counted.
    mutating func claim(_ paid: [PaidAnswer]) {
        if !surplus.isEmpty { surplus.subtract(paid.lazy.map(\.ask)) }
    }

    /// What failed has cost nothing.
    mutating func note(_ reply: NumberReply, to ask: ValidationAsk) {
        if reply == .failed { surplus.remove(ask) }
    }

    private mutating func takeCutOff(
        for asks: [ValidationAsk], from open: inout Set<ValidationAsk>
    ) -> [PlannedCall] {
        var taken: [PlannedCall] = []
        for ask in asks {
            guard let index = cutOffByAsk[ask], var call = cutOff[index] else { continue }
            cutOff[index] = nil
            let others = call.asks.filter { !open.contains($0) }
            call.isForLater = !others.isEmpty
            surplus.formUnion(others)
            open.subtract(call.asks)
            taken.append(call)
        }
        return taken
    }

    private mutating func takeFailed(from open: inout Set<ValidationAsk>) -> [PlannedCall] {
        var taken: [PlannedCall] = []
        var left: [PlannedCall] = []
        for call in failed {
            if call.asks.allSatisfy(open.contains) {
                open.subtract(call.asks)
                taken.append(call)
            } else {
                left.append(call)
            }
        }
        failed = left
        return taken
    }

    /// Questions in calls of one kind, in their order.
    static func parts(of asks: [ValidationAsk], numbersMax: Int) -> [[ValidationAsk]] {
        [false, true].flatMap { isForced in
            let kind = asks.filter { $0.isForced == isForced }
            return stride(from: 0, to: kind.count, by: numbersMax).map { start in
                Array(kind[start..<min(start + numbersMax, kind.count)])
            }
        }
    }
}
