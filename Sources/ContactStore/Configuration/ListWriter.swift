import Contacts
import PhoneNumbers

/// Creates and updates the lists of one account, in the caller's transaction.
struct ListWriter {
    let connection: Connection
    let account: Int64
    let secret: [UInt8]

    func write(
        _ wanted: ListConfiguration, _ changes: inout [ConfigurationChange]
    ) throws {
        let number = PhoneNumber(digits: wanted.phone).e164
        let stored = try row(wanted)
        let initial = ListRow(
            name: number, brandName: nil, status: ListStatus.active.rawValue)
        let row = (stored?.row ?? initial).changed(by: wanted)
        let subject = ConfigurationChange.list(wanted.phone, row.name)
        guard let stored else {
            try insert(row, wanted)
            changes.append(.created(subject))
            return
        }
        let fields = row.differences(from: stored.row)
        guard !fields.isEmpty else { return }
        try update(row, id: stored.id)
        changes.append(.updated(subject, fields))
    }

    private func row(_ wanted: ListConfiguration) throws -> (id: Int64, row: ListRow)? {
        let statement = try connection.prepare(
            """
            SELECT id, account, name, brand_name, status
            FROM lists
            WHERE phone = ?
            """)
        defer { statement.reset() }
        statement.bind(Int64(wanted.phone), at: 1)
        guard try statement.step() else { return nil }
        guard statement.int64(1) == account else {
            throw ConfigurationError(
                place: "\(wanted.place).phone_number",
                "belongs to another account: a number sends for one account only")
        }
        let row = ListRow(
            name: statement.text(2), brandName: statement.optionalText(3),
            status: statement.text(4))
        return (statement.int64(0), row)
    }

    private func insert(_ row: ListRow, _ wanted: ListConfiguration) throws {
        let tag = ListTag.tag(of: wanted.phone, secret: secret)
        guard try !isTaken(tag) else {
            throw ConfigurationError(
                place: "\(wanted.place).phone_number",
                "would share its ids with another list of this workspace: use another number")
        }
        let statement = try connection.prepare(
            """
            INSERT INTO lists(name, brand_name, status, account, phone, tag)
            VALUES(?, ?, ?, ?, ?, ?)
            """)
        row.bind(to: statement)
        statement.bind(account, at: 4)
        statement.bind(Int64(wanted.phone), at: 5)
        statement.bind(Int64(tag), at: 6)
        try statement.run()
    }

    /// Tags are a hash: two lists have the same one in 2^45 cases once.
    private func isTaken(_ tag: UInt64) throws(StoreError) -> Bool {
        let statement = try connection.prepare("SELECT 1 FROM lists WHERE tag = ?")
        defer { statement.reset() }
        statement.bind(Int64(tag), at: 1)
        return try statement.step()
    }

    private func update(_ row: ListRow, id: Int64) throws(StoreError) {
        let statement = try connection.prepare(
            """
            UPDATE lists
            SET name = ?, brand_name = ?, status = ?
            WHERE id = ?
            """)
        row.bind(to: statement)
        statement.bind(id, at: 4)
        try statement.run()
    }
}

/// What a configuration decides of a list.
private struct ListRow {
    var name: String
    var brandName: String?
    var status: String

    func changed(by wanted: ListConfiguration) -> ListRow {
        ListRow(
            name: wanted.name ?? name, brandName: wanted.brandName ?? brandName,
            status: wanted.status?.rawValue ?? status)
    }

    func differences(from other: ListRow) -> [String] {
        [
            ("name", name != other.name), ("brand_name", brandName != other.brandName),
            ("status", status != other.status),
        ].filter(\.1).map(\.0)
    }

    func bind(to statement: Statement) {
        statement.bind(name, at: 1)
        statement.bind(brandName, at: 2)
        statement.bind(status, at: 3)
    }
}
