import ContactStore
import Contacts
import Foundation

/// Decides groups whose rows need paid answers: decides once to see what is missing, gets that in file
/// order, and decides again, until nothing is missing.
///
/// Answers are committed as they arrive, before the rows that pay for them.
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
    private let onPaid: (Int) -> Void
    /// Calls on disk whose answers the group's rows claim.
    private var kept: [Int64] = []

    /// Seconds that the lookups of a group should take: progress shows, and what a commit costs is
    /// little beside them.
    private static let groupSeconds = 5.0
    private static let rowsAtFirst = 4096
    private static let rowsMin = 256

    /// - Parameter onPaid: called with the mills paid for rows that are not committed yet.
    init(
        context: RunContext, book: AnswerBook, client: ProviderClient?, millsMax: Int?,
        stop: StopFlag, onPaid: @escaping (Int) -> Void
    ) throws(StoreError) {
        self.context = context
        self.book = book
        self.client = client
        self.millsMax = millsMax
        self.stop = stop
        self.onPaid = onPaid
        try loadEarlyAnswers()
    }

    /// Rows of the first group.
    var rowsAtFirst: Int? { client == nil ? nil : Self.rowsAtFirst }

    /// Begins the transaction of a group and decides it; a group that was cut to nothing has neither.
    ///
    /// - Parameters:
    ///   - paidMills: what the job paid for the rows before.
    ///   - free: takes the batches that are cut off.
    func decide(
        _ group: CommitGroup, with decision: inout GroupDecision, paidMills: Int,
        free: Channel<PreparedBatch>
    ) throws(ImportError) {
        while !group.isEmpty {
            var trial = decision
            try storing { () throws(StoreError) in
                try context.store.begin()
                group.seal()
                try trial.decide(group)
            }
            let wanted = book.takeWanted()
            if wanted.isEmpty {
                decision = trial
                return
            }
            let held = group.decided.answers.count
            context.store.rollBackTexts()
            group.forgetDecision()
            let within = limited(wanted, group, paidMills: paidMills, held: held, free)
            try obtain(within, group, paidMills: paidMills + held * ValidationPayload.price, free)
        }
    }

    /// In the transaction of a group's rows: their answers wait for nobody any more.
    func claim() throws(StoreError) {
        if ending == nil { for id in kept { try context.store.arrivals.drop(id) } }
        kept.removeAll(keepingCapacity: true)
    }

    /// When a group's rows are committed.
    func forgetAnswers() { book.forgetAnswers() }

    /// The questions that the limit of cost allows; the group ends before the first one behind it.
    private func limited(
        _ wanted: [AnswerBook.Wanted], _ group: CommitGroup, paidMills: Int, held: Int,
        _ free: Channel<PreparedBatch>
    ) -> [AnswerBook.Wanted] {
        guard let millsMax else { return wanted }
        let allowed = max(0, (millsMax - paidMills) / ValidationPayload.price - held)
        guard wanted.count > allowed else { return wanted }
        ending = .failed(Self.overCost(millsMax))
        cut(group, before: wanted[allowed].place, free)
        return wanted.filter { $0.place < group.rowCount }
    }

    private static func overCost(_ millsMax: Int) -> ImportError {
        ImportError(
            .cost, code: "max_cost_reached",
            "--max-cost $\(Money.dollars(mills: millsMax)): the next lookups would pass it; "
                + "go on with a higher limit")
    }

    private func obtain(
        _ wanted: [AnswerBook.Wanted], _ group: CommitGroup, paidMills: Int,
        _ free: Channel<PreparedBatch>
    ) throws(ImportError) {
        guard let client else { return wanted.forEach { book.allow($0.ask) } }
        let begin = ContinuousClock.now
        var mills = paidMills
        do {
            try client.ask(wanted.map(\.ask), stop: stop) { arrivals throws(ImportError) in
                try keep(arrivals)
                let paid = arrivals.reduce(0) { $0 + $1.paidCount }
                mills += paid * ValidationPayload.price
                onPaid(mills)
            }
        } catch {
            guard error.kind == .provider else { throw error }
            ending = .failed(error)
        }
        if let open = wanted.first(where: { !book.hasReply(to: $0.ask) }) {
            if ending == nil { ending = .stopped }
            cut(group, before: open.place, free)
        }
        chooseRows(for: group, seconds: begin.secondsSince)
    }

    private func chooseRows(for group: CommitGroup, seconds: Double) {
        let rows = Double(group.rowsWanted) * Self.groupSeconds / max(seconds, 0.01)
        let most = min(rows, Double(CommitGroup.rowsMax), Double(group.rowsWanted) * 4)
        group.rowsWanted = max(Int(most), Self.rowsMin)
    }

    private func cut(_ group: CommitGroup, before place: Int, _ free: Channel<PreparedBatch>) {
        for batch in group.cut(before: place) { free.put(batch) }
    }

    private func keep(_ arrivals: [ProviderClient.Arrival]) throws(ImportError) {
        try storing { () throws(StoreError) in
            try context.store.begin()
            for arrival in arrivals where !arrival.body.isEmpty {
                kept.append(
                    try context.store.arrivals.keep(
                        account: context.account, job: context.job,
                        question: CallBody.json(arrival.asks), answer: arrival.body))
            }
            try context.store.commit()
        }
        for arrival in arrivals {
            for (ask, reply) in zip(arrival.asks, arrival.replies) { book.note(reply, to: ask) }
        }
    }

    /// Takes up what arrived before a crash. A forced answer belongs to the job that asked for it; any
    /// other serves whichever row comes first.
    private func loadEarlyAnswers() throws(StoreError) {
        for arrival in try context.store.arrivals.waiting(account: context.account) {
            guard let asks = CallBody.asks(arrival.question) else { continue }
            let isOwn = arrival.job == context.job
            guard isOwn || asks.first?.isForced != true else { continue }
            guard try !isClaimed(asks) else {
                try context.store.arrivals.drop(arrival.id)
                continue
            }
            for (ask, reply) in zip(asks, replies(in: arrival, to: asks))
            where isOwn || reply != .failed {
                book.noteEarly(reply, to: ask)
            }
        }
    }

    /// What this program kept it has checked before; a file that somebody changed counts as nothing.
    private func replies(
        in arrival: ArrivalTable.Arrival, to asks: [ValidationAsk]
    ) -> [NumberReply] {
        do { return try AnswerReader.replies(in: arrival.answer, to: asks) } catch { return [] }
    }

    private func isClaimed(_ asks: [ValidationAsk]) throws(StoreError) -> Bool {
        for ask in asks {
            let cached = try context.store.validations.cached(
                account: context.account, phone: ask.phone)
            guard let cached, !ask.isForced || cached.forcedJob == context.job else { return false }
        }
        return true
    }

    private func storing<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(ImportError) -> Value {
        do { return try body() } catch { throw ImportError(error) }
    }
}

extension ProviderClient.Arrival {
    /// Replies that cost something.
    fileprivate var paidCount: Int { replies.reduce(0) { $0 + ($1 == .failed ? 0 : 1) } }
}
