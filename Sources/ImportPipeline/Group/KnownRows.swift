import ContactStore
import Contacts

/// What the store knows about a group's rows, looked up at once before they are decided.
///
/// Read in the store's own order, which is cheaper than row by row: numbers ascending through the
/// runs of phone numbers, then everything else by key. Deciding a row needs nothing else of the
/// store.
struct KnownRows {
    /// The key of the Contact of the row's number, by the row's place in the group; 0 when there is
    /// none or the row is refused.
    private(set) var contacts: [Int64] = []
    /// For a number with several rows in the group its place among such numbers, else -1.
    private(set) var repeats: [Int32] = []
    /// What any of the rows asks for.
    private(set) var flags: RequestFlags = []
    /// Numbers with several rows in the group.
    private(set) var repeatedCount = 0
    /// Blocked numbers among the rows'.
    var blocked: Set<UInt64> = []
    /// Keys of enrolments of known Contacts whose rows use journeys.
    var enrolled: Set<Int64> = []

    /// The rows' fingerprints, by place; none of refused rows and opt-outs.
    private(set) var fingerprints: [UInt64] = []
    /// By place: the row was applied to its ListContact before, which nothing has changed since.
    private var isApplied: [Bool] = []
    /// The rows' ListContacts, but for those that ``isApplied(at:)``.
    private var memberships = Found<StoredListContact>()
    /// The rows' Contacts, where validation or the rule on VOIP asks for them.
    var storedContacts = Found<StoredContact>()
    /// What is known of the numbers of rows that ask for validation.
    var validations = KnownValidations()
    /// What those validations say.
    var answers = GroupAnswers()

    /// The rows' numbers, ascending, each with its place; of one number in file order.
    private(set) var order: [KeyedPhone] = []
    /// ListContacts that may be there.
    private var wanted: [PlacedKey] = []
    /// Contacts that are there and are to be read, or their enrolments.
    var wantedContacts: [PlacedKey] = []
    /// What rows ask for, by place, where any row of the group asks.
    var asks: [RowAsk] = []
    /// Where the numbers of rows that ask local data are from, by place, see
    /// ``findOrigins(_:)``; empty where none does.
    var origins: [Int32] = []

    /// Whether the row was applied to its ListContact before and would change nothing: it is there
    /// and active, and was not read.
    func isApplied(at place: Int) -> Bool { isApplied[place] }

    /// The row's ListContact before the group; nil when there is none, or it was not read.
    func listContact(at place: Int) -> StoredListContact? { memberships[place] }

    /// Where the number of a row that asks local data is from; nil where it was not looked up.
    func origin(at place: Int) -> Int32? {
        if origins.isEmpty || origins[place] < 0 { return nil }
        return origins[place]
    }

    /// Whether a row names a number.
    func names(_ phone: UInt64) -> Bool {
        var start = 0
        var end = order.count
        while start < end {
            let middle = (start + end) / 2
            if order[middle].phone < phone { start = middle + 1 } else { end = middle }
        }
        return start < order.count && order[start].phone == phone
    }

    /// Reads everything about a sealed group, whose numbers are sorted.
    mutating func lookUp(
        _ group: CommitGroup, in store: ImportStore, _ context: RunContext
    ) throws(StoreError) {
        try findContacts(in: store)
        fingerprint(group, context)
        collectKeys(group, context)
        try findApplied(in: store, context)
        try readListContacts(of: group, in: store)
        if group.isTooLarge { return }
        try readAsked(by: group, in: store, context)
    }

    /// Puts a group's rows in the order of their numbers.
    mutating func sortByNumber(_ group: CommitGroup) {
        var place = 0
        order.removeAll(keepingCapacity: true)
        order.reserveCapacity(group.rowCount)
        flags = []
        for batch in group.batches {
            for row in batch.rows {
                if row.refusal == nil {
                    order.append(KeyedPhone(phone: row.phone, key: Int64(place)))
                    flags.formUnion(row.flags)
                }
                place += 1
            }
        }
        sort(places: place)
    }

    /// As ``sortByNumber(_:)``, for numbers that are no rows.
    mutating func sort(_ numbers: some Sequence<UInt64>) {
        order = numbers.enumerated().map {
            KeyedPhone(phone: $0.element, key: Int64($0.offset))
        }
        sort(places: order.count)
    }

    private mutating func sort(places: Int) {
        order.sortByPhone()
        contacts.reset(to: 0, count: places)
        repeats.reset(to: -1, count: places)
        memberships.reset(places: places)
        isApplied.reset(to: false, count: places)
    }

    private mutating func findContacts(in store: ImportStore) throws(StoreError) {
        var phones: [UInt64] = []
        phones.reserveCapacity(order.count)
        for row in order where row.phone != phones.last { phones.append(row.phone) }
        let keys = try store.contacts.keys(of: phones)
        repeatedCount = 0
        var start = 0
        for key in keys {
            var end = start + 1
            while end < order.count, order[end].phone == order[start].phone { end += 1 }
            for index in start..<end {
                let place = Int(order[index].key)
                contacts[place] = key
                if end - start > 1 { repeats[place] = Int32(repeatedCount) }
            }
            if end - start > 1 { repeatedCount += 1 }
            start = end
        }
    }

    private mutating func collectKeys(_ group: CommitGroup, _ context: RunContext) {
        wanted.removeAll(keepingCapacity: true)
        var place = 0
        for batch in group.batches {
            for row in batch.rows {
                if contacts[place] != 0 {
                    let key = context.key(list: row.list, contact: contacts[place])
                    wanted.append(PlacedKey(key: key, place: place))
                }
                place += 1
            }
        }
        wanted.sort { $0.key < $1.key }
    }

