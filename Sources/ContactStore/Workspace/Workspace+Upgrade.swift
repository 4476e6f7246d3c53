/// Brings workspaces of earlier versions to the present one.
extension Workspace {
    /// All steps in one transaction, or none; nothing when there is nothing to do.
    func upgrade() throws(StoreError) {
        guard try Upgrade.isNeeded(userVersion()) else { return }
        try connection.transaction { () throws(StoreError) in
            // Read again under the lock: another process may have been first.
            let version = try userVersion()
            for step in Upgrade.steps where version < step.version { try step.run(connection) }
            try connection.execute("PRAGMA user_version = \(Schema.version)")
        }
    }
}

/// What makes a version out of the one before; a step is never changed once it was released.
private enum Upgrade {
    static let steps: [(version: Int64, run: @Sendable (Connection) throws(StoreError) -> Void)] = [
        (2, findByRunsAndKeepImages), (3, makeTriggersAnew), (4, syncListsAndKnowFiles),
    ]

    static func isNeeded(_ version: Int64) -> Bool { version > 0 && version < Schema.version }

    /// Contacts are found by sorted runs instead of a unique index; jobs can be resumed and undone.
    @Sendable
    private static func findByRunsAndKeepImages(_ connection: Connection) throws(StoreError) {
        for view in Schema.viewNames { try connection.execute("DROP VIEW \(view)") }
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
            CREATE TABLE phone_runs(
                id INTEGER PRIMARY KEY,
                count INTEGER NOT NULL
            );
            CREATE TABLE phone_blocks(
                id INTEGER PRIMARY KEY,
                run INTEGER NOT NULL REFERENCES phone_runs(id),
                last INTEGER NOT NULL,
                entries BLOB NOT NULL,
                UNIQUE(run, last)
            );
            ALTER TABLE jobs ADD COLUMN invocation TEXT NOT NULL DEFAULT '{}';
            """)
        try connection.execute(Schema.jobTables)
        for trigger in Schema.triggers { try connection.execute(trigger.sql) }
        try connection.execute(Schema.views)
        try PhoneIndex(connection).rebuild()
    }

    /// Triggers give up the transaction instead of the statement.
    @Sendable
    private static func makeTriggersAnew(_ connection: Connection) throws(StoreError) {
        for trigger in Schema.triggers {
            try connection.execute("DROP TRIGGER IF EXISTS \(trigger.name)")
            try connection.execute(trigger.sql)
        }
    }

    /// A synced list's missing members may come back, which the triggers must let through; jobs know
    /// the files they have read.
    @Sendable
    private static func syncListsAndKnowFiles(_ connection: Connection) throws(StoreError) {
        for view in Schema.viewNames { try connection.execute("DROP VIEW \(view)") }
        for trigger in Schema.triggers {
            try connection.execute("DROP TRIGGER IF EXISTS \(trigger.name)")
        }
        try connection.execute(Schema.fileTable)
        try connection.execute(Schema.repeatTable)
        for trigger in Schema.triggers { try connection.execute(trigger.sql) }
        try connection.execute(Schema.views)
    }
}
