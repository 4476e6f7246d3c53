import Contacts

/// Reads and writes `contacts` with statements compiled once.
package final class ContactTable {
    private let rows: KeyedRead
    private let packed: PackedWords
    private let connection: Connection
    private let insert: WideInsert
    private let update: Statement
    private let index: PhoneIndex
    private let texts: TextTable

    init(_ connection: Connection, texts: TextTable) throws(StoreError) {
        self.connection = connection
        packed = try PackedWords(.contacts, connection)
        rows = try KeyedRead(
            ["line_type", "carrier", "validation_status"], of: "contacts", key: "id", connection)
        insert = try WideInsert(
            into: "contacts",
            .init(
                key: "id", own: ["phone", "line_type", "timezone"],
                rare: ["carrier", "validation_status"],
                shared: [("created_job", 1), ("updated_job", 1)]),
            connection)
        update = try connection.prepare(
            """
            UPDATE OR FAIL contacts
            SET line_type = ?2, carrier = ?3, validation_status = ?4, updated_job = ?5
            WHERE id = ?1
            """)
        index = try PhoneIndex(of: .contacts, connection)
        self.texts = texts
    }

    /// Forgets what was learnt from a transaction that was rolled back, or from before somebody
    /// else wrote.
    func forget() { index.forget() }

    /// The key of each number's Contact; 0 for a number that has none.
    ///
    /// - Parameter phones: E.164 without the plus, ascending, each once.
    package func keys(of phones: [UInt64]) throws(StoreError) -> [Int64] {
        var keys = [Int64](repeating: 0, count: phones.count)
        try index.find(phones, into: &keys)
        return keys
    }

    /// Reads the Contacts of many keys.
    ///
    /// - Parameters:
    ///   - keys: ascending, each once.
    ///   - found: takes what is there: those that are packed, ascending by key, then the others so.
    package func read(
        _ keys: [Int64], found: (StoredContact) -> Void
    ) throws(StoreError) {
        var rest: [Int64] = []
        for (key, word) in zip(keys, try packed.words(of: keys)) {
            if word == 0 {
                rest.append(key)
            } else {
                found(try PackedContact(word: word).contact(id: key, texts))
            }
        }
        try rows.read(rest) { (place, row) throws(StoreError) in
            let contact = PackedContact(
                lineType: UInt8(clamping: row.int(1)), carrier: row.optionalInt64(2) ?? 0,
                status: row.optionalInt64(3).map { UInt8(clamping: $0) })
            found(try contact.contact(id: rest[place], texts))
        }
    }

    /// - Parameters:
    ///   - new: ascending by key; none of the numbers has a Contact yet.
    ///   - phones: the same Contacts' numbers and keys, ascending by number.
    package func insert(
        _ new: [NewContact], phones: [KeyedPhone], job: Int64
    ) throws(StoreError) {
        try Schema.checkRoom(in: "contacts", upTo: new.last?.contact.id)
        let texts = texts
        var words: [KeyedWord] = []
        words.reserveCapacity(new.count)
        for new in new {
            words.append(
                KeyedWord(
                    key: new.contact.id, word: try PackedContact(new.contact, texts).word))
        }
        try packed.set(words) { () throws(StoreError) in
            // The triggers would forget what is set here.
            try connection.withoutTriggers { () throws(StoreError) in
                try insert.insert(new, Self.binding(job: job, texts))
            }
        }
        try index.append(phones)
    }

    private static func binding(job: Int64, _ texts: TextTable) -> WideInsert.Binding<NewContact> {
        .init(
            key: { $0.contact.id },
            shared: { $0.bind(job, at: 1) },
            own: { (new, statement, first) throws(StoreError) in
                statement.bind(Int64(new.phone), at: first)
                statement.bind(Int(new.contact.lineType.rawValue), at: first + 1)
                statement.bind(try new.timezone.map(texts.id), at: first + 2)
            },
            hasRare: { $0.contact.carrier != nil || $0.contact.validationStatus != nil },
            rare: { (new, statement, first) throws(StoreError) in
                statement.bind(try new.contact.carrier.map(texts.id), at: first)
                let status = new.contact.validationStatus
                statement.bind(status.map { Int64($0.rawValue) }, at: first + 1)
            })
    }

    /// Writes what validations can change.
    ///
    /// - Parameter changed: ascending by key, each once.
    package func update(_ changed: [StoredContact], job: Int64) throws(StoreError) {
        let words = try changed.map { (contact) throws(StoreError) in
            KeyedWord(key: contact.id, word: try PackedContact(contact, texts).word)
        }
        try packed.set(words) { () throws(StoreError) in
            for contact in changed { try update(contact, job: job) }
        }
    }

    private func update(_ contact: StoredContact, job: Int64) throws(StoreError) {
        update.bind(contact.id, at: 1)
        update.bind(Int(contact.lineType.rawValue), at: 2)
        update.bind(try contact.carrier.map(texts.id), at: 3)
        update.bind(contact.validationStatus.map { Int64($0.rawValue) }, at: 4)
        update.bind(job, at: 5)
        try update.run()
    }
}

/// What validations can change of a Contact, as numbers.
///
/// As a word, from the lowest bit: a one, the line type (8 bits), the disposition and one (8; 0
/// where there is none), the carrier's id among the texts.
private struct PackedContact {
    let lineType: UInt8
    /// 0 for none.
    let carrier: Int64
    let status: UInt8?

    init(lineType: UInt8, carrier: Int64, status: UInt8?) {
        self.lineType = lineType
        self.carrier = carrier
        self.status = status
    }

    init(_ contact: StoredContact, _ texts: TextTable) throws(StoreError) {
        lineType = contact.lineType.rawValue
        carrier = try contact.carrier.map(texts.id) ?? 0
        status = contact.validationStatus?.rawValue
    }

    init(word: UInt64) {
        lineType = UInt8(truncatingIfNeeded: word >> 1)
        let status = UInt8(truncatingIfNeeded: word >> 9)
        self.status = status == 0 ? nil : status - 1
        carrier = Int64(word >> 17)
    }

    var word: UInt64 {
        let status = status.map { UInt64($0) + 1 } ?? 0
        return 1 | UInt64(lineType) << 1 | status << 9 | UInt64(bitPattern: carrier) << 17
    }

    func contact(id: Int64, _ texts: TextTable) throws(StoreError) -> StoredContact {
        StoredContact(
            id: id, lineType: LineType(rawValue: lineType) ?? .unknown,
            carrier: try texts.text(of: carrier),
            validationStatus: status.flatMap { Disposition(rawValue: $0) })
    }
}
