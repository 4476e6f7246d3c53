import ContactStore
import Contacts
import Foundation

/// Takes normalized batches in order and commits them group by group: decided, reported, written,
/// with a checkpoint. The one thread that writes to the store.
final class CommitStage {
    private let context: RunContext
    private let prepared: OrderedChannel<PreparedBatch>
    private let free: Channel<PreparedBatch>
    private let report: ReportStage
    private let stop: StopFlag
    private let maxRejects: RejectLimit?
    /// nil where answers are local and without a limit.
    private let answers: AnswerStage?
    private var decision: GroupDecision
    private let group: CommitGroup
    private var checkpoint: Checkpoint
    private let begin = ContinuousClock.now
    private let earlierSeconds: Double

    /// Rows of a slow input wait at most this long for more before they are committed.
    private static let gatherSecondsMax = 1.0
    /// How often a waiting writer looks at the stop flag.
    private static let pollSeconds = 0.1

    init(
        context: RunContext, group: CommitGroup, checkpoint: Checkpoint, maxRejects: RejectLimit?,
        answers: AnswerStage?, stages: RunStages, report: ReportStage, stop: StopFlag
    ) throws(StoreError) {
        self.context = context
        self.group = group
        self.checkpoint = checkpoint
        self.maxRejects = maxRejects
        self.answers = answers
        group.rowsWanted = answers?.rowsAtFirst ?? group.rowsWanted
        prepared = stages.prepared
        free = stages.freePrepared
        self.report = report
        self.stop = stop
        earlierSeconds = checkpoint.summary.seconds
        decision = try GroupDecision(context: context)
    }

    /// Commits everything that comes; ends early at a stop. What was not committed leaves no trace in
    /// the store; the report may be ahead of it.
    func run(onCommit: (Checkpoint) -> Void) throws(ImportError) {
        var isOpen = true
        while isOpen {
            isOpen = gather()
            if group.isEmpty { continue }
            try commitOrUndo(isLast: !isOpen)
            onCommit(checkpoint)
            switch answers?.ending {
            case .failed(let error): throw error
            case .stopped: isOpen = false
            case nil: break
            }
        }
    }

    /// Fills the group; false when nothing more will come.
    private func gather() -> Bool {
        var deadline: Date?
        while !group.isFull {
            let now = Date()
            if let deadline, now >= deadline { return true }
            switch prepared.take(until: now + Self.pollSeconds) {
            case .end: return false
            case .nothingYet:
                if stop.requested != nil { return false }
            case .element(let batch):
                if deadline == nil { deadline = now + Self.gatherSecondsMax }
                group.append(batch)
            }
        }
        return true
    }

    private func commitOrUndo(isLast: Bool) throws(ImportError) {
        do {
            try commit(isLast: isLast)
        } catch {
            context.store.rollBack()
            throw error
        }
        for batch in group.removeAll() { free.put(batch) }
    }

    private func commit(isLast: Bool) throws(ImportError) {
        try decide()
        if group.isEmpty { return }
        var after = checkpoint
        after.summary.count(group)
        try checkRejects(after.summary, isLast: isLast)
        after.report = try reportAndWrite()
        note(&after)
        try storing { () throws(StoreError) in
            try context.store.jobs.saveSeen(decision.takeFreshlySeen(), job: context.job)
            try answers?.claim()
            try save(after)
        }
        checkpoint = after
        answers?.forgetAnswers()
        try report.release()
    }

    /// Begins the group's transaction and decides its rows.
    private func decide() throws(ImportError) {
        if let answers {
            let paid = checkpoint.summary.validation.mills
            return try answers.decide(group, with: &decision, paidMills: paid, free: free)
        }
        try storing { () throws(StoreError) in
            if !context.isDryRun { try context.store.begin() }
            group.seal()
            try decision.decide(group)
        }
    }

    private func checkRejects(_ summary: ImportSummary, isLast: Bool) throws(ImportError) {
        let isComplete = isLast && stop.requested == nil
        guard let maxRejects, maxRejects.isPassed(by: summary, isComplete: isComplete) else {
            return
        }
        throw maxRejects.stop(summary, storedRows: checkpoint.summary.rows)
    }

    /// The report's lines are written while the store's rows are; both are done at the end.
    private func reportAndWrite() throws(ImportError) -> WrittenLength {
        report.start(group)
        let written = Result { () throws(ImportError) in
            try storing { () throws(StoreError) in try write() }
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

    private func note(_ after: inout Checkpoint) {
        for batch in group.batches {
            while after.inputs.count <= batch.input {
                after.inputs.append(InputPosition(record: .start, bytes: 0))
            }
            after.inputs[batch.input] = InputPosition(record: batch.end, bytes: batch.inputBytes)
        }
        after.summary.bytes = after.inputs.reduce(0) { $0 + $1.bytes }
        after.summary.seconds = earlierSeconds + begin.secondsSince
    }

    private func write() throws(StoreError) {
        let store = context.store
        let decided = group.decided
        try store.contacts.insert(decided.newContacts, job: context.job)
        for contact in decided.changedContacts {
            try store.contacts.update(contact, job: context.job)
        }
        try store.listContacts.insert(
            decided.newListContacts, job: context.job, arenas: group.arenas)
        for changed in decided.changedListContacts {
            try store.listContacts.update(changed, job: context.job, arenas: group.arenas)
        }
        for enrolment in decided.enrolments {
            try store.enrolments.enrol(
                contact: enrolment.contact, journey: enrolment.journey, list: enrolment.list,
                job: context.job)
        }
        try charge(decided.answers)
    }

    /// Fills the cache in order of number, along its index, and the ledger in file order.
    private func charge(_ answers: [PaidAnswer]) throws(StoreError) {
        if answers.isEmpty { return }
        let validations = context.store.validations
        // A number that was asked twice is cached as the later answer has it.
        let order = answers.indices.sorted { (answers[$0].phone, $0) < (answers[$1].phone, $1) }
        for index in order {
            try validations.store(
                answers[index].cached, account: context.account, phone: answers[index].phone,
                job: context.job)
        }
        try validations.charge(
            answers.lazy.map(\.phone),
            .init(
                account: context.account, mills: ValidationPayload.price, job: context.job,
                instant: context.clock))
    }

    private func storing<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(ImportError) -> Value {
        do { return try body() } catch { throw ImportError(error) }
    }
}

extension ContinuousClock.Instant {
    /// Seconds from this instant until now.
    var secondsSince: Double {
        let elapsed = (ContinuousClock.now - self).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }
}
