import ContactStore
import Contacts

/// Makes the members of a list inactive that no row of the job named, once all rows are stored.
///
/// Piece by piece, each in a transaction with its checkpoint, so that it goes on where it stood.
struct SyncStage {
    let context: RunContext
    let limits: SyncLimits
    let list: RunList
    /// Members looked at, and made inactive, in one commit; as many keys are held.
    let membersAtOnce: Int

    /// - Parameter checkpoint: what the last commit covers, whatever is thrown.
    /// - Throws: ``ImportError`` of the kind `removals` when too many are missing; nobody left
    ///   then.
    func run(
        _ checkpoint: inout Checkpoint, stop: StopFlag, onCommit: (Checkpoint) -> Void
    ) throws(ImportError) {
        let rows = checkpoint.rowsRead
        let present = try storing { () throws(StoreError) in
            try PresentMembers(of: list, amongRows: rows, context)
        }
        if checkpoint.syncedUpTo == nil { try decide(present, &checkpoint) }
        while stop.requested == nil {
            let after = checkpoint
            do throws(StoreError) {
                guard try removeNext(present, &checkpoint) else { return }
            } catch {
                checkpoint = after
                context.store.rollBack()
                throw ImportError(error)
            }
            onCommit(checkpoint)
        }
    }

    /// Counts who is missing and refuses when these are too many.
    private func decide(
        _ present: PresentMembers, _ checkpoint: inout Checkpoint
    ) throws(ImportError) {
        guard var counts = checkpoint.summary.sync else {
            throw ImportError(
                .workspace, code: "job_damaged",
                "the job does not say how many members its list had: nobody was removed; "
                    + "start it anew with --anew")
        }
        let missing = try storing { () throws(StoreError) in try countMissing(present) }
        counts.missing = missing
        checkpoint.summary.sync = counts
        if missing > 0,
            checkpoint.summary.findings.contains(where: { $0.damage.kind == .recordCut })
        {
            throw ImportError(
                .removals, code: "sync_cut",
                "the input's last row is cut, so \(missing) members of \(counts.list) may only seem to be "
                    + "missing: nobody was removed; get the export again")
        }
        guard limits.allows(removing: missing, of: counts.members) else {
            let job = checkpoint.summary.job.map { job in
                "; when it is right: enlist resume \(job) --max-removals \(missing)"
            }
            throw ImportError(
                .removals, code: "too_many_removals",
                "of the \(counts.members) members of \(counts.list) \(missing) are missing, more than "
                    + "--max-removals allows: nobody was removed; look at the export"
                    + (job ?? ""))
        }
        checkpoint.syncedUpTo = 0
    }

    private func countMissing(_ present: PresentMembers) throws(StoreError) -> Int {
        var missing = 0
        var last: Int64 = 0
        while true {
            let members = try context.store.members.members(
                of: list.id, after: last, countMax: membersAtOnce)
            guard let end = members.last else { return missing }
            missing += members.count { !present.contains($0) }
            last = end
        }
    }

    /// False when all members were looked at.
    private func removeNext(
        _ present: PresentMembers, _ checkpoint: inout Checkpoint
    ) throws(StoreError) -> Bool {
        let store = context.store
        let members = try store.members.members(
            of: list.id, after: checkpoint.syncedUpTo ?? 0, countMax: membersAtOnce)
        guard let last = members.last else { return false }
        let missing = members.filter { !present.contains($0) }
        checkpoint.syncedUpTo = last
        checkpoint.summary.sync?.removed += missing.count
        if context.isDryRun { return true }
        try store.begin()
        let left = missing.map {
            KeyedWord(
                key: ListContactTable.key(list: list.id, contact: $0),
                word: RowFingerprint.none)
        }
        try store.fingerprints.set(left) { () throws(StoreError) in
            try store.members.remove(missing, from: list.id, job: context.job)
        }
        try store.jobs.saveCheckpoint(checkpoint.json, job: context.job)
        try store.commit()
        return true
    }
}

/// The Contacts of a list that rows of the job named, accepted or not: one bit for each.
private struct PresentMembers {
    private var contacts = ContactSet()

    /// Reads what the job has seen, commit by commit.
    init(
        of list: RunList, amongRows rows: UInt64, _ context: RunContext
    ) throws(StoreError) {
        var room = rows
        try context.store.jobs.forEachSeen(job: context.job) {
            (packed: [UInt8]) throws(StoreError) in
            var numbers: [UInt64] = []
            try SeenKeys.unpack(packed, room: &room) { key in
                if key.list != list.id { return }
                if key.kind == .contact {
                    _ = contacts.insert(Int64(clamping: key.value))
                } else {
                    numbers.append(key.value)
                }
            }
            let ascending = Set(numbers).sorted()
            for key in try context.store.contacts.keys(of: ascending) where key != 0 {
                _ = contacts.insert(key)
            }
        }
    }

    func contains(_ contact: Int64) -> Bool { contacts.contains(contact) }
}
