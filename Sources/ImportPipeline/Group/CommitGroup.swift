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
    private(set) var byteCount = 0

    /// What the store knew about the rows: set by the look-up.
    var known = KnownRows()
    /// What was decided: set once all rows are decided, read by the writer and the report.
    var decided = GroupEffects()

    /// Rows of a group: enough that a commit costs little a row (measured: 64,000 rows a commit
    /// take no less time, 16,000 a tenth more), few enough for the memory budget, which holds
    /// ``GatherStage/groups(_:)``.
    static let rowsMax = 32 * 1024
    /// Bytes of requests in a group.
    static let bytesMax = 16 << 20

    /// Batches of a group: as many as hold its rows when they are full; bounds the pool when they
    /// are small.
    static func batchesMax(groupRows: Int, batchRows: Int) -> Int {
        let batchRows = max(min(batchRows, ImportOptions.batchRowsMax), 1)
        return min(rowsMax / batchRows, max(groupRows, 1), 256)
    }

    private let rowsMax: Int
    private let batchesMax: Int

    /// - Parameters:
    ///   - rowsMax: rows after which the group is full; a last batch may pass it.
    ///   - batchRows: rows of a full batch.
    init(rowsMax: Int, batchRows: Int) {
        self.rowsMax = rowsMax
        batchesMax = Self.batchesMax(groupRows: rowsMax, batchRows: batchRows)
    }

    var isEmpty: Bool { batches.isEmpty }

    /// - Parameters:
    ///   - share: makes the group full when it holds that part of what it may.
    ///   - rows: makes it full earlier.
    func isFull(share: Int, rows: Int) -> Bool {
        rowCount >= max(min(rowsMax / share, rows), 1) || byteCount >= Self.bytesMax
            || batches.count >= batchesMax
    }

    /// Index of the group's own arena, once all batches are in.
    var ownArenaIndex: Int32 { Int32(batches.count) }

    func append(_ batch: PreparedBatch) {
        batches.append(batch)
        rowCount += batch.rows.count
        byteCount += batch.arena.count
    }

    /// Ends the gathering: from here on texts can be referred to, and the rows can be looked up.
    func seal() {
        arenas = batches.map(\.arena) + [ownArena]
        var sorted = known
        known = KnownRows()
        sorted.sortByNumber(self)
        known = sorted
    }

    /// Looks everything about the rows up, in one state of the store.
    func lookUp(in store: ImportStore, _ context: RunContext) throws(ImportError) {
        try storing { () throws(StoreError) in
            try store.reading { () throws(StoreError) in
                try known.lookUp(self, in: store, context)
            }
        }
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

    /// Keeps a text made while deciding.
    func storeOwn(_ bytes: [UInt8]) -> TextRef {
        let slice = bytes.withUnsafeBufferPointer { ownArena.store($0) }
        return TextRef(arena: ownArenaIndex, slice: slice)
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
            count = place
            kept += 1
        }
        let dropped = Array(batches[kept...])
        batches.removeSubrange(kept...)
        rowCount = count
        ownArena.removeAll()
        decided.removeAll()
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
        ownArena.removeAll()
        rowCount = 0
        byteCount = 0
        return freed
    }
}

/// What becomes of a group's rows and what is to be written for them.
struct GroupEffects {
    /// By the rows' place in the group.
    var results: [RowResult] = []
    var newContacts: [NewContact] = []
    /// The new Contacts' numbers and keys, ascending by number.
    var newPhones: [KeyedPhone] = []
    var changedContacts: [StoredContact] = []
    var newListContacts: [KeyedListContact] = []
    var changedListContacts: [KeyedListContact] = []
    /// Of the new and the changed ones, and of others that had none of their row.
    var fingerprints: [KeyedWord] = []
    /// Keys of ListContacts that rows opted out when they were out already.
    var repeatedOptOuts: [Int64] = []
    var enrolments: [Enrolment] = []
    /// What the payloads and the answers that were paid for say.
    var answers = GroupAnswers()
    var paid: [PaidAnswer] = []
    /// The numbers and places of what was paid for, ascending by number; of one number in the order
    /// of its paying.
    var paidByNumber: [KeyedPhone] = []
    var payloads: [ValidationPayload] = []
    /// The payloads', by what they mean.
    var validation = ValidationCounts()
    /// Indices of journeys that rows mention in warnings.
    var journeyMentions: [Int32] = []
    /// The contacts and blocked numbers that the job met first here, packed for the job's row.
    var firstSeen: [UInt8] = []
    var details = GroupDetails()

    /// Puts what is written in the order of its keys and numbers in theirs, as the store wants
    /// them.
    mutating func sort() {
        newPhones += newContacts.lazy.map { KeyedPhone(phone: $0.phone, key: $0.contact.id) }
        newPhones.sortByPhone()
        newListContacts.sortWhenNeeded(by: \.key)
        changedListContacts.sortWhenNeeded(by: \.key)
        fingerprints.sortWhenNeeded(by: \.key)
        changedContacts.sortWhenNeeded(by: \.id)
        enrolments.sortWhenNeeded(by: \.key)
        paidByNumber += paid.indices.lazy.map { [paid] in
            KeyedPhone(phone: paid[$0].phone, key: Int64($0))
        }
        paidByNumber.sortByPhone()
    }

    mutating func removeAll() {
        results.removeAll(keepingCapacity: true)
        newContacts.removeAll(keepingCapacity: true)
        newPhones.removeAll(keepingCapacity: true)
        changedContacts.removeAll(keepingCapacity: true)
        newListContacts.removeAll(keepingCapacity: true)
        changedListContacts.removeAll(keepingCapacity: true)
        fingerprints.removeAll(keepingCapacity: true)
        repeatedOptOuts.removeAll(keepingCapacity: true)
        enrolments.removeAll(keepingCapacity: true)
        answers.removeAll()
        paid.removeAll(keepingCapacity: true)
        paidByNumber.removeAll(keepingCapacity: true)
        payloads.removeAll(keepingCapacity: true)
        validation = ValidationCounts()
        journeyMentions.removeAll(keepingCapacity: true)
        firstSeen.removeAll()
        details.removeAll()
    }
}

extension Array {
    /// New ones of a single list are in order already.
    fileprivate mutating func sortWhenNeeded(by key: (Element) -> Int64) {
        for index in indices.dropFirst() where key(self[index - 1]) > key(self[index]) {
            sort { key($0) < key($1) }
            return
        }
    }
}

struct Enrolment {
    var journey: Int64
    var contact: Int64
    var list: Int64

    var key: Int64 { EnrolmentTable.key(journey: journey, contact: contact) }
}

/// An answer that was paid for, to be cached and charged.
struct PaidAnswer {
    var phone: UInt64
    var said: SaidAnswer
    /// The number had no cached validation before.
    var isFirst: Bool
}
