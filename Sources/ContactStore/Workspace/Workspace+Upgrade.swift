/// Brings workspaces of earlier versions to the present one.
extension Workspace {
    /// All steps in one transaction, or none; nothing when there is nothing to do.
    func upgrade() throws(StoreError) {
        guard try Upgrade.isNeeded(userVersion()) else { return }
        try checkSchema(exactly: false)
        try connection.transaction { () throws(StoreError) in
            // Read again under the lock: another process may have been first.
            let version = try userVersion()
            for trigger in Schema.triggers {
                try connection.execute("DROP TRIGGER IF EXISTS \(trigger.name)")
            }
            for view in Schema.viewNames { try connection.execute("DROP VIEW IF EXISTS \(view)") }
            for step in Upgrade.steps where version < step.version { try step.run(connection) }
            try connection.execute(Schema.views)
            for trigger in Schema.triggers { try connection.execute(trigger.sql) }
            try connection.execute("PRAGMA user_version = \(Schema.version)")
        }
        // What a step took away is to be gone from the file now, not when the command ends.
        connection.moveLog(pagesMin: 0)
    }
}

/// What makes a version's tables and views out of those of the one before, while there are no
/// triggers and views; a step is never changed once it was released.
private enum Upgrade {
    static let steps: [(version: Int64, run: @Sendable (Connection) throws(StoreError) -> Void)] = [
        (2, findByRunsAndKeepImages), (4, syncListsAndKnowFiles), (5, findValidationsByRuns),
        (6, packWords), (7, joinRuns), (8, forgetHints), (9, keepKeysApart),
    ]

    static func isNeeded(_ version: Int64) -> Bool { version > 0 && version < Schema.version }

    /// Contacts have no unique index by number any more (the last step makes sorted runs); jobs can
    /// be resumed and undone.
    @Sendable
    private static func findByRunsAndKeepImages(_ connection: Connection) throws(StoreError) {
        try connection.execute(
            """
            CREATE TABLE contacts_2(
                id INTEGER PRIMARY KEY,
                phone INTEGER NOT NULL,
                line_type INTEGER NOT NULL,
                carrier INTEGER REFERENCES texts(id),
                timezone INTEGER REFERENCES texts(id),
                validation_status INTEGER,
                created_job INTEGER NOT NULL,
                updated_job INTEGER NOT NULL
            );
            INSERT INTO contacts_2 SELECT * FROM contacts;
            DROP TABLE contacts;
            ALTER TABLE contacts_2 RENAME TO contacts;
            ALTER TABLE jobs ADD COLUMN invocation TEXT NOT NULL DEFAULT '{}';
            """)
        try connection.execute(Schema.jobTables)
    }

    /// A synced list's missing members may come back, which the triggers must let through; jobs
    /// know the files they have read.
    @Sendable
    private static func syncListsAndKnowFiles(_ connection: Connection) throws(StoreError) {
        try connection.execute(Schema.fileTable)
        try connection.execute(Schema.repeatTable)
    }

    /// Rows are known again by their fingerprints, and answers are read by the thousand.
    @Sendable
    private static func packWords(_ connection: Connection) throws(StoreError) {
        try connection.execute(Schema.packedTables)
        for kind in PackedWords.Kind.allCases { try PackedWords.rebuild(kind, connection) }
    }

    /// Enrolments and ledger lines that follow one another become one row. A line whose validation
    /// is lost keeps its price, without a number: it names one below 0, which nothing has.
    @Sendable
    private static func joinRuns(_ connection: Connection) throws(StoreError) {
        try connection.execute(Schema.runTables)
        try EnrolmentTable.repack(from: "enrolments", connection)
        try connection.execute(
            """
            CREATE INDEX validations_7 ON validations(account, phone);
            INSERT INTO ledger_runs(account, validation, count, mills, job, charged_at)
            SELECT account, min(validation), count(*), mills, job, charged_at
            FROM (
                SELECT *,
                    line - row_number() OVER (
                        PARTITION BY account, mills, job, charged_at, ahead ORDER BY line) AS run
                FROM (
                    SELECT l.id AS line, l.account, l.mills, l.job, l.charged_at,
                        coalesce(v.id, -l.id) AS validation, coalesce(v.id, -l.id) - l.id AS ahead
                    FROM ledger l
                    LEFT JOIN validations v ON v.account = l.account AND v.phone = l.phone))
            GROUP BY account, mills, job, charged_at, ahead, run
            ORDER BY min(line);
            DROP INDEX validations_7;
            DROP TABLE enrolments;
            DROP TABLE ledger;
            """)
    }

    /// Of a key only its hash stays. Pages that the column leaves are overwritten as well.
    @Sendable
    private static func forgetHints(_ connection: Connection) throws(StoreError) {
        try connection.execute(
            """
            PRAGMA secure_delete = ON;
            ALTER TABLE api_keys DROP COLUMN hint;
            PRAGMA secure_delete = FAST;
            """)
    }

    /// Validations are found by sorted runs as Contacts are (the last step makes them), and what
    /// they say stands once; enrolments have one integer for a key.
    @Sendable
    private static func findValidationsByRuns(_ connection: Connection) throws(StoreError) {
        try connection.execute(
            """
            ALTER TABLE enrolments RENAME TO enrolments_4;
            ALTER TABLE validations RENAME TO validations_4;
            """)
        try connection.execute(Schema.keyedTables)
        try connection.execute(
            """
            CREATE TABLE enrolments(id INTEGER PRIMARY KEY, list INTEGER, job INTEGER);
            INSERT INTO enrolments(id, list, job)
            SELECT journey << \(Schema.contactBits) | contact, list, job
            FROM enrolments_4
            ORDER BY journey, contact;

            INSERT INTO answers(
                valid, line_type, carrier, carrier_raw, ported, country, state, city)
            SELECT DISTINCT valid, line_type, coalesce(carrier, 0), coalesce(carrier_raw, 0), ported,
                coalesce(country, 0), coalesce(state, 0), coalesce(city, 0)
            FROM validations_4;

            INSERT INTO validations(account, phone, answer, job, forced_job)
            SELECT v.account, v.phone, a.id, v.job, v.forced_job
            FROM validations_4 v
            JOIN answers a
                ON (a.valid, a.line_type, a.carrier, a.carrier_raw, a.ported, a.country, a.state,
                    a.city)
                = (v.valid, v.line_type, coalesce(v.carrier, 0), coalesce(v.carrier_raw, 0), v.ported,
                    coalesce(v.country, 0), coalesce(v.state, 0), coalesce(v.city, 0))
            ORDER BY v.account, v.phone;

            DROP TABLE enrolments_4;
            DROP TABLE validations_4;
            """)
    }

    /// Phone numbers stand apart from the keys they are for; the runs are made anew.
    @Sendable
    private static func keepKeysApart(_ connection: Connection) throws(StoreError) {
        try connection.execute(
            """
            DROP TABLE IF EXISTS phone_blocks;
            DROP TABLE IF EXISTS phone_runs;
            """)
        try connection.execute(Schema.phoneTables)
        for indexed in try PhoneIndex.all(in: connection) {
            try PhoneIndex(of: indexed, connection).rebuild()
        }
    }
}
