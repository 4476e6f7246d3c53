import ContactStore
import Contacts

/// What only some rows ask for: blocked numbers, validations, stored Contacts, enrolments.
extension KnownRows {
    mutating func readAsked(
        by group: CommitGroup, in store: ImportStore, _ context: RunContext
    ) throws(StoreError) {
        blocked.removeAll(keepingCapacity: true)
        enrolled.removeAll(keepingCapacity: true)
        storedContacts.reset(places: contacts.count)
        validations.removeAll()
        if context.hasBlocklist { try readBlocked(in: store, context) }
        collectAsks(of: group, context)
        if asks.isEmpty { return }
        try readValidations(in: store, context)
        collectContacts()
        try readContacts(in: store)
        try readEnrolments(in: store, context)
    }

    /// Reads the validations of numbers that are no rows, which ``sort(_:)`` has sorted.
    mutating func readValidations(
        ofAllIn store: ImportStore, _ context: RunContext
    ) throws(StoreError) {
        validations.removeAll()
        asks = Array(repeating: .validation, count: order.count)
        try readValidations(in: store, context)
    }

    private mutating func readBlocked(
        in store: ImportStore, _ context: RunContext
    ) throws(StoreError) {
        for row in order where try store.isBlocked(account: context.account, phone: row.phone) {
            blocked.insert(row.phone)
        }
    }

    private mutating func collectAsks(of group: CommitGroup, _ context: RunContext) {
        asks.removeAll(keepingCapacity: true)
        var all: RowAsk = []
        for batch in group.batches {
            for row in batch.rows {
                let ask = row.refusal == nil ? RowAsk(row, context) : []
                asks.append(ask)
                all.formUnion(ask)
            }
        }
        if all.isEmpty { asks.removeAll(keepingCapacity: true) }
    }

    private mutating func readValidations(
        in store: ImportStore, _ context: RunContext
    ) throws(StoreError) {
        let asking = NumberPlaces(of: order) { asks[$0].contains(.validation) }
        if asking.phones.isEmpty { return }
        validations.reset(places: asks.count)
        try store.validations.read(asking.phones, account: context.account) {
            (number, cached) throws(StoreError) in
            let answer = try answers.ref(ofStored: cached.answer, in: store.validations)
            let said = SaidAnswer(answer: answer, forcedJob: cached.forcedJob)
            let isOfDryRun = cached.key > context.lastValidationBefore
            asking.forEachPlace(of: number) {
                validations.set(said, isOfDryRun: isOfDryRun, at: $0)
            }
        }
        if context.hasDNC {
            try store.validations.onDNC(asking.phones) { number in
                asking.forEachPlace(of: number) { validations.setOnDNC(at: $0) }
            }
        }
    }

    /// Finds out where the numbers are from whose answers the local provider gives: in the order of
    /// the numbers, as neighbours are from the same place.
    mutating func findOrigins(_ local: LocalAnswers) {
        origins.removeAll(keepingCapacity: true)
        if validations.isEmpty { return }
        origins.append(contentsOf: repeatElement(-1, count: asks.count))
        for row in order {
            let place = Int(row.key)
            if asks[place].contains(.origin), validations[place].said == nil {
                origins[place] = local.origin(of: row.phone)
            }
        }
    }

    /// Rows whose Contact is there and of interest, in the order of the Contacts' keys.
    private mutating func collectContacts() {
        wantedContacts.removeAll(keepingCapacity: true)
        for (place, contact) in contacts.enumerated() where contact != 0 && !asks[place].isEmpty {
            wantedContacts.append(PlacedKey(key: contact, place: place))
        }
        wantedContacts.sort { $0.key < $1.key }
    }

    private mutating func readContacts(in store: ImportStore) throws(StoreError) {
        let rows = wantedContacts.filter { asks[$0.place].contains(.contact) }
        if rows.isEmpty { return }
        var next = 0
        var last: Int64 = 0
        try store.contacts.read(rows.uniqueKeys) { contact in
            if contact.id < last { next = 0 }
            last = contact.id
            storedContacts.add(contact, key: contact.id, for: rows, from: &next)
        }
    }

    private mutating func readEnrolments(
        in store: ImportStore, _ context: RunContext
    ) throws(StoreError) {
        let contacts = wantedContacts.filter { asks[$0.place].contains(.journeys) }.uniqueKeys
        if contacts.isEmpty { return }
        for journey in context.journeys.journeys {
            let keys = contacts.map { EnrolmentTable.key(journey: journey.id, contact: $0) }
            try store.enrolments.read(keys) { enrolled.insert($0) }
        }
    }

    /// Takes over what the groups before decided, in their order.
    mutating func addAsked(_ previous: [GroupEffects], _ context: RunContext) {
        if asks.isEmpty { return }
        collectContacts()
        let rows = wantedContacts.filter { asks[$0.place].contains(.contact) }
        for decided in previous {
            join(rows, decided.newContacts, key: \.contact.id) { row, new in
                storedContacts.put(new.contact, at: row.place)
            }
            join(rows, decided.changedContacts, key: \.id) { row, changed in
                storedContacts.put(changed, at: row.place)
            }
            addAnswers(decided, isDryRun: context.isDryRun)
            addEnrolments(decided.enrolments)
        }
    }

    /// Takes over the enrolments of Contacts that the rows name: few of a group's are.
    private mutating func addEnrolments(_ new: [Enrolment]) {
        if new.isEmpty || wantedContacts.isEmpty { return }
        let contacts = Set(wantedContacts.lazy.map(\.key))
        for enrolment in new where contacts.contains(enrolment.contact) {
            enrolled.insert(enrolment.key)
        }
    }

    private mutating func addAnswers(_ decided: GroupEffects, isDryRun: Bool) {
        if validations.isEmpty { return }
        let paid = decided.paidByNumber
        var next = 0
        for row in order {
            while next < paid.count, paid[next].phone < row.phone { next += 1 }
            guard next < paid.count else { return }
            if paid[next].phone != row.phone { continue }
            // The last of a number's answers holds.
            while next + 1 < paid.count, paid[next + 1].phone == row.phone { next += 1 }
            var said = decided.paid[Int(paid[next].key)].said
            said.answer = answers.ref(of: decided.answers[said.answer])
            validations.set(said, isOfDryRun: isDryRun, at: Int(row.key))
        }
    }
}

/// What a row needs to know beyond its Contact's key and its ListContact.
struct RowAsk: OptionSet {
    let rawValue: UInt8

    static let validation = RowAsk(rawValue: 1)
    /// The stored Contact.
    static let contact = RowAsk(rawValue: 2)
    static let journeys = RowAsk(rawValue: 4)
    /// Where the numbering plan says the number is from, should it have no validation.
    static let origin = RowAsk(rawValue: 8)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ row: RowRequest, _ context: RunContext) {
        self = context.rejectsVoip ? .contact : []
        if row.flags.contains(.useValidation) {
            formUnion([.validation, .contact])
            if row.local.range < 0, context.answers == nil { formUnion(.origin) }
        }
        if row.flags.contains(.useJourneys) { formUnion(.journeys) }
    }
}
