extension Workspace {
    /// The numbers of a list's active contacts, ascending, eight bytes each.
    package func activeNumbers(of list: SendingList) throws(StoreError) -> [UInt64] {
        let statement = try connection.prepare(
            """
            SELECT c.phone
            FROM list_contacts lc
            JOIN contacts c ON c.id = lc.id & ((1 << \(Schema.contactBits)) - 1)
            WHERE lc.id >= ?1 AND lc.id < ?2 AND lc.active AND NOT EXISTS (
                SELECT 1 FROM blocklist b WHERE b.account = ?3 AND b.phone = c.phone)
            ORDER BY c.phone
            """)
        defer { statement.reset() }
        statement.bind(ListContactTable.key(list: list.id, contact: 0), at: 1)
        statement.bind(ListContactTable.key(list: list.id + 1, contact: 0), at: 2)
        statement.bind(list.account, at: 3)
        var numbers: [UInt64] = []
        while try statement.step() { numbers.append(UInt64(clamping: statement.int64(0))) }
        return numbers
    }
}
