/// Looks through a workspace for what must never be: SQLite's own check, then the rules that its
/// tables keep among each other.
struct WorkspaceCheck {
    let connection: Connection

    /// Findings of a kind that are told one by one.
    private static let shownMax = 20

    /// What is wrong, in sentences without personal data; empty when all is well.
    func run() throws(StoreError) -> [String] {
        try connection.execute("BEGIN")
        defer { connection.rollBack() }
        let damage = try texts("PRAGMA integrity_check(\(Self.shownMax))").filter { $0 != "ok" }
        // In a damaged file the rules would find what is not there.
        if !damage.isEmpty { return damage.map { "the file is damaged: \($0)" } }
        var findings = try texts(Self.orphans).map { "rows without what they belong to: \($0)" }
        for rule in Self.rules {
            let count = try number(rule.violations)
            if count > 0 { findings.append("\(count) \(rule.finding)") }
        }
        findings += try missingTriggers()
        findings += try texts(Self.strangeIndexes).map {
            "the index \($0) is not enlist's, and may hold rows back"
        }
        for kind in PackedWords.Kind.allCases {
            let strays = try PackedWords.strayCount(kind, connection)
            if strays > 0 { findings.append("\(strays) \(kind.rawValue) do not fit their rows") }
        }
        return findings + (try phoneIndexDamage())
    }

    /// None of our tables has such an index but for its own keys.
    private static let strangeIndexes = """
        SELECT name
        FROM sqlite_schema
        WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%'
        ORDER BY name
        """

    private func missingTriggers() throws(StoreError) -> [String] {
        let stored = Set(try texts("SELECT sql FROM sqlite_schema WHERE type = 'trigger'"))
        return Schema.triggers.filter { !stored.contains($0.sql) }
            .map { "the trigger \($0.name) is missing or was changed" }
    }

    /// Every Contact and every validation is found by its number, and nothing else is.
    private func phoneIndexDamage() throws(StoreError) -> [String] {
        var damage: [String] = []
        for indexed in try PhoneIndex.all(in: connection) {
            let what = indexed == .contacts ? "contacts" : "validations"
            do {
                let index = try PhoneIndex(of: indexed, connection)
                let (total, lost) = try count(in: index)
                let held = try index.count()
                if lost > 0 {
                    damage.append("\(lost) \(what) are not found by their number")
                } else if held != total {
                    damage.append("\(held) numbers are indexed for \(total) \(what)")
                } else if case let packed = try index.packedCount(), packed != total {
                    damage.append("\(packed) numbers are packed for \(total) \(what)")
                }
            } catch let error where error.isCorrupt {
                damage.append("\(what) cannot be found by their number: \(error.reason)")
            }
        }
        return damage
    }

    /// All rows that an index is to find, and those that it does not.
    private func count(in index: PhoneIndex) throws(StoreError) -> (all: Int, lost: Int) {
        var rows: [KeyedPhone] = []
        var all = 0
        var lost = 0
        func look() throws(StoreError) {
            var found = [Int64](repeating: 0, count: rows.count)
            try index.find(rows.map(\.phone), into: &found)
            lost += zip(found, rows).count { $0 != $1.key }
            all += rows.count
            rows.removeAll(keepingCapacity: true)
        }
        try index.forEachRow { (row) throws(StoreError) in
            rows.append(row)
            if rows.count == Self.lookedUpAtOnce { try look() }
        }
        try look()
        return (all, lost)
    }

    private static let lookedUpAtOnce = 100_000

    private func texts(_ sql: String) throws(StoreError) -> [String] {
        let statement = try connection.prepare(sql)
        defer { statement.reset() }
        var texts: [String] = []
        while try statement.step() { texts.append(statement.text(0)) }
        return texts
    }

    private func number(_ sql: String) throws(StoreError) -> Int {
        let statement = try connection.prepare(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.int(0) : 0
    }
}

extension WorkspaceCheck {
    struct Rule {
        /// What is wrong, behind a count.
        let finding: String
        /// Counts the rows that break the rule.
        let violations: String
    }

    private static let orphans = """
        SELECT DISTINCT "table" || ' without ' || "parent"
        FROM pragma_foreign_key_check
        """

    /// Counts ledger lines whose validation is not there.
    static let uncachedCharges = """
        SELECT coalesce(
            sum(
                count - (
                    SELECT count(*)
                    FROM validations v
                    WHERE v.id BETWEEN e.validation AND e.validation + e.count - 1
                        AND v.account = e.account)),
            0)
        FROM ledger_runs e
        """

    private static let mask = "((1 << \(Schema.contactBits)) - 1)"

