import Contacts

/// Reads and writes `contacts` with statements compiled once.
package final class ContactTable {
    private let rows: KeyedRead
    private let insert: WideInsert
    private let update: Statement
    private let index: PhoneIndex
    private let texts: TextTable

    init(_ connection: Connection, texts: TextTable) throws(StoreError) {
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
    ///   - found: takes what is there, ascending by key.
    package func read(
        _ keys: [Int64], found: (StoredContact) -> Void
    ) throws(StoreError) {
        try rows.read(keys) { (place, row) throws(StoreError) in
            found(
                StoredContact(
                    id: keys[place],
                    lineType: LineType(rawValue: UInt8(clamping: row.int(1))) ?? .unknown,
                    carrier: try texts.text(of: row.optionalInt64(2)),
                    validationStatus: row.optionalInt64(3).flatMap {
                        Disposition(rawValue: UInt8(clamping: $0))
                    }))
        }
    }

    /// - Parameters:
    ///   - new: ascending by key; none of the numbers has a Contact yet.
    ///   - phones: the same Contacts' numbers and keys, ascending by number.
    package func insert(
        _ new: [NewContact], phones: [KeyedPhone], job: Int64
    ) throws(StoreError) {
        let texts = texts
        try insert.insert(
            new,
            .init(
                key: \.contact.id,
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
                }))
        try index.append(phones)
    }

    /// Writes what a validation can change.
    package func update(_ contact: StoredContact, job: Int64) throws(StoreError) {
        update.bind(contact.id, at: 1)
        update.bind(Int(contact.lineType.rawValue), at: 2)
        update.bind(try contact.carrier.map(texts.id), at: 3)
        update.bind(contact.validationStatus.map { Int64($0.rawValue) }, at: 4)
        update.bind(job, at: 5)
        try update.run()
    }
}
