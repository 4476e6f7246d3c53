import Contacts
import Foundation
import Synchronization

/// Gathers normalized batches in order into groups, on a thread of its own.
final class GatherStage: Sendable {
    private let gathered = OrderedChannel<CommitGroup>()
    private let free: Channel<CommitGroup>
    private let stages: RunStages
    private let rows = Rows()

    /// Rows of the groups that are begun from now on; the writer sets it, this thread reads it.
    private final class Rows: Sendable {
        let wanted = Atomic<Int>(.max)
    }

    /// Rows of a slow input wait at most this long for more before they are committed.
    private static let gatherSecondsMax = 1.0
    /// How often the stop flag is looked at.
    private static let pollSeconds = 0.1
    /// The first group is that many times smaller, so that the writer begins early.
    private static let firstShare = 4

    init(_ stages: RunStages, options: ImportOptions, stop: StopFlag) {
        let groups = Self.groups(options)
        free = Channel(countMax: groups)
        self.stages = stages
        let gathered = gathered
        let free = free
        let rows = rows
        for _ in 0..<groups {
            free.put(CommitGroup(options))
        }
        startThread("gather", rank: options.rank(.third)) {
            var sequence = 0
            var isOpen = true
            while isOpen, let group = free.take() {
                isOpen = Self.fill(
                    group, from: stages, share: sequence == 0 ? Self.firstShare : 1,
                    rows: rows.wanted.load(ordering: .relaxed), stop)
                if group.isEmpty {
                    free.put(group)
                    continue
                }
                group.seal()
                gathered.put(group, at: sequence)
                sequence += 1
            }
            gathered.finish(at: sequence)
        }
    }

    /// Groups: one that fills, those that are decided ahead, and as many that were decided last.
    static func groups(_ options: ImportOptions) -> Int {
        1 + 2 * (options.waitsForAnswers ? 1 : DecideStage.groupsAhead)
    }

    /// False when nothing more will come.
    private static func fill(
        _ group: CommitGroup, from stages: RunStages, share: Int, rows: Int, _ stop: StopFlag
    ) -> Bool {
        var deadline: Date?
        while !group.isFull(share: share, rows: rows) {
            let now = Date()
            if let deadline, now >= deadline { return true }
            switch stages.prepared.take(until: now + pollSeconds) {
            case .end: return false
            case .nothingYet:
                if stop.requested != nil { return false }
                if stages.room.isFull, !group.isEmpty { return true }
            case .element(let batch):
                if deadline == nil { deadline = now + gatherSecondsMax }
                group.append(batch)
            }
        }
        return true
    }

    /// Makes the groups that are begun from now on smaller or larger.
    func want(rows count: Int) { rows.wanted.store(count, ordering: .relaxed) }

    /// Gives batches back that belong to no group any more.
    func recycle(_ batches: [PreparedBatch]) {
        for batch in batches { stages.recycle(batch) }
    }

    /// The next group, waiting for it at most `seconds`.
    func take(seconds: Double) -> OrderedChannel<CommitGroup>.Taken {
        gathered.take(until: Date() + seconds)
    }

    /// Gives a group and its batches back for new rows.
    func recycle(_ group: CommitGroup) {
        recycle(group.removeAll())
        free.put(group)
    }

    /// Lets the thread end.
    func end() {
        free.cancel()
        gathered.cancel()
    }
}
