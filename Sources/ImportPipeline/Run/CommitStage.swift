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
    private let rejects: RejectsSink?
    private let stop: StopFlag
    private var decision: GroupDecision
    private let group: CommitGroup
    private(set) var summary: ImportSummary
    private var bytesByInput: [Int: UInt64] = [:]
    private var reportLength: UInt64 = 0
    private var rejectsLengths: [UInt64]

    /// Rows of a slow input wait at most this long for more before they are committed.
    private static let gatherSecondsMax = 1.0
    /// How often a waiting writer looks at the stop flag.
    private static let pollSeconds = 0.1

    init(
        context: RunContext, group: CommitGroup, summary: ImportSummary,
        prepared: OrderedChannel<PreparedBatch>,
        free: Channel<PreparedBatch>, report: ReportStage, rejects: RejectsSink?, stop: StopFlag
    ) throws(StoreError) {
        self.context = context
        self.group = group
        self.summary = summary
        self.prepared = prepared
        self.free = free
        self.report = report
        self.rejects = rejects
        rejectsLengths = rejects?.lengths ?? []
        self.stop = stop
        decision = try GroupDecision(context: context)
    }

    /// Commits everything that comes; ends early at a stop. What was not committed leaves no trace.
    func run(onProgress: (ImportSummary) -> Void) throws(ImportError) {
        var isOpen = true
        while isOpen {
            isOpen = gather()
            if group.isEmpty { continue }
            try commitOrUndo()
            onProgress(summary)
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

    private func commitOrUndo() throws(ImportError) {
        do {
            try commit()
        } catch {
            context.store.rollBack()
            try? report.cut(to: reportLength)
            try? rejects?.cut(to: rejectsLengths)
            throw error
        }
        for batch in group.removeAll() { free.put(batch) }
    }

    private func commit() throws(ImportError) {
        try storing { () throws(StoreError) in
            if !context.isDryRun { try context.store.begin() }
            group.seal()
            try decision.decide(group)
        }
        report.start(group)
        let written = Result { () throws(ImportError) in
            try storing { () throws(StoreError) in try write() }
        }
        // The report's thread reads the group: it must be done before anything else happens to it.
        let flushed = Result { () throws(ImportError) in try report.waitUntilFlushed() }
        try written.get()
        let length = try flushed.get()
        try rejects?.write(group)
        let lengths = rejects?.lengths ?? []
        var after = summary
        after.count(group)
        for batch in group.batches { after.damage.take(batch) }
        note(&after)
        try storing { () throws(StoreError) in
            try context.store.jobs.saveCheckpoint(
                after.checkpoint(reportLength: length, rejectsLengths: lengths),
                job: context.job)
            if !context.isDryRun { try context.store.commit() }
        }
        summary = after
        reportLength = length
        rejectsLengths = lengths
        try report.release()
    }

    private func note(_ summary: inout ImportSummary) {
        for batch in group.batches { bytesByInput[batch.input] = batch.inputBytes }
        summary.bytes = bytesByInput.values.reduce(0, +)
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
        for answer in decided.answers { try charge(answer) }
    }

    private func charge(_ answer: PaidAnswer) throws(StoreError) {
        let validations = context.store.validations
        try validations.store(
            answer.cached, account: context.account, phone: answer.phone, job: context.job)
        try validations.charge(
            account: context.account, phone: answer.phone, mills: ValidationPayload.price,
            job: context.job, at: context.clock)
    }

    private func storing<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(ImportError) -> Value {
        do { return try body() } catch { throw ImportError(error) }
    }
}
