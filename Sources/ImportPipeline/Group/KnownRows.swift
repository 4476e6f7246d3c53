import ContactStore
import Contacts

/// What the store knows about a group's rows before the group, by their places in the group.
///
/// Read in the store's own order, which is cheaper than row by row: numbers ascending through the
/// runs of phone numbers, then ListContacts by key.
struct KnownRows {
    /// The key of the Contact of the row's number; 0 when there is none or the row is refused.
    private(set) var contacts: [Int64] = []
    /// For a number with several rows in the group its place among such numbers, else -1.
    private(set) var repeats: [Int32] = []
    /// The row's ListContact: an index into ``listContacts``, or -1.
    private(set) var memberships: [Int32] = []
    private(set) var listContacts: [StoredListContact] = []
    /// Numbers with several rows in the group.
    private(set) var repeatedCount = 0

    private var order: [PlacedNumber] = []
    private var wanted: [PlacedKey] = []

    /// A row's number and its place in the group.
    private struct PlacedNumber {
        let phone: UInt64
        let place: Int
    }

    /// The key of a ListContact that may be there and the place of a row that wants it.
    private struct PlacedKey {
        let key: Int64
        let place: Int
    }

    /// Reads everything about a sealed group.
    mutating func lookUp(_ group: CommitGroup, _ context: RunContext) throws(StoreError) {
        sortByNumber(group)
        try findContacts(context)
        try readListContacts(of: group, context)
    }

    private mutating func sortByNumber(_ group: CommitGroup) {
        order.removeAll(keepingCapacity: true)
        order.reserveCapacity(group.rowCount)
        var place = 0
        for batch in group.batches {
            for row in batch.rows {
                if row.refusal == nil {
                    order.append(PlacedNumber(phone: row.phone, place: place))
                }
                place += 1
            }
        }
        order.sort { $0.phone != $1.phone ? $0.phone < $1.phone : $0.place < $1.place }
        reset(&contacts, to: 0, count: place)
        reset(&repeats, to: -1, count: place)
        reset(&memberships, to: -1, count: place)
    }

    private func reset<Value>(_ values: inout [Value], to value: Value, count: Int) {
        values.removeAll(keepingCapacity: true)
        values.append(contentsOf: repeatElement(value, count: count))
    }

    private mutating func findContacts(_ context: RunContext) throws(StoreError) {
        var phones: [UInt64] = []
        phones.reserveCapacity(order.count)
        for row in order where row.phone != phones.last { phones.append(row.phone) }
        let keys = try context.store.contacts.keys(of: phones)
        repeatedCount = 0
        var start = 0
        for key in keys {
            var end = start + 1
            while end < order.count, order[end].phone == order[start].phone { end += 1 }
            for row in order[start..<end] {
                contacts[row.place] = key
                if end - start > 1 { repeats[row.place] = Int32(repeatedCount) }
            }
            if end - start > 1 { repeatedCount += 1 }
            start = end
        }
    }

    private mutating func readListContacts(
        of group: CommitGroup, _ context: RunContext
    ) throws(StoreError) {
        wanted.removeAll(keepingCapacity: true)
        listContacts.removeAll(keepingCapacity: true)
        var place = 0
        for batch in group.batches {
            for row in batch.rows {
                if contacts[place] != 0 {
                    let list = context.rules.lists[Int(row.list)].id
                    let key = ListContactTable.key(list: list, contact: contacts[place])
                    wanted.append(PlacedKey(key: key, place: place))
                }
                place += 1
            }
        }
        wanted.sort { $0.key < $1.key }
        var last: (key: Int64, index: Int32) = (-1, -1)
        for row in wanted {
            if row.key != last.key {
                last = (row.key, try readListContact(row.key, group, context))
            }
            memberships[row.place] = last.index
        }
    }

    private mutating func readListContact(
        _ key: Int64, _ group: CommitGroup, _ context: RunContext
    ) throws(StoreError) -> Int32 {
        let stored = try context.store.listContacts.listContact(
            key: key, into: group.ownArena, index: group.ownArenaIndex)
        guard let stored else { return -1 }
        listContacts.append(stored)
        return Int32(listContacts.count - 1)
    }
}
