import ContactStore
import Contacts
import Foundation

/// Decides groups whose rows need paid answers: decides once to see what is missing, gets that in
/// file order, and decides again, until nothing is missing.
///
/// Rows of different numbers never influence each other: while the last calls of a group are under
/// way, those numbers of the next one that it does not name are asked.
///
/// Calls are on disk before they are sent, and answers are committed as they arrive, before the
/// rows that pay for them.
final class AnswerStage {
    /// Why a run ends before its inputs do.
    enum Ending {
        case stopped
        case failed(ImportError)
    }

    /// Set when the last group was cut: no row behind it may be committed.
    private(set) var ending: Ending?

    private let context: RunContext
    private let book: AnswerBook
    /// nil: the local data answer, within the limit.
    private let client: ProviderClient?
    private let millsMax: Int?
    private let limits: RowLimits
    private let stop: StopFlag
    private var decision: GroupDecision
    private var rows: AskedRows
    private let onPaid: (Int) -> Void
    /// Which numbers are asked together.
    private var plans: CallPlans
    /// What the group's rows claim of the calls on disk.
    private var claims: ArrivalClaims
    /// What the job has paid for what none of its rows will claim, since it stopped.
    let millsAtFirst: Int
    /// What no row will claim of them.
    private var overtaken = OvertakenAnswers()
    /// Of the group at hand; the next group's calls are of the next round.
    private var round = 0
    /// What is known of the next group, once it was looked up.
    private var next: NextGroup?
    /// Answers for the next group: on disk, and noted when it is at hand.
    private var ahead: [ProviderClient.Arrival] = []
    /// Questions were left open: the service is away or the run is to stop.
    private var mayAsk = true

    /// Nil where answers are local and without a limit.
    ///
    /// - Parameters:
    ///   - secret: the workspace's own.
    ///   - onPaid: called with the mills paid with rows that are not committed yet, and with what
    ///     there is to say.
    init?(
        context: RunContext, options: ImportOptions, secret: [UInt8], stop: StopFlag,
        earlierRows: UInt64 = 0, onPaid: @escaping (Int, String?) -> Void
    ) throws(StoreError) {
        guard let book = context.answers else { return nil }
        self.context = context
        self.book = book
        client = options.provider.map { provider in
            let body = CallBody(
                options: provider, account: context.account, job: context.job, secret: secret)
            return ProviderClient(
                provider, body: body,
                putOnDisk: { calls throws(ImportError) in
                    try storing { () throws(StoreError) in try CallPlans.put(calls, context) }
                }, onNotice: { onPaid(0, $0) })
        }
        millsMax = options.millsMax
        claims = ArrivalClaims(sharesFailures: options.kind == .importFile)
        limits = RowLimits(options)
        self.stop = stop
        self.onPaid = { onPaid($0, nil) }
        decision = try GroupDecision(context: context, groupsAhead: 1, earlierRows: earlierRows)
        rows = AskedRows(options.provider)
        let taken = try book.takeUpArrivals(context)
        claims.noteFailed(taken.failed)
        millsAtFirst = taken.mills
        // Where the local data answer, no call is asked again.
        plans = CallPlans(client == nil ? .init() : taken.unanswered)
    }

    /// A group that was looked up before the one ahead of it is written.
    private struct NextGroup {
        let trial: Trial
        /// Asked before the group ahead was decided.
        var early: Set<ValidationAsk> = []
        /// The calls for all that it lacks are under way.
        var isAsked = false
    }

    /// Decides what needs no answer and sends the first calls, before the group ahead of it is
    /// written and after that is decided.
    ///
    /// - Parameter summary: of all rows before the group.
    func begin(_ group: CommitGroup, after summary: ImportSummary) throws(ImportError) {
        guard ending == nil, next?.isAsked != true else { return }
        let early = next?.early ?? []
        if next == nil { try group.lookUp(in: context.store, context) }
        let trial = tryOut(group, after: summary)
        next = NextGroup(trial: trial)
        let allowed = countAllowed(paidMills: summary.validation.mills, held: trial.paid)
        guard let client, !trial.wanted.isEmpty, trial.stop == nil,
            plans.place(in: trial.costing, beyond: allowed) == nil
        else { return }
        let open = trial.wanted.map(\.ask).filter { !early.contains($0) }
        try send(open, of: round + 1, by: client)
        next?.isAsked = true
    }

    /// Asks for those numbers of the next group that the one at hand does not name.
    private func askEarly(
        _ nextGroup: CommitGroup, behind group: CommitGroup, after summary: ImportSummary,
        by client: ProviderClient
    ) throws(ImportError) {
        try nextGroup.lookUp(in: context.store, context)
        goOn()
        // Never the last word, as it knows nothing of the group at hand.
        let trial = tryOut(nextGroup, after: summary, mayStand: false)
        let asks = trial.wanted.map(\.ask).filter { !group.known.names($0.phone) }
        let isAsked = !asks.isEmpty && asks.count == trial.wanted.count
        next = NextGroup(trial: trial, early: Set(asks), isAsked: isAsked)
        try send(asks, of: round + 1, by: client)
    }

