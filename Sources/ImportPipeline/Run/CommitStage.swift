import ContactStore
import Contacts
import Foundation

/// Takes gathered groups in order and commits them one by one: looked up, decided, reported, written,
/// with a checkpoint. The one thread that speaks to the store.
///
/// While a group is written, the next one is decided on another thread: it is looked up before the
/// writing begins, and its decision adds what the group before it did.
final class CommitStage {
    private let context: RunContext
    private let gather: GatherStage
    private let decide: DecideStage
    /// nil where answers are local and without a limit.
    private let answers: AnswerStage?
    private let report: ReportStage
    private let rejects: RejectsSink?
    private let stop: StopFlag
    private let maxRejects: RejectLimit?
    /// Room for what is decided about a group; two groups need it at a time.
    private var spareEffects: [GroupEffects] = []
    /// No more groups will come.
    private var isAtEnd = false
    private var checkpoint: Checkpoint
    private let begin = ContinuousClock.now
    private let earlierSeconds: Double

    /// How long a decided group waits for the next one, to be decided while it is written.
    private static let pollSeconds = 0.1

    init(
        context: RunContext, options: ImportOptions, checkpoint: Checkpoint, stages: RunStages,
        answers: AnswerStage?, report: ReportStage, rejects: RejectsSink?, stop: StopFlag
    ) throws(StoreError) {
        self.context = context
        self.checkpoint = checkpoint
        self.report = report
        self.rejects = rejects
        self.stop = stop
        maxRejects = options.maxRejects
        earlierSeconds = checkpoint.summary.seconds
        gather = GatherStage(stages, options: options, stop: stop)
        decide = DecideStage(try GroupDecision(context: context))
        self.answers = answers
    }

    /// Commits everything that comes; ends early at a stop. What was not committed leaves no trace in
    /// the store; the report may be ahead of it.
    func run(onCommit: (Checkpoint) -> Void) throws(ImportError) {
        defer {
            gather.end()
            decide.end()
        }
        if let answers { return try commitOneByOne(answers, onCommit) }
        var written: CommitGroup?
        while try startNext(waits: true), let first = decide.finish() {
            var decided: CommitGroup? = first
            while let group = decided {
                // The group before was looked back at until now.
                if let written { recycle(written) }
                written = group
                let hasNext = try startNext(waits: false)
                try commitOrUndo(group, isLast: isAtEnd && !hasNext)
                onCommit(checkpoint)
                decided = hasNext ? decide.finish() : nil
            }
        }
    }

    /// Where rows wait for answers, a group is decided when all of them are there; the first calls for
    /// the next one are under way while it is written.
    private func commitOneByOne(
        _ answers: AnswerStage, _ onCommit: (Checkpoint) -> Void
    ) throws(ImportError) {
        gather.want(rows: answers.rowsWanted)
        var written: CommitGroup?
        var next = takeGathered(waits: true)
        while let group = next {
            gather.recycle(
                try answers.decide(group, paidMills: checkpoint.summary.validation.mills))
            gather.want(rows: answers.rowsWanted)
            // The group before was looked back at until now.
            if let written { recycle(written) }
            written = group
            next = answers.ending == nil ? takeGathered(waits: false) : nil
            if let next {
                let paid = group.decided.answers.count * ValidationPayload.price
                try answers.begin(
                    next, paidMills: checkpoint.summary.validation.mills + paid)
            }
            if !group.isEmpty {
                try commitOrUndo(group, isLast: isAtEnd && next == nil)
                answers.forgetAnswers()
                onCommit(checkpoint)
            }
            if case .failed(let error)? = answers.ending { throw error }
            if answers.ending == nil, next == nil { next = takeGathered(waits: true) }
        }
    }

    private func recycle(_ group: CommitGroup) {
        spareEffects.append(group.takeEffects())
        gather.recycle(group)
    }

    /// Takes the next group, looks it up and has it decided; false when there is none.
    private func startNext(waits: Bool) throws(ImportError) -> Bool {
        guard let group = takeGathered(waits: waits) else { return false }
        try storing { () throws(StoreError) in
            try context.store.reading { () throws(StoreError) in
                try group.known.lookUp(group, context)
            }
        }
        group.decided = spareEffects.popLast() ?? GroupEffects()
        decide.start(group)
        return true
    }

    private func takeGathered(waits: Bool) -> CommitGroup? {
        while true {
            switch gather.take(seconds: Self.pollSeconds) {
            case .element(let group): return group
            case .nothingYet where waits: continue
            case .nothingYet: return nil
            case .end:
                isAtEnd = true
                return nil
            }
        }
    }

    private func commitOrUndo(_ group: CommitGroup, isLast: Bool) throws(ImportError) {
        do {
            try commit(group, isLast: isLast)
        } catch {
            context.store.rollBack()
            throw error
        }
    }

    private func commit(_ group: CommitGroup, isLast: Bool) throws(ImportError) {
        var after = checkpoint
        after.summary.count(group)
        try checkRejects(after.summary, isLast: isLast)
        try storing { () throws(StoreError) in
            if !context.isDryRun { try context.store.begin() }
        }
        after.report = try reportAndWrite(group)
        try rejects?.write(group)
        after.rejects = rejects?.written ?? []
        for batch in group.batches { after.summary.damage.take(batch) }
        note(group, in: &after)
        try storing { () throws(StoreError) in
            try context.store.jobs.saveSeen(group.decided.firstSeen, job: context.job)
            try answers?.claim()
            try save(after)
        }
        checkpoint = after
        try report.release()
        try rejects?.release()
    }

    private func checkRejects(_ summary: ImportSummary, isLast: Bool) throws(ImportError) {
        let isComplete = isLast && stop.requested == nil
        guard let maxRejects, maxRejects.isPassed(by: summary, isComplete: isComplete) else {
            return
        }
        throw maxRejects.stop(summary, storedRows: checkpoint.summary.rows)
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

    private func note(_ group: CommitGroup, in after: inout Checkpoint) {
        for batch in group.batches {
            while after.inputs.count <= batch.input {
                after.inputs.append(InputPosition(record: .start, bytes: 0))
            }
            after.inputs[batch.input] = InputPosition(record: batch.end, bytes: batch.inputBytes)
        }
        after.summary.bytes = after.inputs.reduce(0) { $0 + $1.bytes }
        after.summary.seconds = earlierSeconds + begin.secondsSince
        after.details.add(group.decided.details)
        after.details.pace.note(rows: after.summary.rows, seconds: after.summary.seconds)
    }

    private func write(_ group: CommitGroup) throws(StoreError) {
        let store = context.store
        let decided = group.decided
        try store.contacts.insert(
            decided.newContacts, phones: decided.newPhones, job: context.job)
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
        try context.charge(decided.answers)
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
