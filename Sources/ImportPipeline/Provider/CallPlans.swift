import ContactStore

/// Numbers that are asked in one call.
struct PlannedCall {
    /// Its row of the arrivals; 0 until it is on disk, and only then it can be sent.
    var id: Int64 = 0
    let asks: [ValidationAsk]
    /// It was on disk before the run, and may have been sent.
    var wasCutOff = false
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
        /// The job's own: asked as soon as one of their numbers is wanted.
        var own: [PlannedCall] = []
        /// Other jobs': asked when all of their numbers are wanted, so that they cost no more than
        /// is wanted.
        var others: [PlannedCall] = []
    }

    /// No call was cut off before the run: so none that is sent has numbers nobody asked for.
    let hadNone: Bool
    /// nil: asked again.
    private var own: [PlannedCall?]
    private var others: [PlannedCall]
    /// Indices of `own`.
    private var ownByAsk: [ValidationAsk: Int] = [:]

    init(_ unanswered: Unanswered) {
        own = unanswered.own
        others = unanswered.others
        hadNone = own.isEmpty && others.isEmpty
        for (index, call) in unanswered.own.enumerated() {
            for ask in call.asks { ownByAsk[ask] = index }
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
        let (again, adopted, rest) = takeUnanswered(for: asks)
        if !adopted.isEmpty {
            try context.store.committing { () throws(StoreError) in
                for call in adopted {
                    try context.store.arrivals.adopt(call.id, job: context.job)
                }
            }
        }
        let new = Self.parts(of: rest, numbersMax: numbersMax).map { PlannedCall(asks: $0) }
        return again + adopted + new
    }

    /// Puts calls on disk and returns their ids. One that a crash leaves there may have been sent:
    /// it is asked whole once more, even if others have asked for its numbers meanwhile. So no more
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
    /// that was planned before the run costs all of its numbers at once.
    func place(in wanted: [AnswerBook.Wanted], beyond allowed: Int) -> Int? {
        if allowed == .max { return nil }
        var left = allowed
        var counted: Set<Int> = []
        for question in wanted {
            if let index = ownByAsk[question.ask], let call = own[index] {
                if counted.insert(index).inserted { left -= call.asks.count }
            } else {
                left -= 1
            }
            if left < 0 { return question.place }
        }
        return nil
    }

    /// Calls from before the run that the questions are part of, and the other questions.
    private mutating func takeUnanswered(
        for asks: [ValidationAsk]
    ) -> (own: [PlannedCall], others: [PlannedCall], rest: [ValidationAsk]) {
        // Where no crash was, there is none.
        if own.isEmpty && others.isEmpty { return ([], [], asks) }
        var open = Set(asks)
        let own = takeOwn(for: asks, from: &open)
        let others = takeOthers(from: &open)
        return (own, others, asks.filter(open.contains))
    }

    private mutating func takeOwn(
        for asks: [ValidationAsk], from open: inout Set<ValidationAsk>
    ) -> [PlannedCall] {
        var taken: [PlannedCall] = []
        for ask in asks {
            guard let index = ownByAsk[ask], var call = own[index] else { continue }
            own[index] = nil
            call.isForLater = !call.asks.allSatisfy(open.contains)
            open.subtract(call.asks)
            taken.append(call)
        }
        return taken
    }

    private mutating func takeOthers(from open: inout Set<ValidationAsk>) -> [PlannedCall] {
        var taken: [PlannedCall] = []
        var left: [PlannedCall] = []
        for call in others {
            if call.asks.allSatisfy(open.contains) {
                open.subtract(call.asks)
                taken.append(call)
            } else {
                left.append(call)
            }
        }
        others = left
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
