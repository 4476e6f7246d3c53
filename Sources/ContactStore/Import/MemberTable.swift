/// The active members of a list, gone through and made inactive piece by piece.
package struct MemberTable {
    private let connection: Connection
    private let count: Statement
    private let select: Statement
    private let remove: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        count = try connection.prepare(
            "SELECT count(*) FROM list_contacts WHERE id >= ?1 AND id < ?2 AND active = 1")
        select = try connection.prepare(
            """
            SELECT id & ((1 << \(Schema.contactBits)) - 1)
            FROM list_contacts
            WHERE id > ?1 AND id < ?2 AND active = 1
            ORDER BY id
            LIMIT ?3
            """)
        remove = try connection.prepare(
            """
            UPDATE OR FAIL list_contacts
            SET active = 0, opt_out_reason = \(OptOutReason.sync.rawValue), updated_job = ?2
            WHERE id = ?1 AND active = 1
            """)
    }

    /// Active members of a list.
    package func count(list: Int64) throws(StoreError) -> Int {
        count.bind(ListContactTable.key(list: list, contact: 0), at: 1)
        count.bind(ListContactTable.key(list: list + 1, contact: 0), at: 2)
        defer { count.reset() }
        return try count.step() ? count.int(0) : 0
    }

    /// The next active members' Contacts, ascending by key; empty at the end.
    package func members(
        of list: Int64, after contact: Int64, countMax: Int
    ) throws(StoreError) -> [Int64] {
        select.bind(ListContactTable.key(list: list, contact: contact), at: 1)
        select.bind(ListContactTable.key(list: list + 1, contact: 0), at: 2)
        select.bind(countMax, at: 3)
        defer { select.reset() }
        var contacts: [Int64] = []
        while try select.step() { contacts.append(select.int64(0)) }
        return contacts
    }

    /// Makes members inactive, as missing from what the list was synced with.
    package func remove(_ contacts: [Int64], from list: Int64, job: Int64) throws(StoreError) {
        for contact in contacts {
            remove.bind(ListContactTable.key(list: list, contact: contact), at: 1)
            remove.bind(job, at: 2)
            try remove.run()
        }
    }
}
