import Contacts
import PhoneNumbers

/// Creates and updates accounts with their lists and journeys, in the caller's transaction.
struct AccountWriter {
    let connection: Connection
    /// The workspace's, for the tags of new lists.
    let secret: [UInt8]

    /// Returns the account's id.
    func write(
        _ wanted: AccountConfiguration, _ changes: inout [ConfigurationChange]
    ) throws -> Int64 {
        let id = try account(wanted, &changes)
        let lists = ListWriter(connection: connection, account: id, secret: secret)
        for list in wanted.lists { try lists.write(list, &changes) }
        let journeys = JourneyWriter(connection: connection, account: id)
        for journey in wanted.journeys { try journeys.write(journey, &changes) }
        return id
    }

    private func account(
        _ wanted: AccountConfiguration, _ changes: inout [ConfigurationChange]
    ) throws -> Int64 {
        let stored = try row(named: wanted.name)
        let row = (stored?.row ?? .initial).changed(by: wanted)
        let subject = ConfigurationChange.account(wanted.name)
        guard let stored else {
            try insert(row, name: wanted.name)
            changes.append(.created(subject))
            return connection.lastInsertedRow
        }
        let fields = row.differences(from: stored.row)
        if !fields.isEmpty {
            try update(row, id: stored.id)
            changes.append(.updated(subject, fields))
        }
        return stored.id
    }

    /// The account of a name, or of one that reads the same: "é" may be put together in two ways,
    /// and whoever shows or chooses an account sees one name.
    private func row(named name: String) throws(StoreError) -> (id: Int64, row: AccountRow)? {
        if let row = try row(namedExactly: name) { return row }
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
        let names = try connection.prepare("SELECT name FROM accounts ORDER BY id")
        defer { names.reset() }
        while try names.step() {
            let other = names.text(0)
            if other == name { return try row(namedExactly: other) }
        }
        return nil
    }

    private func row(
        namedExactly name: String
    ) throws(StoreError) -> (id: Int64, row: AccountRow)? {
        let statement = try connection.prepare(
            """
            SELECT id, owner_email, status, reject_voip_numbers, region, billing
            FROM accounts
            WHERE name = ?
            """)
        defer { statement.reset() }
        statement.bind(name, at: 1)
        guard try statement.step() else { return nil }
        let row = AccountRow(
            ownerEmail: statement.optionalText(1), status: statement.text(2),
            rejectsVoip: statement.bool(3), region: statement.text(4), billing: statement.text(5))
        return (statement.int64(0), row)
    }

    private func insert(_ row: AccountRow, name: String) throws(StoreError) {
        let statement = try connection.prepare(
            """
            INSERT INTO accounts(owner_email, status, reject_voip_numbers, region, billing, name)
            VALUES(?, ?, ?, ?, ?, ?)
            """)
        row.bind(to: statement)
        statement.bind(name, at: 6)
        try statement.run()
    }

    private func update(_ row: AccountRow, id: Int64) throws(StoreError) {
        let statement = try connection.prepare(
            """
            UPDATE accounts
            SET owner_email = ?, status = ?, reject_voip_numbers = ?, region = ?, billing = ?
            WHERE id = ?
            """)
        row.bind(to: statement)
        statement.bind(id, at: 6)
        try statement.run()
    }
}

/// What a configuration decides of an account.
private struct AccountRow {
    var ownerEmail: String?
    var status: String
    var rejectsVoip: Bool
    var region: String
    var billing: String

    /// A new account pays for nothing until the configuration says that it may.
    static let initial = AccountRow(
        ownerEmail: nil, status: AccountStatus.active.rawValue, rejectsVoip: false,
        region: Region.us.code, billing: BillingStatus.none.rawValue)

    func changed(by wanted: AccountConfiguration) -> AccountRow {
        AccountRow(
            ownerEmail: wanted.ownerEmail ?? ownerEmail,
            status: wanted.status?.rawValue ?? status,
            rejectsVoip: wanted.rejectsVoip ?? rejectsVoip,
            region: wanted.region?.code ?? region, billing: wanted.billing?.rawValue ?? billing)
    }

    func differences(from other: AccountRow) -> [String] {
        [
            ("owner_email", ownerEmail != other.ownerEmail), ("status", status != other.status),
            ("reject_voip_numbers", rejectsVoip != other.rejectsVoip),
            ("region", region != other.region), ("billing", billing != other.billing),
        ].filter(\.1).map(\.0)
    }

    func bind(to statement: Statement) {
        statement.bind(ownerEmail, at: 1)
        statement.bind(status, at: 2)
        statement.bind(rejectsVoip ? 1 : 0, at: 3)
        statement.bind(region, at: 4)
        statement.bind(billing, at: 5)
    }
}
