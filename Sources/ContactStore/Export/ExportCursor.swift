import Contacts

/// The members of a list in one workspace, one after the other in order of number.
final class ExportCursor {
    private let members: Statement
    private let row: Statement
    /// Where it stands; nil behind the last.
    private(set) var current: ExportRow?

    /// Stands at the first member.
    init(of list: SendingList, in connection: Connection) throws(StoreError) {
        members = try connection.prepare(Self.members)
        row = try connection.prepare(Self.row)
        Self.bindRange(of: members, list)
        try advance()
    }

    func advance() throws(StoreError) {
        current = nil
        while current == nil, try members.step() {
            row.bind(members.int64(1), at: 1)
            defer { row.reset() }
            guard try row.step() else { continue }
            current = ExportRow(row, phone: UInt64(bitPattern: members.int64(0)))
        }
    }

    func end() { members.reset() }

    /// The names of the list's custom fields, as UTF-8.
    static func customFieldNames(
        of list: SendingList, in connection: Connection
    ) throws(StoreError) -> Set<[UInt8]> {
        let statement = try connection.prepare(
            """
            SELECT custom_fields
            FROM list_contacts
            WHERE id >= ?1 AND id < ?2 AND custom_fields IS NOT NULL AND \(isMember)
            """)
        bindRange(of: statement, list)
        defer { statement.reset() }
        var names = Set<[UInt8]>()
        while try statement.step() {
            for (name, _) in try ExportRow.members(of: Array(statement.bytes(0))) {
                names.insert(Array(name.utf8))
            }
        }
        return names
    }

    private static func bindRange(of statement: Statement, _ list: SendingList) {
        statement.bind(ListContactTable.key(list: list.id, contact: 0), at: 1)
        statement.bind(ListContactTable.key(list: list.id + 1, contact: 0), at: 2)
    }

    /// Who left by a sync is no member: importing the export must not bring them back, nor opt them
    /// out.
    private static let isMember = "(active OR opt_out_reason IS NOT \(OptOutReason.sync.rawValue))"

    /// Numbers and keys alone are sorted: the texts would make the sort ten times as large.
    private static let members = """
        SELECT c.phone, lc.id
        FROM list_contacts lc
        JOIN contacts c ON c.id = lc.id & ((1 << \(Schema.contactBits)) - 1)
        WHERE lc.id >= ?1 AND lc.id < ?2 AND \(isMember)
        ORDER BY c.phone
        """

    private static let row = """
        SELECT active, strftime('%Y-%m-%dT%H:%M:%SZ', signup_date, 'unixepoch'),
            ip_address, url, ad_network_source, ad_network_id, custom_fields
        FROM list_contacts
        WHERE id = ?
        """
}
