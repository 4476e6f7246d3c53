import ContactStore
import Contacts

/// What the store knows about a group's rows, looked up at once before they are decided.
///
/// Read in the store's own order, which is cheaper than row by row: numbers ascending through the
/// runs of phone numbers, then ListContacts by key. Deciding a row needs nothing else of the store.
struct KnownRows {
    /// The key of the Contact of the row's number, by the row's place in the group; 0 when there is none
    /// or the row is refused.
    private(set) var contacts: [Int64] = []
    /// For a number with several rows in the group its place among such numbers, else -1.
    private(set) var repeats: [Int32] = []
    /// Numbers with several rows in the group.
    private(set) var repeatedCount = 0
    /// Blocked numbers among the rows'.
    private(set) var blocked: Set<UInt64> = []
    /// Contacts by key, where validation or the rule on VOIP asks for them.
    var storedContacts: [Int64: StoredContact] = [:]
    /// By number, for rows that ask for validation.
    var validations: [UInt64: KnownValidation] = [:]
    /// Enrolments of known Contacts whose rows use journeys.
    var enrolled: Set<EnrolmentKey> = []

    /// The row's ListContact: an index into ``listContacts``, or -1.
    private var memberships: [Int32] = []
    private var listContacts: [StoredListContact] = []
    /// The rows' numbers, ascending, each with its place; of one number in file order.
    private var order: [KeyedPhone] = []
    private var wanted: [PlacedKey] = []

    /// The key of a ListContact that may be there and the place of a row that wants it.
    private struct PlacedKey {
        let key: Int64
        let place: Int
    }

    /// The row's ListContact before the group; nil when there is none.
    func listContact(at place: Int) -> StoredListContact? {
        let index = Int(memberships[place])
        return index < 0 ? nil : listContacts[index]
    }

    /// Reads everything about a sealed group, whose numbers are sorted.
    mutating func lookUp(_ group: CommitGroup, _ context: RunContext) throws(StoreError) {
        try findContacts(context)
        collectKeys(group, context)
        try readListContacts(of: group, context)
        try readRest(of: group, context)
    }

    /// Puts a group's rows in the order of their numbers.
    mutating func sortByNumber(_ group: CommitGroup) {
        order.removeAll(keepingCapacity: true)
        order.reserveCapacity(group.rowCount)
        var place = 0
        for batch in group.batches {
            for row in batch.rows {
                if row.refusal == nil {
                    order.append(KeyedPhone(phone: row.phone, key: Int64(place)))
                }
                place += 1
            }
        }
        order.sortByPhone()
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
                contacts[Int(row.key)] = key
                if end - start > 1 { repeats[Int(row.key)] = Int32(repeatedCount) }
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

    private mutating func readListContacts(
        of group: CommitGroup, _ context: RunContext
    ) throws(StoreError) {
        listContacts.removeAll(keepingCapacity: true)
        var keys: [Int64] = []
        keys.reserveCapacity(wanted.count)
        for row in wanted where row.key != keys.last { keys.append(row.key) }
        var next = 0
        try context.store.listContacts.read(
            keys, into: group.ownArena, index: group.ownArenaIndex
        ) { key, stored in
            while wanted[next].key < key { next += 1 }
            while next < wanted.count, wanted[next].key == key {
                memberships[wanted[next].place] = Int32(listContacts.count)
                next += 1
            }
            listContacts.append(stored)
        }
    }
}

/// What only some runs ask for.
extension KnownRows {
    private mutating func readRest(
        of group: CommitGroup, _ context: RunContext
    ) throws(StoreError) {
        blocked.removeAll(keepingCapacity: true)
        storedContacts.removeAll(keepingCapacity: true)
        validations.removeAll(keepingCapacity: true)
        enrolled.removeAll(keepingCapacity: true)
        if context.hasBlocklist { try readBlocked(context) }
        var place = 0
        for batch in group.batches {
            for row in batch.rows {
                if row.refusal == nil { try readRest(of: row, contacts[place], context) }
                place += 1
            }
        }
    }

    private mutating func readBlocked(_ context: RunContext) throws(StoreError) {
        for row in order
        where try context.store.isBlocked(account: context.account, phone: row.phone) {
            blocked.insert(row.phone)
        }
    }

    private mutating func readRest(
        of row: RowRequest, _ contact: Int64, _ context: RunContext
    ) throws(StoreError) {
        let usesValidation = row.flags.contains(.useValidation)
        if usesValidation, validations[row.phone] == nil {
            validations[row.phone] = try KnownValidation(of: row.phone, context)
        }
        if contact == 0 { return }
        if usesValidation || context.rejectsVoip, storedContacts[contact] == nil {
            storedContacts[contact] = try context.store.contacts.contact(key: contact)
        }
        if row.flags.contains(.useJourneys) {
            for journey in context.journeys.journeys {
                let isEnrolled = try context.store.enrolments.isEnrolled(
                    contact: contact, journey: journey.id)
                if isEnrolled {
                    enrolled.insert(EnrolmentKey(journey: journey.id, contact: contact))
                }
            }
        }
    }
}

/// What is known about the validation of a number before its group.
struct KnownValidation {
    var cached: CachedValidation?
    let isOnDNC: Bool

    init(of phone: UInt64, _ context: RunContext) throws(StoreError) {
        let validations = context.store.validations
        cached = try validations.cached(account: context.account, phone: phone)
        isOnDNC = try validations.isOnDNC(phone: phone)
    }
}

/// A Contact in a journey.
struct EnrolmentKey: Hashable {
    let journey: Int64
    let contact: Int64
}

/// What the group before did, which the look-up did not see: groups are looked up one ahead of the
/// writer.
extension KnownRows {
    /// Takes over what `previous` created and changed, whether the store has it by now or not.
    mutating func add(_ previous: CommitGroup, into group: CommitGroup, _ context: RunContext) {
        addContacts(previous.decided.newPhones)
        collectKeys(group, context)
        addListContacts(
            [previous.decided.newListContacts, previous.decided.changedListContacts], previous,
            group)
        for contact in previous.decided.changedContacts where storedContacts[contact.id] != nil {
            storedContacts[contact.id] = contact
        }
        if !validations.isEmpty || context.rejectsVoip {
            addStoredContacts(previous.decided.newContacts)
        }
        for answer in previous.decided.answers {
            validations[answer.phone]?.cached = answer.cached
        }
        for enrolment in previous.decided.enrolments {
            enrolled.insert(
                EnrolmentKey(journey: enrolment.journey, contact: enrolment.contact))
        }
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

    /// - Parameter new: with consecutive keys.
    private mutating func addStoredContacts(_ new: [NewContact]) {
        guard let first = new.first?.contact.id else { return }
        for contact in contacts where contact >= first && contact - first < new.count {
            storedContacts[contact] = new[Int(contact - first)].contact
        }
    }

    /// - Parameter written: each ascending by key.
    private mutating func addListContacts(
        _ written: [[KeyedListContact]], _ previous: CommitGroup, _ group: CommitGroup
    ) {
        for written in written {
            var next = 0
            var last: (key: Int64, index: Int32) = (-1, -1)
            for row in wanted {
                while next < written.count, written[next].key < row.key { next += 1 }
                guard next < written.count else { break }
                guard written[next].key == row.key else { continue }
                if row.key != last.key {
                    listContacts.append(group.adopt(written[next].stored, from: previous))
                    last = (row.key, Int32(listContacts.count - 1))
                }
                memberships[row.place] = last.index
            }
        }
    }
}