    private static let rules = [
        Rule(
            finding: "phone numbers have more than one contact",
            violations: """
                SELECT count(*) - count(DISTINCT phone)
                FROM contacts
                """),
        Rule(
            finding: "contacts have a number that is none",
            violations:
                "SELECT count(*) FROM contacts WHERE phone NOT BETWEEN 1000 AND 999999999999999"
        ),
        Rule(
            finding: "contacts have a line type or a validation that is none",
            violations: """
                SELECT count(*)
                FROM contacts
                WHERE line_type NOT BETWEEN 0 AND 3 OR validation_status NOT BETWEEN 0 AND 4
                """),
        Rule(
            finding: "lists have a number that is none",
            violations:
                "SELECT count(*) FROM lists WHERE phone NOT BETWEEN 1000 AND 999999999999999"
        ),
        Rule(
            finding: "jobs have a state that is none",
            violations: """
                SELECT count(*)
                FROM jobs
                WHERE state NOT IN (
                    'running', 'finished', 'interrupted', 'failed', 'abandoned', 'undone')
                """),
        Rule(
            finding: "list contacts have no contact",
            violations: """
                SELECT count(*)
                FROM list_contacts
                WHERE id & \(mask) NOT IN (SELECT id FROM contacts)
                """),
        Rule(
            finding: "list contacts have no list",
            violations: """
                SELECT count(*)
                FROM list_contacts
                WHERE id >> \(Schema.contactBits) NOT IN (SELECT id FROM lists)
                """),
        Rule(
            finding: "list contacts are neither active nor opted out with a reason",
            violations: """
                SELECT count(*)
                FROM list_contacts
                WHERE active NOT IN (0, 1) OR (active = 1) <> (opt_out_reason IS NULL)
                """),
        Rule(
            finding: "list contacts have custom fields that are no JSON object",
            violations: """
                SELECT count(*)
                FROM list_contacts
                WHERE CASE WHEN json_valid(custom_fields)
                    THEN json_type(custom_fields) <> 'object' ELSE custom_fields IS NOT NULL END
                """),
        Rule(
            finding: "rows name a job that there is not",
            violations: """
                SELECT (SELECT count(*) FROM contacts
                        WHERE created_job NOT IN (SELECT id FROM jobs)
                            OR updated_job NOT IN (SELECT id FROM jobs))
                    + (SELECT count(*) FROM list_contacts
                        WHERE created_job NOT IN (SELECT id FROM jobs)
                            OR updated_job NOT IN (SELECT id FROM jobs))
                    + (SELECT count(*) FROM ledger_runs WHERE job NOT IN (SELECT id FROM jobs))
                """),
        Rule(
            finding: "enrolments have no contact on their list",
            violations: """
                SELECT coalesce(
                    sum(
                        count - (
                            SELECT count(*)
                            FROM list_contacts lc
                            WHERE lc.id BETWEEN (e.list << \(Schema.contactBits)) + e.contact
                                AND (e.list << \(Schema.contactBits)) + e.contact + e.count - 1)),
                    0)
                FROM enrolment_runs e
                """),
        Rule(
            finding: "contacts are enrolled twice in a journey",
            violations: """
                SELECT count(*)
                FROM (
                    SELECT id < max(id + count) OVER (
                        ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS isAgain
                    FROM enrolment_runs)
                WHERE isAgain
                """),
        Rule(
            finding: "numbers are cached twice for an account",
            violations: """
                SELECT count(*)
                FROM (SELECT 1 FROM validations GROUP BY account, phone HAVING count(*) > 1)
                """),
        Rule(
            finding: "paid answers are not in the cache", violations: uncachedCharges),
        Rule(
            finding: "cached answers were never paid",
            violations: """
                SELECT count(*)
                FROM validations
                WHERE id NOT IN (
                    SELECT v.id
                    FROM ledger_runs e
                    JOIN validations v ON v.id BETWEEN e.validation AND e.validation + e.count - 1
                    WHERE v.account = e.account)
                """),
        Rule(
            finding: "ledger lines do not cost what a lookup costs",
            violations: "SELECT count(*) FROM ledger_runs WHERE mills <= 0"),
        Rule(
            finding: "jobs say another cost than the ledger",
            violations: """
                SELECT count(*)
                FROM jobs j
                WHERE kind <> 'add' AND round(1000 * (checkpoint -> 'validation' ->> 'total_cost'))
                    <> (
                        SELECT coalesce(sum(mills * count), 0)
                        FROM ledger_runs e
                        WHERE e.job = j.id)
                """),
        Rule(
            finding: "jobs say another number of new contacts than are stored",
            violations: created("contacts", "contacts_created")),
        Rule(
            finding: "jobs say another number of new list contacts than are stored",
            violations: created("list_contacts", "list_contacts_created")),
        Rule(
            finding: "secrets are missing or short",
            violations: """
                SELECT 1 - count(*)
                FROM secrets
                WHERE name = 'ids' AND length(value) = 32
                """),
    ]

    /// Jobs that are there as they ended: what an undone one left counts for nothing.
    private static func created(_ table: String, _ counter: String) -> String {
        """
        WITH stored(job, number) AS (SELECT created_job, count(*) FROM \(table) GROUP BY 1)
        SELECT count(*)
        FROM jobs j
        LEFT JOIN stored s ON s.job = j.id
        WHERE j.kind <> 'add' AND j.state <> 'undone'
            AND (j.checkpoint ->> '\(counter)') <> coalesce(s.number, 0)
        """
    }
}

extension Workspace {
    /// What is wrong with the workspace, in sentences; empty when all is well. Reads all of it.
    package func check() throws(StoreError) -> [String] {
        try WorkspaceCheck(connection: connection).run() + damagedCatalogue()
    }

    /// Every command reads accounts, lists and journeys before anything else.
    private func damagedCatalogue() throws(StoreError) -> [String] {
        do {
            _ = try lists()
            for account in try accounts() { _ = try journeys(of: account.id) }
            return []
        } catch {
            guard error.isCorrupt else { throw error }
            return [error.reason]
        }
    }
}
