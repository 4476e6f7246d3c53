import ContactStore
import Contacts
import Foundation

/// Decides groups whose rows need paid answers: decides once to see what is missing, gets that in
/// file order, and decides again, until nothing is missing.
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
    private let stop: StopFlag
    private var decision: GroupDecision
    /// Rows that the next groups should have.
    private(set) var rowsWanted: Int
    private let onPaid: (Int) -> Void
    /// Which numbers are asked together.
    private var plans: CallPlans
    /// Calls on disk whose answers the group's rows claim.
    private var kept: [Int64] = []
    /// What is known of the next group while the one before it is written.
    private var tried: Trial?
    /// The calls for what it lacks are under way.
    private var isAsked = false
    /// Questions were left open: the service is away or the run is to stop.
    private var mayAsk = true

    /// Seconds that the lookups of a group should take: progress shows, and what a commit costs is
    /// little beside them.
    private static let groupSeconds = 5.0
    private static let rowsMin = 256

    /// Of a service whose speed is not known yet, few: the run has three groups before it is known.
    private static func rowsAtFirst(_ provider: ProviderOptions) -> Int {
        guard let rate = provider.numbersPerSecond else { return 8192 }
        return max(Int(min(Double(rate) * groupSeconds, Double(CommitGroup.rowsMax))), rowsMin)
    }

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
            return ProviderClient(provider, body: body) { onPaid(0, $0) }
        }
        millsMax = options.millsMax
        self.stop = stop
        self.onPaid = { onPaid($0, nil) }
        decision = try GroupDecision(context: context, groupsAhead: 1, earlierRows: earlierRows)
        rowsWanted = options.provider.map(Self.rowsAtFirst) ?? .max
        plans = CallPlans(try book.takeUpArrivals(context))
    }

    /// Looks a group up, decides what needs no answer and sends the first calls, before the group
    /// ahead of it is written.
    ///
    /// - Parameter paidMills: what the job paid for all rows before the group.
    func begin(_ group: CommitGroup, paidMills: Int) throws(ImportError) {
        guard ending == nil else { return }
        try group.lookUp(in: context.store, context)
        let trial = tryOut(group)
        tried = trial
        let allowed = countAllowed(paidMills: paidMills, held: trial.held)
        guard let client, !trial.wanted.isEmpty,
            plans.place(in: trial.wanted, beyond: allowed) == nil
        else { return }
        try send(trial.wanted, by: client)
        isAsked = true
    }

    /// Lets the calls go on while the group ahead is written: between its parts.
    func goOn() { if isAsked { client?.goOn() } }

    /// Decides a gathered group; returns the batches that were cut off its end, perhaps all.
    ///
    /// - Parameter summary: of the rows before.
    func decide(
        _ group: CommitGroup, _ limits: RowLimits, after summary: ImportSummary
    ) throws(ImportError) -> [PreparedBatch] {
        let paidMills = summary.validation.mills
        var trial = try firstTrial(of: group, paidMills: paidMills)
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
            } else {
                end = try answer(trial, paidMills: paidMills)
            }
            if let end {
                dropped += group.cut(before: end)
                try group.lookUp(in: context.store, context)
            }
            trial = tryOut(group)
        }
        return dropped
    }

    /// What ``begin(_:paidMills:)`` has found, with the answers that were asked for then.
    private func firstTrial(
        of group: CommitGroup, paidMills: Int
    ) throws(ImportError) -> Trial {
        defer { tried = nil }
        guard let tried else {
            try group.lookUp(in: context.store, context)
            return tryOut(group)
        }
        guard isAsked else { return tried }
        isAsked = false
        try finish(tried.wanted, paidMills: paidMills + tried.held * ValidationPayload.price)
        return tryOut(group)
    }

    /// Gets what a decision lacks; returns the place of the first question that stays open.
    private func answer(_ trial: Trial, paidMills: Int) throws(ImportError) -> Int? {
        if let place = placeOverCost(trial.wanted, paidMills: paidMills, held: trial.held) {
            return place
        }
        return try obtain(
            trial.wanted, paidMills: paidMills + trial.held * ValidationPayload.price)
    }

    /// A decision that may lack answers.
    private struct Trial {
        /// nil when answers are missing: then the group is as if it had not been decided.
        var decided: GroupDecision?
        var wanted: [AnswerBook.Wanted]
        /// Answers that the group's rows pay for and that are there.
        var held: Int
    }

    private func tryOut(_ group: CommitGroup) -> Trial {
        let known = group.known
        var trial = decision
        trial.decide(group)
        let wanted = book.takeWanted()
        let held = group.decided.paid.count
        if wanted.isEmpty { return Trial(decided: trial, wanted: [], held: held) }
        group.known = known
        group.decided.removeAll()
        return Trial(decided: nil, wanted: wanted, held: held)
    }

    /// In the transaction of a group's rows: their answers wait for nobody any more.
    func claim() throws(StoreError) {
        if ending == nil { for id in kept { try context.store.arrivals.drop(id) } }
        kept.removeAll(keepingCapacity: true)
    }

    /// When a group's rows are committed.
    func forgetAnswers() { book.forgetAnswers() }

    /// The place of the first question that the limit of cost does not allow. What lies before it
    /// is asked when the group that was cut there is decided again.
    func placeOverCost(
        _ wanted: [AnswerBook.Wanted], paidMills: Int, held: Int
    ) -> Int? {
        let allowed = countAllowed(paidMills: paidMills, held: held)
        guard let millsMax, let place = plans.place(in: wanted, beyond: allowed) else {
            return nil
        }
        ending = .failed(Self.overCost(millsMax))
        return place
    }

    /// How many lookups the limit of cost leaves.
    private func countAllowed(paidMills: Int, held: Int) -> Int {
        guard let millsMax else { return .max }
        return max(0, (millsMax - paidMills) / ValidationPayload.price - held)
    }

    private static func overCost(_ millsMax: Int) -> ImportError {
        ImportError(
            .cost, code: "max_cost_reached",
            "--max-cost $\(Money.dollars(mills: millsMax)): the next lookups would pass it; "
                + "go on with a higher limit")
    }

    /// Gets the answers; returns the place of the first question that has none.
    func obtain(
        _ wanted: [AnswerBook.Wanted], paidMills: Int
    ) throws(ImportError) -> Int? {
        guard let client else {
            for question in wanted { book.allow(question.ask) }
            return nil
        }
        if mayAsk {
            try send(wanted, by: client)
            try finish(wanted, paidMills: paidMills)
        }
        return wanted.first { !book.hasReply(to: $0.ask) }?.place
    }

    /// Sends the first calls when all of them are on disk.
    private func send(
        _ wanted: [AnswerBook.Wanted], by client: ProviderClient
    ) throws(ImportError) {
        let asks = wanted.map(\.ask)
        client.begin(
            try storing { () throws(StoreError) in
                try plans.calls(for: asks, numbersMax: client.numbersMax, context)
            })
    }

    /// Takes the answers to what was begun.
    private func finish(_ wanted: [AnswerBook.Wanted], paidMills: Int) throws(ImportError) {
        guard let client else { return }
        let begin = ContinuousClock.now
        var mills = paidMills
        do {
            try client.finish(stop: stop) { arrivals throws(ImportError) in
                try keep(arrivals)
                let paid = arrivals.reduce(0) { $0 + $1.paidCount }
                mills += paid * ValidationPayload.price
                onPaid(mills)
            }
        } catch {
            guard error.kind == .provider else { throw error }
            mayAsk = false
            ending = .failed(error)
        }
        chooseRows(asked: wanted.count, seconds: begin.secondsSince)
        if wanted.contains(where: { !book.hasReply(to: $0.ask) }) {
            mayAsk = false
            ending = ending ?? .stopped
        }
    }

    /// A group of rows that all ask takes as long as it should at the speed just seen.
    private func chooseRows(asked: Int, seconds: Double) {
        let rows = Double(asked) / max(seconds, 0.01) * Self.groupSeconds
        let most = min(rows, Double(CommitGroup.rowsMax), Double(rowsWanted) * 4)
        rowsWanted = max(Int(most), Self.rowsMin)
    }

    private func keep(_ arrivals: [ProviderClient.Arrival]) throws(ImportError) {
        try storing { () throws(StoreError) in
            try context.store.begin()
            for arrival in arrivals where !arrival.body.isEmpty {
                try context.store.arrivals.keep(arrival.body, of: arrival.call.id)
            }
            try context.store.commit()
        }
        for arrival in arrivals {
            let replies = zip(arrival.call.asks, arrival.replies)
            if arrival.call.isForLater {
                for (ask, reply) in replies { book.noteEarly(reply, to: ask) }
            } else {
                kept.append(arrival.call.id)
                for (ask, reply) in replies { book.note(reply, to: ask) }
            }
        }
    }
}

extension ProviderClient.Arrival {
    /// Replies that cost something.
    fileprivate var paidCount: Int { replies.reduce(0) { $0 + ($1 == .failed ? 0 : 1) } }
}