    /// Rows that the next groups should have.
    var rowsWanted: Int { rows.wanted }

    /// Lets the calls go on between the parts of other work.
    func goOn() { client?.goOn(stop: stop) }

    /// Decides a gathered group; returns the batches that were cut off its end, perhaps all.
    ///
    /// - Parameters:
    ///   - summary: of the rows before.
    ///   - nextGroup: the group behind it, if it is there already: asked for while the last calls
    ///     are under way.
    func decide(
        _ group: CommitGroup, after summary: ImportSummary, nextGroup: () -> CommitGroup?
    ) throws(ImportError) -> [PreparedBatch] {
        // Where a limit may end the run in this group, nothing behind it is paid for.
        let maySpend = limits.isNone && millsMax == nil && plans.hadNone
        let refill = { [self] () throws(ImportError) in
            guard maySpend, next == nil, let client, let nextGroup = nextGroup() else { return }
            try askEarly(nextGroup, behind: group, after: summary, by: client)
        }
        var trial = try firstTrial(of: group, after: summary, refill)
        var dropped: [PreparedBatch] = []
        while !group.isEmpty {
            let end: Int?
            if let decided = trial.decided {
                guard let limit = limits.stop(in: group, after: summary) else {
                    decision = decided
                    break
                }
                ending = .failed(limit.error)
                end = limit.place
            } else if let limit = trial.stop {
                ending = .failed(limit.error)
                end = limit.place
            } else {
                end = try answer(trial, paidMills: summary.validation.mills, refill)
            }
            if let end {
                dropped += group.cut(before: end)
                try group.lookUp(in: context.store, context)
            }
            trial = tryOut(group, after: summary)
        }
        return dropped
    }

    /// What ``begin(_:after:)`` has found, with the answers that were asked for then.
    private func firstTrial(
        of group: CommitGroup, after summary: ImportSummary, _ refill: Refill
    ) throws(ImportError) -> Trial {
        let begun = next
        next = nil
        let paidAhead = beginRound()
        guard let begun else {
            try group.lookUp(in: context.store, context)
            return tryOut(group, after: summary)
        }
        guard begun.isAsked else { return begun.trial }
        let held = begun.trial.paid.count * ValidationPayload.price
        let paidMills = summary.validation.mills + held + paidAhead
        try finish(begun.trial.wanted, paidMills: paidMills, refill)
        return tryOut(group, after: summary)
    }

    /// Makes the group behind the last one the one at hand; returns the mills paid for it so far.
    private func beginRound() -> Int {
        round += 1
        for arrival in ahead { note(arrival) }
        defer { ahead.removeAll() }
        return ahead.reduce(0) { $0 + $1.paidCount } * ValidationPayload.price
    }

    /// Gets what a decision lacks; returns the place of the first question that stays open.
    private func answer(
        _ trial: Trial, paidMills: Int, _ refill: Refill
    ) throws(ImportError) -> Int? {
        if let place = placeOverCost(trial.costing, paidMills: paidMills, held: trial.paid) {
            return place
        }
        let held = trial.paid.count * ValidationPayload.price
        return try obtain(trial.wanted, paidMills: paidMills + held, refill: refill)
    }

    /// A decision that may lack answers.
    private struct Trial {
        /// nil when answers are missing or it may not stand: then the group is as if it had not
        /// been decided.
        var decided: GroupDecision?
        var wanted: [AnswerBook.Wanted] = []
        /// These and those that will follow, in file order: all cost something.
        var costing: [AnswerBook.Wanted] = []
        /// Answers that the group's rows pay for and that are there.
        var paid: [PaidAnswer]
        /// Where a limit ends the run, whatever the answers are.
        var stop: RowLimits.Stop?
    }

    /// - Parameters:
    ///   - summary: of the rows before the group.
    ///   - mayStand: where nothing is missing, the group stays decided.
    private func tryOut(
        _ group: CommitGroup, after summary: ImportSummary, mayStand: Bool = true
    ) -> Trial {
        let known = group.known
        var trial = decision
        trial.decide(group)
        let wanted = book.takeWanted()
        let costing = book.takeCosting(wanted)
        let paid = group.decided.paid
        goOn()
        if wanted.isEmpty, mayStand { return Trial(decided: trial, paid: paid) }
        let stop = limits.stop(in: group, after: summary, isAnswered: false)
        group.known = known
        group.decided.removeAll()
        return Trial(wanted: wanted, costing: costing, paid: paid, stop: stop)
    }

    /// In the transaction of a group's rows: their answers wait for nobody any more.
    ///
    /// - Parameter paid: what the rows pay for, charged already.
    /// - Returns: mills that the job pays for what none of its rows claims.
    func claim(_ paid: [PaidAnswer]) throws(StoreError) -> Int {
        plans.claim(paid)
        try claims.settle(paid, isLast: ending != nil, book, context)
        return try overtaken.charge(context)
    }

