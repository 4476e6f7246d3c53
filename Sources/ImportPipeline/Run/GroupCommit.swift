import ContactStore
import Contacts
import Foundation

/// Commits a decided group in one transaction: its rows, their report, what they owe, and the
/// checkpoint behind them. Used by the writer's thread alone.
final class GroupCommit {
    private let context: RunContext
    private let answers: AnswerStage?
    private let report: ReportStage
    private let rejects: RejectsSink?
    /// Of the threads in front of this one.
    private let failure: FirstFailure
    private let stop: StopFlag
    /// The job ends with the last of its rows.
    private let isOneTransaction: Bool
    private let limits: RowLimits
    /// Behind the last group that is stored.
    private(set) var checkpoint: Checkpoint
    private let begin = ContinuousClock.now
    private let earlierSeconds: Double

    init(
        context: RunContext, options: ImportOptions, checkpoint: Checkpoint, answers: AnswerStage?,
        report: ReportStage, rejects: RejectsSink?, failure: FirstFailure, stop: StopFlag
    ) {
        self.context = context
        self.checkpoint = checkpoint
        self.answers = answers
        self.report = report
        self.rejects = rejects
        self.failure = failure
        self.stop = stop
        isOneTransaction = options.isOneTransaction
        limits = RowLimits(options)
        earlierSeconds = checkpoint.summary.seconds
    }

    /// Commits a group; one that cannot be stored leaves no trace in the store.
    ///
    /// - Parameter isLast: no rows come behind it.
    func commit(_ group: CommitGroup, isLast: Bool) throws(ImportError) {
        do {
            try store(group, isLast: isLast)
        } catch {
            context.store.rollBack()
            throw error
        }
    }

    private func store(_ group: CommitGroup, isLast: Bool) throws(ImportError) {
        // Rows that nobody decided would be passed over for good.
        precondition(group.isDecided, "a group is decided before it is stored")
        var after = checkpoint
        after.summary.count(group, context)
        if isLast { try checkRejects(atEnd: after.summary) }
        try storing { () throws(StoreError) in
            if !context.store.isInTransaction { try context.store.begin() }
        }
        after.report = try reportAndWrite(group)
        answers?.goOn()
        try rejects?.write(group)
        after.rejects = rejects?.written ?? []
        for batch in group.batches { after.summary.damage.take(batch) }
        note(group, in: &after)
        if isLast, endsWithRows { after.summary.state = .finished }
        try storing { () throws(StoreError) in
            if after.summary.state == .finished { return try end(after) }
            try context.store.jobs.saveSeen(group.decided.firstSeen, job: context.job)
            let mills = try answers?.claim(group.decided.paid)
            after.summary.validation.mills += mills ?? 0
            try save(after)
        }
        checkpoint = after
        answers?.goOn()
        try report.release()
        try rejects?.release()
    }

    /// Whether the job's end is stored with its last rows: when these were all, and it has one
    /// transaction.
    private var endsWithRows: Bool {
        isOneTransaction && failure.first == nil && stop.requested == nil
    }

    /// A share of few rows is judged when no more come.
    func checkRejectsAtEnd() throws(ImportError) {
        // The end of a pipe may come later than its last row.
        try checkRejects(atEnd: checkpoint.summary)
    }

    private func checkRejects(atEnd summary: ImportSummary) throws(ImportError) {
        guard stop.requested == nil, let rejects = limits.rejects,
            rejects.isPassed(by: summary.errorCount, of: summary.rows, isComplete: true)
        else { return }
        throw rejects.stop(
            summary.errors, of: summary.rows, storedRows: checkpoint.summary.rows)
    }

    /// The report's lines are written while the store's rows are; both are done at the end.
    private func reportAndWrite(_ group: CommitGroup) throws(ImportError) -> WrittenLength {
        report.start(group)
        let written = Result { () throws(ImportError) in
            try storing { () throws(StoreError) in try write(group) }
        }
        // The report's thread reads the group: it must be done before anything else happens to it.
        let flushed = Result { () throws(ImportError) in try report.waitUntilFlushed() }
        try written.get()
        return try flushed.get()
    }

    /// Commits the checkpoint with its rows.
    private func save(_ after: Checkpoint) throws(StoreError) {
        let jobs = context.store.jobs
        if DeliberateFault.checkpointApart.isPlanted, !context.isDryRun {
            try context.store.commit()
            DeliberateFault.checkpointApart.dwell()
            return try jobs.saveCheckpoint(after.json, job: context.job)
        }
        try jobs.saveCheckpoint(after.json, job: context.job)
        DeliberateFault.reportNotCut.dwell()
        if !context.isDryRun { try context.store.commit() }
    }

    /// Commits the job's end with its rows.
    private func end(_ after: Checkpoint) throws(StoreError) {
        try context.store.jobs.finish(
            job: context.job, state: after.summary.state.rawValue, checkpoint: after.json,
            at: Int64(Date().timeIntervalSince1970), failure: nil)
        try context.store.commit()
    }

    private func note(_ group: CommitGroup, in after: inout Checkpoint) {
        for batch in group.batches {
            while after.inputs.count <= batch.input {
                after.inputs.append(InputPosition(record: .start, bytes: 0))
            }
            after.inputs[batch.input] = InputPosition(record: batch.end, bytes: batch.inputBytes)
        }
        after.summary.bytes = after.inputs.map(\.bytes).clampedSum()
        after.summary.seconds = earlierSeconds + begin.secondsSince
        after.details.add(group.decided.details)
        after.details.pace.note(rows: after.summary.rows, seconds: after.summary.seconds)
    }

    private func write(_ group: CommitGroup) throws(StoreError) {
        let store = context.store
        let decided = group.decided
        try store.contacts.insert(
            decided.newContacts, phones: decided.newPhones, job: context.job)
        try store.contacts.update(decided.changedContacts, job: context.job)
        answers?.goOn()
        try store.fingerprints.set(decided.fingerprints) { () throws(StoreError) in
            try store.listContacts.insert(
                decided.newListContacts, job: context.job, arenas: group.arenas)
            for changed in decided.changedListContacts {
                try store.listContacts.update(changed, job: context.job, arenas: group.arenas)
            }
        }
        try store.listContacts.noteRepeatedOptOuts(decided.repeatedOptOuts, job: context.job)
        try store.enrolments.insert(
            decided.enrolments.map { ($0.key, $0.list) }, job: context.job)
        answers?.goOn()
        try context.charge(decided)
    }
}
