/// A list and how many contacts it has.
package struct ListCounts: Sendable, Equatable {
    /// E.164 without the plus.
    package let phone: UInt64
    package let name: String
    package let account: String
    package let status: String
    package let contacts: Int
    /// Contacts that have not opted out.
    package let active: Int
}

extension Workspace {
    /// All lists with their counts, by account, in order of creation. Reads every ListContact.
    package func listCounts() throws(StoreError) -> [ListCounts] {
        let statement = try connection.prepare(
            """
            SELECT l.phone, l.name, a.name, l.status, count(lc.id), coalesce(sum(lc.active), 0)
            FROM lists l
            JOIN accounts a ON a.id = l.account
            LEFT JOIN list_contacts lc
                ON lc.id >= l.id << \(Schema.contactBits)
                AND lc.id < (l.id + 1) << \(Schema.contactBits)
            GROUP BY l.id
            ORDER BY a.id, l.id
            """)
        defer { statement.reset() }
        var counts: [ListCounts] = []
        while try statement.step() {
            counts.append(
                ListCounts(
                    phone: UInt64(bitPattern: statement.int64(0)), name: statement.text(1),
                    account: statement.text(2), status: statement.text(3),
                    contacts: statement.int(4), active: statement.int(5)))
        }
        return counts
    }
}