    private mutating func fingerprint(_ group: CommitGroup, _ context: RunContext) {
        fingerprints.removeAll(keepingCapacity: true)
        for batch in group.batches {
            for row in batch.rows {
                fingerprints.append(
                    row.refusal == nil
                        ? context.fingerprint.of(row, in: batch.arena) : RowFingerprint.none)
            }
        }
    }

    /// Whether a row's fingerprint is compared with the stored one. Journeys look at what is
    /// stored, and of a number with several rows the first may change what the others find.
    func isComparable(at place: Int, _ context: RunContext) -> Bool {
        context.journeys.isEmpty && repeats[place] < 0
            && fingerprints[place] != RowFingerprint.none
    }

    private mutating func findApplied(
        in store: ImportStore, _ context: RunContext
    ) throws(StoreError) {
        let rows = wanted.filter { isComparable(at: $0.place, context) }
        let words = try store.fingerprints.words(of: rows.map(\.key))
        for (row, word) in zip(rows, words) where word != 0 {
            isApplied[row.place] = fingerprints[row.place] == word
        }
    }

    private mutating func readListContacts(
        of group: CommitGroup, in store: ImportStore
    ) throws(StoreError) {
        var next = 0
        let keys = wanted.filter { !isApplied[$0.place] }.uniqueKeys
        for start in stride(from: 0, to: keys.count, by: Self.keysAtOnce) where !group.isTooLarge {
            try store.listContacts.read(
                Array(keys[start..<min(start + Self.keysAtOnce, keys.count)]),
                into: group.ownArena, index: group.ownArenaIndex
            ) { key, stored in
                memberships.add(stored, key: key, for: wanted, from: &next)
            }
        }
    }

    /// ListContacts read before it is looked how much memory their texts take: 1 MiB when each is
    /// as long as a row may be.
    private static let keysAtOnce = 256
}

/// What the groups before did, which the look-up did not see: groups are looked up ahead of the
/// writer.
extension KnownRows {
    /// Takes over what the groups before created and changed, whether the store has it by now or
    /// not.
    ///
    /// - Parameter previous: in their order; what a later one did holds.
    mutating func add(_ previous: [CommitGroup], into group: CommitGroup, _ context: RunContext) {
        for before in previous { addContacts(before.decided.newPhones) }
        collectKeys(group, context)
        for before in previous {
            let decided = before.decided
            for written in [decided.newListContacts, decided.changedListContacts] {
                var adopted: KeyedListContact?
                join(wanted, written, key: \.key) { row, written in
                    // The rows of one number have the same texts.
                    if adopted?.key != row.key {
                        adopted = KeyedListContact(
                            key: row.key, stored: group.adopt(written.stored, from: before))
                    }
                    memberships.put(adopted?.stored ?? written.stored, at: row.place)
                    isApplied[row.place] = false
                }
            }
        }
        addAsked(previous.map(\.decided), context)
    }

    /// - Parameter new: ascending by number.
    private mutating func addContacts(_ new: [KeyedPhone]) {
        var next = 0
        for row in order {
            while next < new.count, new[next].phone < row.phone { next += 1 }
            guard next < new.count else { return }
            if new[next].phone == row.phone { contacts[Int(row.key)] = new[next].key }
        }
    }

    /// Calls `body` for each row whose key is among what was written.
    ///
    /// - Parameters:
    ///   - rows: ascending by key.
    ///   - written: ascending by key, each once.
    func join<Written>(
        _ rows: [PlacedKey], _ written: [Written], key: (Written) -> Int64,
        body: (PlacedKey, Written) -> Void
    ) {
        var next = 0
        for row in rows {
            while next < written.count, key(written[next]) < row.key { next += 1 }
            guard next < written.count else { return }
            if key(written[next]) == row.key { body(row, written[next]) }
        }
    }
}

/// A key in the store and the place of a row that wants what may be there.
struct PlacedKey {
    let key: Int64
    let place: Int
}

extension [PlacedKey] {
    /// Of an ascending sequence.
    var uniqueKeys: [Int64] {
        var keys: [Int64] = []
        keys.reserveCapacity(count)
        for row in self where row.key != keys.last { keys.append(row.key) }
        return keys
    }
}

/// Values that were found for a group's rows, by the rows' places.
struct Found<Value> {
    private var values: [Value] = []
    /// By place an index among the values, or -1.
    private var indices: [Int32] = []

    /// Forgets all; the group has that many places.
    mutating func reset(places: Int) {
        values.removeAll(keepingCapacity: true)
        indices.reset(to: -1, count: places)
    }

    subscript(place: Int) -> Value? {
        let index = Int(indices[place])
        return index < 0 ? nil : values[index]
    }

    mutating func put(_ value: Value, at place: Int) {
        indices[place] = Int32(values.count)
        values.append(value)
    }

    /// Puts a value that was read at the places of all rows that want its key.
    ///
    /// - Parameters:
    ///   - rows: ascending by key, as the calls are.
    ///   - next: the first row that may want it, moved on.
    mutating func add(
        _ value: Value, key: Int64, for rows: [PlacedKey], from next: inout Int
    ) {
        while rows[next].key < key { next += 1 }
        while next < rows.count, rows[next].key == key {
            indices[rows[next].place] = Int32(values.count)
            next += 1
        }
        values.append(value)
    }

}

extension Array {
    mutating func reset(to value: Element, count: Int) {
        removeAll(keepingCapacity: true)
        append(contentsOf: repeatElement(value, count: count))
    }
}
