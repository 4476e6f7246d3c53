import ContactStore
import Contacts
import Foundation

/// Takes gathered groups in their order and has them looked up, decided and committed. The one
/// thread that writes to the store.
///
/// While a group is committed, the next ones are looked up and decided on another thread.
final class CommitStage {
    private let context: RunContext
    private let commit: GroupCommit
    private let gather: GatherStage
    private let decide: DecideStage
    /// The stage that decides looks groups up as well.
    private let readsAhead: Bool
    /// nil where answers are local and without a limit.
    private let answers: AnswerStage?
    private let limits: RowLimits
    /// Room for what is decided about a group; several groups need it at a time.
    private var spareEffects: [GroupEffects] = []
    /// Groups that were started and not taken back.
    private var startedCount = 0
    /// The groups decided last, which are still looked back at.
    private var written: [CommitGroup] = []
    /// No more groups will come.
    private var isAtEnd = false

    /// How long a decided group waits for the next one, to be decided while it is written.
    private static let pollSeconds = 0.1

    init(
        context: RunContext, options: ImportOptions, stages: RunStages, answers: AnswerStage?,
        commit: GroupCommit, stop: StopFlag
    ) throws(StoreError) {
        self.context = context
        self.commit = commit
        limits = RowLimits(options)
        gather = GatherStage(stages, options: options, stop: stop)
        self.answers = answers
        // A dry run's rows are never committed, so that only the writer sees them; where rows wait
        // for answers, the writer's thread decides; and a single request has nothing ahead.
        readsAhead = !context.isDryRun && answers == nil && options.kind != .singleAdd
        decide = DecideStage(
            try GroupDecision(
                context: context, groupsAhead: DecideStage.groupsAhead,
                earlierRows: commit.checkpoint.rowsRead),
            reader: readsAhead ? try context.store.reader() : nil,
            mayCut: options.hasRowLimit, rank: options.rank(.second))
    }

    /// Commits everything that comes; ends early at a stop. What was not committed leaves no trace
    /// in the store; the report may be ahead of it.
    func run(onCommit: (Checkpoint) -> Void) throws(ImportError) {
        defer {
            gather.end()
            decide.end()
            answers?.end()
        }
        if let answers {
            try commitOneByOne(answers, onCommit)
        } else {
            try commitOverlapping(onCommit)
        }
        try commit.checkRejectsAtEnd()
    }

    /// Where answers are free, groups are decided while those before them are written.
    private func commitOverlapping(_ onCommit: (Checkpoint) -> Void) throws(ImportError) {
        while let group = try nextDecided() {
            if !group.isDecided {
                try commitInParts(group, onCommit)
                continue
            }
            gather.want(rows: group.rowsWanted)
            let limit = try cutAtLimit(group)
            keep(group)
            if limit == nil { try startAhead() }
            if !group.isEmpty {
                try commit.commit(group, isLast: isAtEnd && startedCount == 0 && limit == nil)
                onCommit(commit.checkpoint)
            }
            if let limit { throw limit }
            if !decide.isReady { context.store.moveLogAhead() }
        }
    }

    /// The next group, decided; nil when no more come.
    private func nextDecided() throws(ImportError) -> CommitGroup? {
        if startedCount == 0 { try startNext(seconds: nil) }
        if startedCount == 0 { return nil }
        startedCount -= 1
        return try decide.finish()
    }

    /// Keeps a decided group as long as those behind it are looked back at; gives up the one that
    /// is not any more.
    private func keep(_ group: CommitGroup) {
        written.append(group)
        if written.count > DecideStage.groupsAhead { recycle(written.removeFirst()) }
    }

    /// Has as many groups decided as may be while the one at hand is written; waits a little for
    /// the first of them.
    private func startAhead() throws(ImportError) {
        if startedCount == 0 { try startNext(seconds: Self.pollSeconds) }
        let most = limits.isNone ? DecideStage.groupsAhead : 1
        while startedCount > 0, startedCount < most {
            if try !startNext(seconds: 0) { return }
        }
    }

    /// Leaves the rows of a decided group that the limits allow; returns why there are no more.
    private func cutAtLimit(_ group: CommitGroup) throws(ImportError) -> ImportError? {
        guard let stop = limits.stop(in: group, after: commit.checkpoint.summary) else {
            return nil
        }
        gather.recycle(group.cut(before: stop.place))
        if group.isEmpty { return stop.error }
        if !readsAhead { try group.lookUp(in: context.store, context) }
        decide.startAgain(group)
        _ = try decide.finish()
        return stop.error
    }

