/// A workspace may come from a stranger: its file holds data, and nothing that runs but what this
/// program has put there.
extension Workspace {
    /// Refuses what would run or be read in the place of the program's own: a trigger that is not
    /// one of its, and a view or virtual table that has the name of one of its tables.
    ///
    /// - Parameter exactly: triggers are those of this version to the letter; in a file that is
    ///   still to be upgraded only their names are known.
    func checkSchema(exactly: Bool) throws(StoreError) {
        let own = Dictionary(uniqueKeysWithValues: Schema.triggers.map { ($0.name, $0.sql) })
        let statement = try connection.prepare(
            """
            SELECT type, name, sql
            FROM sqlite_schema
            """)
        defer { statement.reset() }
        while try statement.step() {
            let (type, name, sql) = (statement.text(0), statement.text(1), statement.text(2))
            if type == "trigger" {
                guard let known = own[name], !exactly || known == sql else {
                    throw foreign("a trigger")
                }
            } else if type == "view" || sql.uppercased().hasPrefix("CREATE VIRTUAL") {
                guard !Schema.tableNames.contains(name.lowercased()) else {
                    throw foreign("a view in the place of a table")
                }
            }
        }
    }

    /// Keys of contacts, lists and journeys are joined into one integer: beyond their bits they
    /// would be others'. What is counted on from a key must not overflow.
    func checkKeys() throws(StoreError) {
        let single = 1...Schema.contactIDMax
        let shared = 1...((1 as Int64) << (62 - Schema.contactBits) - 1)
        let joined = 1...((1 as Int64) << 62 - 1)
        let limits: KeyValuePairs = [
            "contacts": single, "lists": shared, "journeys": shared, "jobs": single,
            "validations": single, "list_contacts": joined, "enrolment_runs": joined,
            // Blocks are counted from 0.
            "fingerprints": 0...joined.upperBound, "packed_contacts": 0...single.upperBound,
            "packed_answers": 0...single.upperBound,
        ]
        for (table, limits) in limits {
            // Each end by itself: SQLite looks both up, but goes through all rows for both at once.
            let statement = try connection.prepare(
                """
                SELECT coalesce((SELECT min(id) FROM \(table)), 1) >= ?
                    AND coalesce((SELECT max(id) FROM \(table)), 1) <= ?
                """)
            statement.bind(limits.lowerBound, at: 1)
            statement.bind(limits.upperBound, at: 2)
            defer { statement.reset() }
            guard try statement.step(), statement.bool(0) else {
                throw StoreError(
                    code: 11, operation: "open \(path)",
                    reason: "it has keys that enlist never makes")
            }
        }
    }

    /// A database without anything in it becomes a workspace; somebody else's does not.
    func checkIsEmpty() throws(StoreError) {
        let statement = try connection.prepare("SELECT 1 FROM sqlite_schema LIMIT 1")
        defer { statement.reset() }
        guard try !statement.step() else {
            throw StoreError(
                code: 26, operation: "open \(path)", reason: "it is not an enlist workspace")
        }
    }

    private func foreign(_ what: String) -> StoreError {
        StoreError(
            code: 26, operation: "open \(path)",
            reason: "it has \(what) that enlist has not made: it is not opened, "
                + "as that would run with your rights",
            advice: "look at it with sqlite3")
    }
}
