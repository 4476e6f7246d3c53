import Contacts

/// Reads and writes `contacts` with statements compiled once.
package struct ContactTable {
    private let select: Statement
    private let insert: Statement
    private let update: Statement

    init(_ connection: Connection) throws(StoreError) {
        select = try connection.prepare(
            """
            SELECT id, line_type, carrier, timezone, validation_status
            FROM contacts
            WHERE phone = ?
            """)
        insert = try connection.prepare(
            """
            INSERT INTO contacts(
                id, phone, line_type, carrier, timezone, validation_status,
                created_job, updated_job)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
            """)
        update = try connection.prepare(
            """
            UPDATE contacts
            SET line_type = ?2, carrier = ?3, validation_status = ?4, updated_job = ?5
            WHERE id = ?1
            """)
    }

    /// - Parameter phone: E.164 without the plus.
    package func contact(phone: UInt64) throws(StoreError) -> StoredContact? {
        select.bind(Int64(phone), at: 1)
        guard try select.step() else { return nil }
        defer { select.reset() }
        return StoredContact(
            id: select.int64(0),
            lineType: LineType(rawValue: UInt8(clamping: select.int(1))) ?? .unknown,
            carrier: select.optionalInt64(2),
            timezone: select.optionalInt64(3),
            validationStatus: select.optionalInt64(4).flatMap {
                Disposition(rawValue: UInt8(clamping: $0))
            })
    }

    package func insert(
        _ contact: StoredContact, phone: UInt64, job: Int64
    ) throws(StoreError) {
        insert.bind(contact.id, at: 1)
        insert.bind(Int64(phone), at: 2)
        insert.bind(Int(contact.lineType.rawValue), at: 3)
        insert.bind(contact.carrier, at: 4)
        insert.bind(contact.timezone, at: 5)
        insert.bind(contact.validationStatus.map { Int64($0.rawValue) }, at: 6)
        insert.bind(job, at: 7)
        try insert.run()
    }

    /// Writes what a validation can change.
    package func update(_ contact: StoredContact, job: Int64) throws(StoreError) {
        update.bind(contact.id, at: 1)
        update.bind(Int(contact.lineType.rawValue), at: 2)
        update.bind(contact.carrier, at: 3)
        update.bind(contact.validationStatus.map { Int64($0.rawValue) }, at: 4)
        update.bind(job, at: 5)
        try update.run()
    }
}