    /// A group whose stored texts take more memory than they may, and those that were started
    /// behind it, are looked up, decided and written in parts, one after the other.
    private func commitInParts(
        _ first: CommitGroup, _ onCommit: (Checkpoint) -> Void
    ) throws(ImportError) {
        var groups = [first]
        while let group = startedCount > 0 ? try nextDecided() : nil { groups.append(group) }
        while !written.isEmpty { recycle(written.removeLast()) }
        for (index, group) in groups.enumerated() {
            var rest: [PreparedBatch] = group.batches
            while !rest.isEmpty {
                rest = try decideFirstPart(of: group, rest)
                gather.want(rows: group.rowsWanted)
                let limit = try cutAtLimit(group)
                let isLast = isAtEnd && rest.isEmpty && index == groups.count - 1 && limit == nil
                if !group.isEmpty {
                    try commit.commit(group, isLast: isLast)
                    onCommit(commit.checkpoint)
                }
                if let limit { throw limit }
                spareEffects.append(group.takeEffects())
                if !rest.isEmpty { gather.recycle(group.removeAll()) }
            }
            gather.recycle(group)
        }
    }

    /// Decides as many of the batches as may be; returns the others.
    private func decideFirstPart(
        of group: CommitGroup, _ batches: [PreparedBatch]
    ) throws(ImportError) -> [PreparedBatch] {
        var rest: [PreparedBatch] = []
        if group.isEmpty { batches.forEach(group.append) }
        while true {
            group.seal()
            try prepare(group)
            decide.startAlone(group)
            _ = try decide.finish()
            if group.isDecided { return rest }
            rest = group.halve() + rest
            spareEffects.append(group.takeEffects())
        }
    }

    /// Where rows wait for answers, a group is decided when all of them are there; the first calls
    /// for the next one are under way while it is written.
    private func commitOneByOne(
        _ answers: AnswerStage, _ onCommit: (Checkpoint) -> Void
    ) throws(ImportError) {
        gather.want(rows: answers.rowsWanted)
        var written: CommitGroup?
        var next = takeGathered(seconds: nil)
        while let group = next {
            next = nil
            let dropped = try answers.decide(group, after: commit.checkpoint.summary) {
                next = next ?? takeGathered(seconds: 0)
                return next
            }
            gather.recycle(dropped)
            gather.want(rows: min(answers.rowsWanted, group.rowsWanted))
            // The group before was looked back at until now.
            if let written { recycle(written) }
            written = group
            if answers.ending != nil {
                next = nil
            } else if next == nil {
                next = takeGathered(seconds: Self.pollSeconds)
            }
            if let next {
                var summary = commit.checkpoint.summary
                summary.count(group, context)
                try answers.begin(next, after: summary)
            }
            if !group.isEmpty {
                try commit.commit(group, isLast: isAtEnd && next == nil)
                answers.forgetAnswers()
                onCommit(commit.checkpoint)
            }
            if case .failed(let error)? = answers.ending { throw error }
            if answers.ending == nil, next == nil { next = takeGathered(seconds: nil) }
        }
    }

    private func recycle(_ group: CommitGroup) {
        // Where rows wait for answers, a group keeps its own.
        if answers == nil { spareEffects.append(group.takeEffects()) }
        group.decided.removeAll()
        gather.recycle(group)
    }

    /// Takes the next group and has it decided; false when there is none.
    ///
    /// - Parameter seconds: how long to wait for it at most; nil: until it or the end comes.
    @discardableResult
    private func startNext(seconds: Double?) throws(ImportError) -> Bool {
        guard let group = takeGathered(seconds: seconds) else { return false }
        try prepare(group)
        decide.start(group)
        startedCount += 1
        return true
    }

    private func prepare(_ group: CommitGroup) throws(ImportError) {
        group.mayBeParted = group.batches.count > 1
        if !readsAhead { try group.lookUp(in: context.store, context) }
        group.decided = spareEffects.popLast() ?? GroupEffects()
    }

    private func takeGathered(seconds: Double?) -> CommitGroup? {
        while true {
            switch gather.take(seconds: seconds ?? Self.pollSeconds) {
            case .element(let group): return group
            case .nothingYet where seconds == nil: continue
            case .nothingYet: return nil
            case .end:
                isAtEnd = true
                return nil
            }
        }
    }
}
