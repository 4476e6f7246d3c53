import ContactStore
import Contacts

/// The rows that are decided, reported and committed together: consecutive batches and what became
/// of them.
final class CommitGroup {
    private(set) var batches: [PreparedBatch] = []
    /// The batches' arenas and, last, the group's own for texts read or made while deciding.
    private(set) var arenas: [ByteArena] = []
    let ownArena = ByteArena()
    private(set) var rowCount = 0
    /// What the batches take of the run's room.
    private var roomBytes = 0

    /// What the store knew about the rows: set by the look-up.
    var known = KnownRows()
    /// What was decided: set once all rows are decided, read by the writer and the report.
    var decided = GroupEffects()
    /// False again where rows are taken away.
    var isDecided = false
    /// It may be looked up and decided batch by batch: none of those behind it is decided.
    var mayBeParted = false
    /// Rows ask for validation or journeys.
    private(set) var asks = false
    /// Bytes of the texts that were looked up.
    private var lookedUpBytes: UInt32 = 0
    /// Where texts begin that were made while deciding.
    private var madeFrom: UInt32 = 0

    /// Rows of a group: enough that a commit costs little a row (measured: 64,000 rows a commit
    /// take no less time, 16,000 a tenth more), few enough for the usual ``MemoryBudget``.
    static let rowsMax = 32 * 1024

    /// Batches of a group: as many as hold its rows when they are full, and some more where a slow
    /// input makes them small; bounds the pool.
    static func batchesMax(groupRows: Int, batchRows: Int) -> Int {
        let full = (max(groupRows, 1) + batchRows - 1) / batchRows
        return min(max(full, 8), max(groupRows, 1), 256)
    }

    /// Rows after which the group is full; a last batch may pass it.
    let rowsMax: Int
    private let batchesMax: Int
    /// The group's part of the room.
    private let roomBytesMax: Int
    /// Of what is known and decided about the rows.
    let bytesMax: Int

    init(_ options: ImportOptions) {
        rowsMax = options.groupRows
        batchesMax = Self.batchesMax(
            groupRows: rowsMax, batchRows: BatchShape(options).rowsMax)
        roomBytesMax = options.memory.roomBytes / GatherStage.groups(options)
        bytesMax = options.memory.groupBytes
    }

    var isEmpty: Bool { batches.isEmpty }

    /// - Parameters:
    ///   - share: makes the group full when it holds that part of what it may.
    ///   - rows: makes it full earlier.
    func isFull(share: Int, rows: Int) -> Bool {
        rowCount >= max(min(rowsMax / share, rows), 1) || roomBytes >= roomBytesMax
            || batches.count >= batchesMax
    }

    /// Index of the group's own arena, once all batches are in.
    var ownArenaIndex: Int32 { Int32(batches.count) }

    func append(_ batch: PreparedBatch) {
        batches.append(batch)
        rowCount += batch.rows.count
        roomBytes += batch.roomBytes
    }

    /// Ends the gathering: from here on texts can be referred to, and the rows can be looked up.
    func seal() {
        arenas = batches.map(\.arena) + [ownArena]
        var sorted = known
        known = KnownRows()
        sorted.sortByNumber(self)
        known = sorted
        asks = known.flags.contains(.useValidation) || known.flags.contains(.useJourneys)
    }

    /// Looks everything about the rows up, in one state of the store.
    func lookUp(in store: ImportStore, _ context: RunContext) throws(ImportError) {
        try storing { () throws(StoreError) in
            try store.reading { () throws(StoreError) in
                try known.lookUp(self, in: store, context)
            }
        }
        lookedUpBytes = ownArena.end
    }

    /// A ListContact of another group with its texts in this one.
    func adopt(_ stored: StoredListContact, from other: CommitGroup) -> StoredListContact {
        func adopt(_ text: inout TextRef) {
            if text.isAbsent { return }
            let slice = ownArena.store(other.arenas[Int(text.arena)][text.slice])
            text = TextRef(arena: ownArenaIndex, slice: slice)
        }
        var adopted = stored
        adopt(&adopted.ipAddress)
        adopt(&adopted.url)
        adopt(&adopted.adNetworkSource)
        adopt(&adopted.adNetworkID)
        adopt(&adopted.customFields)
        return adopted
    }

    /// Forgets what an earlier decision has made of what was looked up.
    func beginDeciding() {
        ownArena.truncate(to: lookedUpBytes)
        isDecided = false
    }

    /// From here on texts are made by deciding, and nobody else needs them.
    func beginMaking() { madeFrom = ownArena.end }

    /// Keeps a text made while deciding; one that it replaces gives its room, so that a contact
    /// with many rows takes little more than its last text.
    func storeOwn(_ bytes: [UInt8], replacing old: TextRef) -> TextRef {
        let isMade = old.arena == ownArenaIndex && !old.isAbsent && old.slice.start > madeFrom
        if isMade, let room = roomSize(before: old.slice.start), bytes.count <= room {
            return TextRef(
                arena: ownArenaIndex, slice: ownArena.replace(at: old.slice.start, by: bytes))
        }
        // The room's size stands before the text; one that grew once will grow again.
        let room = isMade ? bytes.count * 2 : bytes.count
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: room)) { size in
            for byte in size { ownArena.append(byte) }
        }
        let slice = bytes.withUnsafeBufferPointer { ownArena.store($0) }
        ownArena.write(bytesMax: room - bytes.count) { _ in room - bytes.count }
        return TextRef(arena: ownArenaIndex, slice: slice)
    }

    private func roomSize(before start: UInt32) -> Int? {
        let size = ownArena[TextSlice(start: start - 4, end: start)]
        return Int(UnsafeRawBufferPointer(size).loadUnaligned(as: UInt32.self))
    }

    /// Leaves only the rows before a place, to be looked up and decided again; returns the batches
    /// that have none of them. A batch that is not marked goes as a whole.
    func cut(before place: Int) -> [PreparedBatch] {
        var kept = 0
        var count = 0
        while kept < batches.count, count + batches[kept].rows.count <= place {
            count += batches[kept].rows.count
            kept += 1
        }
        if kept < batches.count, batches[kept].isMarked, place > count {
            batches[kept].keep(first: place - count)
            kept += 1
        }
        let dropped = dropBatches(from: kept)
        decided.removeAll()
        // It is the run's last, and decided again as a whole: now the store may have texts that
        // were adopted before, so that it would be too large by what it has twice.
        mayBeParted = false
        return dropped
    }

    /// Leaves the first half of several batches, to be looked up and decided by itself; returns the
    /// others.
    func halve() -> [PreparedBatch] { dropBatches(from: batches.count / 2) }

    private func dropBatches(from kept: Int) -> [PreparedBatch] {
        let dropped = Array(batches[kept...])
        batches.removeSubrange(kept...)
        rowCount = batches.reduce(0) { $0 + $1.rows.count }
        roomBytes = batches.reduce(0) { $0 + $1.roomBytes }
        ownArena.removeAll()
        isDecided = false
        seal()
        return dropped
    }

    /// Gives up what was decided, emptied, for another group.
    func takeEffects() -> GroupEffects {
        var effects = decided
        decided = GroupEffects()
        effects.removeAll()
        return effects
    }

    /// Gives the batches back and forgets everything.
    func removeAll() -> [PreparedBatch] {
        let freed = batches
        batches.removeAll(keepingCapacity: true)
        arenas.removeAll(keepingCapacity: true)
        ownArena.removeAll(keeping: bytesMax)
        rowCount = 0
        roomBytes = 0
        isDecided = false
        return freed
    }
}
