import Contacts

/// Creates and updates the journeys of one account, in the caller's transaction.
struct JourneyWriter {
    let connection: Connection
    let account: Int64

    func write(
        _ wanted: JourneyConfiguration, _ changes: inout [ConfigurationChange]
    ) throws {
        try checkLists(of: wanted)
        let condition = wanted.trigger.map { String(decoding: $0.json, as: UTF8.self) }
        let subject = ConfigurationChange.journey(wanted.name)
        guard let stored = try row(named: wanted.name) else {
            guard let condition else {
                throw ConfigurationError(
                    place: wanted.place, "trigger is missing: a new journey needs one")
            }
            // A journey that nobody switched on enrols nobody.
            let status = wanted.status ?? .draft
            try insert(name: wanted.name, status: status.rawValue, condition: condition)
            changes.append(.created(subject))
            return
        }
        let status = wanted.status?.rawValue ?? stored.status
        let fields = [
            ("status", status != stored.status),
            ("trigger", condition.map { !$0.utf8.elementsEqual(stored.condition.utf8) } ?? false),
        ].filter(\.1).map(\.0)
        guard !fields.isEmpty else { return }
        try update(id: stored.id, status: status, condition: condition ?? stored.condition)
        changes.append(.updated(subject, fields))
    }

    /// The lists of the file are stored before its journeys, so all of them are there.
    private func checkLists(of wanted: JourneyConfiguration) throws {
        let statement = try connection.prepare(
            "SELECT 1 FROM lists WHERE account = ? AND phone = ?")
        for list in wanted.lists {
            statement.bind(account, at: 1)
            statement.bind(Int64(list.phone), at: 2)
            guard try statement.step() else {
                throw ConfigurationError(
                    place: list.place, "is no list of this account: add it to lists")
            }
            statement.reset()
        }
    }

    private func row(
        named name: String
    ) throws(StoreError) -> (id: Int64, status: String, condition: String)? {
        let statement = try connection.prepare(
            """
            SELECT id, status, condition
            FROM journeys
            WHERE account = ? AND name = ?
            """)
        defer { statement.reset() }
        statement.bind(account, at: 1)
        statement.bind(name, at: 2)
        guard try statement.step() else { return nil }
        return (statement.int64(0), statement.text(1), statement.text(2))
    }

    private func insert(
        name: String, status: String, condition: String
    ) throws(StoreError) {
        let statement = try connection.prepare(
            """
            INSERT INTO journeys(account, name, status, condition)
            VALUES(?, ?, ?, ?)
            """)
        statement.bind(account, at: 1)
        statement.bind(name, at: 2)
        statement.bind(status, at: 3)
        statement.bind(condition, at: 4)
        try statement.run()
    }

    private func update(id: Int64, status: String, condition: String) throws(StoreError) {
        let statement = try connection.prepare(
            """
            UPDATE journeys
            SET status = ?, condition = ?
            WHERE id = ?
            """)
        statement.bind(status, at: 1)
        statement.bind(condition, at: 2)
        statement.bind(id, at: 3)
        try statement.run()
    }
}
