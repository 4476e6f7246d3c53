import Contacts

/// Reads and writes `list_contacts` with statements compiled once.
package struct ListContactTable {
    private let select: Statement
    private let insert: Statement
    private let update: Statement

    init(_ connection: Connection) throws(StoreError) {
        select = try connection.prepare(
            """
            SELECT active, opt_out_reason, signup_method, signup_date,
                ip_address, url, ad_network_source, ad_network_id, custom_fields
            FROM list_contacts
            WHERE id = ?
            """)
        insert = try connection.prepare(
            """
            INSERT INTO list_contacts(
                id, active, opt_out_reason, signup_method, signup_date,
                ip_address, url, ad_network_source, ad_network_id, custom_fields,
                created_job, updated_job)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)
            """)
        update = try connection.prepare(
            """
            UPDATE list_contacts
            SET active = ?2, opt_out_reason = ?3, signup_method = ?4, signup_date = ?5,
                ip_address = ?6, url = ?7, ad_network_source = ?8, ad_network_id = ?9,
                custom_fields = ?10, updated_job = ?11
            WHERE id = ?1
            """)
    }

    /// The key of the membership of `contact` in `list`.
    package static func key(list: Int64, contact: Int64) -> Int64 {
        list << Schema.contactBits | contact
    }

    /// - Parameter arena: takes the texts; `index` is its place among the group's arenas.
    package func listContact(
        list: Int64, contact: Int64, into arena: ByteArena, index: Int32
    ) throws(StoreError) -> StoredListContact? {
        select.bind(Self.key(list: list, contact: contact), at: 1)
        guard try select.step() else { return nil }
        defer { select.reset() }
        func text(_ column: Int32) -> TextRef {
            if select.isNull(column) { return .absent }
            return TextRef(arena: index, slice: arena.store(select.bytes(column)))
        }
        var stored = StoredListContact()
        stored.isActive = select.bool(0)
        stored.optOutReason = select.optionalInt64(1).flatMap {
            OptOutReason(rawValue: UInt8(clamping: $0))
        }
        stored.signupMethod = SignupMethod(rawValue: UInt8(clamping: select.int(2))) ?? .importFile
        stored.signupDate = select.int64(3)
        stored.ipAddress = text(4)
        stored.url = text(5)
        stored.adNetworkSource = text(6)
        stored.adNetworkID = text(7)
        stored.customFields = text(8)
        return stored
    }

    package func insert(
        _ stored: StoredListContact, key: Int64, job: Int64, arenas: [ByteArena]
    ) throws(StoreError) {
        try run(insert, stored, key: key, job: job, arenas: arenas)
    }

    package func update(
        _ stored: StoredListContact, key: Int64, job: Int64, arenas: [ByteArena]
    ) throws(StoreError) {
        try run(update, stored, key: key, job: job, arenas: arenas)
    }

    /// Both statements number their parameters alike.
    private func run(
        _ statement: Statement, _ stored: StoredListContact, key: Int64, job: Int64,
        arenas: [ByteArena]
    ) throws(StoreError) {
        statement.bind(key, at: 1)
        statement.bind(stored.isActive ? 1 : 0, at: 2)
        statement.bind(stored.optOutReason.map { Int64($0.rawValue) }, at: 3)
        statement.bind(Int(stored.signupMethod.rawValue), at: 4)
        statement.bind(stored.signupDate, at: 5)
        Self.bind(stored.ipAddress, at: 6, of: statement, arenas)
        Self.bind(stored.url, at: 7, of: statement, arenas)
        Self.bind(stored.adNetworkSource, at: 8, of: statement, arenas)
        Self.bind(stored.adNetworkID, at: 9, of: statement, arenas)
        Self.bind(stored.customFields, at: 10, of: statement, arenas)
        statement.bind(job, at: 11)
        try statement.run()
    }

    private static func bind(
        _ text: TextRef, at index: Int32, of statement: Statement, _ arenas: [ByteArena]
    ) {
        if text.isAbsent {
            statement.bindNull(at: index)
        } else {
            statement.bind(text: arenas[Int(text.arena)][text.slice], at: index)
        }
    }
}
