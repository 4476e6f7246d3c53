import Contacts
import PhoneNumbers
import Records

/// Writes a list's contacts in order of number, so that importing them again changes nothing.
package struct ListExport {
    package enum Format: String, CaseIterable, Sendable {
        /// A line is a single-add request.
        case ndjson
        /// The same with a column for each custom field.
        case csv
    }

    private let connection: Connection
    private let list: SendingList

    package init(of list: SendingList, in workspace: Workspace) {
        connection = workspace.connection
        self.list = list
    }

    /// Gives the export piece by piece; a piece is whole lines.
    package func write(_ format: Format, to output: ([UInt8]) throws -> Void) throws {
        // One transaction, so that a writer beside it does not show in the middle.
        try connection.execute("BEGIN")
        defer { connection.rollBack() }
        switch format {
        case .ndjson:
            let line = ExportLine(list: list)
            try writeRows(from: [], output) { row, piece in line.append(row, to: &piece) }
        case .csv:
            let table = ExportTable(list: list, customFields: try customFieldNames())
            try writeRows(from: table.header, output) { row, piece in
                try table.append(row, to: &piece)
            }
        }
    }

    /// Bytes after which a piece is given away.
    private static let pieceBytes = 1 << 18

    private func writeRows(
        from start: [UInt8], _ output: ([UInt8]) throws -> Void,
        _ append: (ExportRow, inout [UInt8]) throws -> Void
    ) throws {
        var piece = start
        let members = try connection.prepare(Self.members)
        let row = try connection.prepare(Self.row)
        bindRange(of: members)
        defer { members.reset() }
        while try members.step() {
            row.bind(members.int64(1), at: 1)
            guard try row.step() else { continue }
            defer { row.reset() }
            try append(ExportRow(row, phone: UInt64(bitPattern: members.int64(0))), &piece)
            if piece.count >= Self.pieceBytes {
                try output(piece)
                piece.removeAll(keepingCapacity: true)
            }
        }
        try output(piece)
    }

    /// Who left by a sync is no member: importing the export must not bring them back, nor opt them out.
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

    private func bindRange(of statement: Statement) {
        statement.bind(ListContactTable.key(list: list.id, contact: 0), at: 1)
        statement.bind(ListContactTable.key(list: list.id + 1, contact: 0), at: 2)
    }

    /// All names of the list's custom fields, in order of their UTF-8 bytes.
    private func customFieldNames() throws(StoreError) -> [[UInt8]] {
        let statement = try connection.prepare(
            """
            SELECT custom_fields
            FROM list_contacts
            WHERE id >= ?1 AND id < ?2 AND custom_fields IS NOT NULL AND \(Self.isMember)
            """)
        bindRange(of: statement)
        defer { statement.reset() }
        var names = Set<[UInt8]>()
        while try statement.step() {
            for (name, _) in try ExportRow.members(of: Array(statement.bytes(0))) {
                names.insert(Array(name.utf8))
            }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }
}

/// One ListContact on its way out.
struct ExportRow {
    let phone: UInt64
    let isActive: Bool
    /// ISO 8601 in UTC.
    let signupDate: String
    /// Evidence and attribution, in the order of ``textFields``.
    let texts: [String?]
    /// Compact JSON object; empty when there are none.
    let customFields: [UInt8]

    static let textFields: [Field] = [.ipAddress, .url, .adNetworkSource, .adNetworkID]

    init(_ statement: Statement, phone: UInt64) {
        self.phone = phone
        isActive = statement.bool(0)
        signupDate = statement.text(1)
        texts = (2..<6).map { statement.optionalText($0) }
        customFields = Array(statement.bytes(6))
    }

    /// Name and value of each custom field, in their order.
    static func members(
        of object: [UInt8]
    ) throws(StoreError) -> [(key: String, value: JSONValue)] {
        if object.isEmpty { return [] }
        do {
            guard case .object(let members) = try JSONValue(parsing: object) else { return [] }
            return members
        } catch {
            throw StoreError(
                code: 11, operation: "export", reason: "custom_fields are no JSON: \(error.kind)")
        }
    }
}