    /// Ends the calls. Those that the service has not taken are forgotten, so that whoever wants
    /// their numbers next may ask as it likes.
    func end() {
        let ids = client?.endCalls() ?? []
        if ids.isEmpty || context.store.isInTransaction { return }
        do {
            try context.store.committing { () throws(StoreError) in
                for id in ids { try context.store.arrivals.drop(id) }
            }
        } catch {
            // As behind a crash: they are asked as they were.
        }
    }

    /// When a group's rows are committed.
    func forgetAnswers() { book.forgetAnswers() }

    /// The place of the first question that the limit of cost does not allow. What lies before it
    /// is asked when the group that was cut there is decided again.
    func placeOverCost(
        _ wanted: [AnswerBook.Wanted], paidMills: Int, held: [PaidAnswer]
    ) -> Int? {
        let allowed = countAllowed(paidMills: paidMills, held: held)
        guard let millsMax, let place = plans.place(in: wanted, beyond: allowed) else {
            return nil
        }
        // By themselves they might be within it.
        let fits = wanted.count <= allowed + plans.surplusCount(besides: held)
        ending = .failed(Self.overCost(millsMax, withCutOff: fits))
        return place
    }

    /// How many lookups the limit of cost leaves.
    private func countAllowed(paidMills: Int, held: [PaidAnswer]) -> Int {
        guard let millsMax else { return .max }
        let spent = held.count + plans.surplusCount(besides: held)
        return max(0, (millsMax - paidMills) / ValidationPayload.price - spent)
    }

    private static func overCost(_ millsMax: Int, withCutOff: Bool) -> ImportError {
        let cutOff = withCutOff ? ", with the other numbers of calls that a crash cut off" : ""
        return ImportError(
            .cost, code: "max_cost_reached",
            "--max-cost $\(Money.dollars(mills: millsMax)): the next lookups would pass it\(cutOff); "
                + "go on with a higher limit")
    }

    /// Called while nothing waits to be sent.
    typealias Refill = () throws(ImportError) -> Void

    /// Gets the answers; returns the place of the first question that has none.
    func obtain(
        _ wanted: [AnswerBook.Wanted], paidMills: Int, refill: Refill = {}
    ) throws(ImportError) -> Int? {
        guard let client else {
            for question in wanted { book.allow(question.ask) }
            return nil
        }
        if mayAsk {
            try send(wanted.map(\.ask), of: round, by: client)
            try finish(wanted, paidMills: paidMills, refill)
        }
        return wanted.first { !book.hasReply(to: $0.ask) }?.place
    }

    /// Sends the first calls; none when the run is to stop.
    private func send(
        _ asks: [ValidationAsk], of round: Int, by client: ProviderClient
    ) throws(ImportError) {
        if stop.requested != nil { return }
        let calls = try storing { () throws(StoreError) in
            try plans.calls(for: asks, numbersMax: client.numbersMax, context)
        }
        try client.begin(calls, of: round)
    }

    /// Takes the answers to what was begun for the group at hand.
    private func finish(
        _ wanted: [AnswerBook.Wanted], paidMills: Int, _ refill: Refill
    ) throws(ImportError) {
        guard let client else { return }
        let begin = ContinuousClock.now
        var mills = paidMills
        do {
            try client.finish(round, stop: stop, refill: refill) { arrivals throws(ImportError) in
                try keep(arrivals)
                // What is paid for the next group is told when that is at hand.
                let paid = arrivals.filter { $0.round == round }.reduce(0) { $0 + $1.paidCount }
                mills += paid * ValidationPayload.price
                onPaid(mills)
            }
        } catch {
            guard error.kind == .provider else { throw error }
            mayAsk = false
            ending = .failed(error)
        }
        rows.note(asked: wanted.count, seconds: begin.secondsSince)
        goOn()
        if wanted.contains(where: { !book.hasReply(to: $0.ask) }) {
            mayAsk = false
            ending = ending ?? .stopped
        }
    }

    private func keep(_ arrivals: [ProviderClient.Arrival]) throws(ImportError) {
        try storing { () throws(StoreError) in
            try context.store.begin()
            for arrival in arrivals where !arrival.body.isEmpty {
                try context.store.arrivals.keep(arrival.body, of: arrival.call.id)
            }
            try context.store.commit()
            for arrival in arrivals { try overtaken.note(arrival, context) }
        }
        for arrival in arrivals {
            if arrival.round > round { ahead.append(arrival) } else { note(arrival) }
        }
    }

    /// Makes answers on disk known to the group at hand.
    private func note(_ arrival: ProviderClient.Arrival) {
        let call = arrival.call
        for (ask, reply) in zip(call.asks, arrival.replies) {
            if call.isForLater {
                book.noteEarly(reply, to: ask, of: call.id)
            } else {
                book.note(reply, to: ask)
            }
            plans.note(reply, to: ask)
        }
        claims.note(arrival)
    }
}

extension ProviderClient.Arrival {
    /// Replies that cost something.
    fileprivate var paidCount: Int { replies.reduce(0) { $0 + ($1 == .failed ? 0 : 1) } }
}
