import Foundation
import Testing

@testable import ContactStore

@Suite("A workspace of an earlier version")
struct UpgradeTests {
    @Test("becomes what a new one is, with all it has", arguments: 1..<Int(Schema.version))
    func upgrades(version: Int) throws {
        let old = try oldWorkspace(version: version)
        let workspace = try old.workspace()
        #expect(try workspace.check() == [])
        #expect(try workspace.userVersion() == Workspace.currentVersion)
        var keys: [Int64] = [0, 0, 0]
        try PhoneIndex(of: .contacts, workspace.connection).find(
            [1, 14_152_000_001, 14_152_000_003], into: &keys)
        #expect(keys == [0, 2, 1])
        #expect(
            try old.rows(
                "SELECT phone_number || ' ' || line_type || ' ' || state FROM validation_view")
                == ["+14152000001 mobile California", "+14152000003 mobile California"])
        #expect(try old.rows("SELECT count(*) FROM answers") == ["1"])
        #expect(
            try old.rows("SELECT journey || ' ' || phone_number FROM enrolment_view")
                == ["Welcome +14152000003"])
        #expect(
            try old.rows("SELECT phone_number || ' ' || mills FROM ledger_view")
                == ["+14152000003 3", "+14152000001 3"])
        let new = try TestFolder()
        _ = try new.workspace()
        #expect(try old.rows(Self.columns) == new.rows(Self.columns))
        #expect(try old.rows(Self.others) == new.rows(Self.others))
    }

    @Test("joins ledger lines that follow one another, and loses none", arguments: 1..<7)
    func joinsLedgerLines(version: Int) throws {
        let old = try oldWorkspace(version: version)
        // Of one price: 3, 2, 1 were paid in this order, then 1 and 2 again; 9 was deleted.
        try direct(
            old,
            """
            INSERT INTO accounts VALUES(2, 'Bee', NULL, 'active', 0, 'US', 'active');
            DELETE FROM ledger;
            INSERT INTO ledger
            VALUES(1, 1, 14152000003, 3, 1, 1), (2, 1, 14152000001, 3, 1, 1),
                (3, 1, 14152000009, 3, 1, 1), (4, 1, 14152000001, 3, 1, 1),
                (5, 1, 14152000003, 3, 1, 1), (6, 1, 14152000001, 5, 1, 1),
                (7, 1, 14152000003, 5, 1, 2), (8, 2, 14152000001, 3, 1, 1);
            """)
        let workspace = try old.workspace()
        // Validations lie by number, as the upgrade to version 5 laid them.
        #expect(
            try old.rows(
                """
                SELECT account || ' ' || validation || ' ' || count || ' ' || mills
                FROM ledger_runs
                ORDER BY id
                """)
                == [
                    "1 2 1 3", "1 1 1 3", "1 -3 1 3", "1 1 2 3", "1 1 1 5", "1 2 1 5", "2 -8 1 3",
                ])
        #expect(
            try old.rows("SELECT coalesce(phone_number, '?') || ' ' || mills FROM ledger_view")
                == [
                    "+14152000003 3", "+14152000001 3", "? 3", "+14152000001 3", "+14152000003 3",
                    "+14152000001 5", "+14152000003 5", "? 3",
                ])
        #expect(
            try workspace.invoice(0..<9).map { "\($0.account) \($0.lookups) \($0.mills)" }
                == ["Acme 7 25", "Bee 1 3"])
    }

    @Test("keeps its keys, and of them only the hash", arguments: 1..<8)
    func forgetsHints(version: Int) throws {
        let old = try oldWorkspace(version: version)
        // Keys on several pages.
        try direct(
            old,
            """
            PRAGMA secure_delete = FAST;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO api_keys
            SELECT i, 1, CAST(printf('%032d', i) AS BLOB), 'trk_' || printf('%04d', i), 1000, NULL
            FROM n;
            UPDATE api_keys SET revoked_at = 2000 WHERE id > 7;
            """)
        #expect(try bytes(of: old).range(of: Data("trk_".utf8)) != nil)
        let workspace = try old.workspace()
        let keys = try workspace.keys()
        #expect(keys.map(\.id) == Array(1...7))
        #expect(keys.last?.hash == Array("00000000000000000000000000000007".utf8))
        #expect(keys.last?.createdAt == 1_000)
        // Before the workspace is closed.
        let kept = try bytes(of: old)
        withExtendedLifetime(workspace) { #expect(kept.range(of: Data("trk_".utf8)) == nil) }
    }

    @Test("is upgraded with what is wrong in it, so that check can tell", arguments: [5, 8])
    func damaged(version: Int) throws {
        let old = try oldWorkspace(version: version)
        try direct(
            old,
            """
            INSERT INTO contacts VALUES(3, 14152000003, 1, NULL, NULL, NULL, 1, 1);
            INSERT INTO contacts VALUES(4, 'x', 1, NULL, NULL, NULL, 1, 1);
            """)
        let findings = try old.workspace().check()
        for finding in [
            "more than one contact", "a number that is none", "2 contacts are not found",
        ] {
            #expect(findings.contains { $0.contains(finding) }, "\(findings)")
        }
    }

    @Test("is upgraded once")
    func twice() throws {
        let old = try oldWorkspace()
        _ = try old.workspace()
        _ = try old.workspace()
        #expect(try old.rows("SELECT count(*) FROM contacts") == ["2"])
    }

    @Test("stays as it is when the upgrade fails")
    func fails() throws {
        let old = try oldWorkspace()
        // Asked for by one of the last steps.
        try direct(old, "DROP TABLE ledger")
        #expect(throws: StoreError.self) { try old.workspace() }
        let connection = try Connection(path: old.workspacePath, access: .write)
        let version = try connection.prepare("PRAGMA user_version")
        #expect(try version.step())
        #expect(version.int64(0) == 1)
        try connection.execute("SELECT phone_number FROM contact_view")
    }

    @Test("has all views again")
    func views() throws {
        let old = try oldWorkspace()
        try direct(old, "DROP VIEW ledger_view")
        let workspace = try old.workspace()
        #expect(try workspace.check() == [])
        #expect(try old.rows("SELECT count(*) FROM ledger_view") == ["2"])
    }

    @Test("that is newer than this program is refused with what to do")
    func newer() throws {
        let folder = try TestFolder()
        _ = try folder.workspace()
        try direct(folder, "PRAGMA user_version = 99")
        #expect {
            try folder.workspace()
        } throws: { error in
            "\(error)".contains("newer enlist (version 99)")
                && (error as? StoreError)?.advice == "install that"
        }
    }

    private static let columns = """
        SELECT m.name || ' ' || x.cid || ' ' || x.name || ' ' || x.type || ' ' || x."notnull" || ' '
            || coalesce(x.dflt_value, '') || ' ' || x.pk
        FROM sqlite_schema m
        JOIN pragma_table_info(m.name) x
        WHERE m.type IN ('table', 'view')
        ORDER BY m.name, x.cid
        """

    private static let others = """
        SELECT type || ' ' || name || ' ' || coalesce(sql, '')
        FROM sqlite_schema
        WHERE type <> 'table'
        ORDER BY type, name
        """

    private func bytes(of folder: TestFolder) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: folder.workspacePath))
    }

    private func direct(_ folder: TestFolder, _ sql: String) throws {
        try Connection(path: folder.workspacePath, access: .write).execute(sql)
    }

    /// A workspace as a program of that version has made it.
    private func oldWorkspace(version: Int = 1) throws -> TestFolder {
        let folder = try TestFolder()
        let schema = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Schemas/version-\(version).sql")
        try Workspace.createPrivately(folder.workspacePath)
        let connection = try Connection(path: folder.workspacePath, access: .write)
        try connection.execute(String(contentsOf: schema, encoding: .utf8))
        try connection.execute(
            """
            INSERT INTO secrets VALUES('ids', zeroblob(32));
            INSERT INTO accounts VALUES(1, 'Acme', NULL, 'active', 0, 'US', 'active');
            INSERT INTO lists VALUES(1, 1, 18005551234, 'Main', NULL, 'active', 101);
            INSERT INTO jobs(id, account, kind, state, inputs, options, clock, started_at, checkpoint)
            VALUES(1, 1, 'import', 'finished', '[]', '{}', 1, 1,
                '{"contacts_created":2,"list_contacts_created":1,"validation":{"total_cost":0.006}}');
            INSERT INTO contacts VALUES(1, 14152000003, 1, NULL, NULL, NULL, 1, 1);
            INSERT INTO contacts VALUES(2, 14152000001, 1, NULL, NULL, NULL, 1, 1);
            INSERT INTO list_contacts
            VALUES((1 << 40) + 1, 1, NULL, 0, 1, NULL, NULL, NULL, NULL, NULL, 1, 1);
            INSERT INTO texts VALUES(1, 'California');
            INSERT INTO journeys VALUES(1, 1, 'Welcome', 'active',
                '{"operator":"AND","conditions":[],"groups":[]}');
            \(version < 5 ? Self.ownAnswers : Self.sharedAnswers)
            \(version < 5 ? Self.ownEnrolments : version < 7 ? Self.enrolments : Self.runs)
            \(version < 7 ? Self.ledger : "")
            \(version >= 5 ? Self.numbers : "")
            PRAGMA application_id = \(Schema.applicationID);
            PRAGMA user_version = \(version);
            """)
        return folder
    }

    private static let ownAnswers = """
        INSERT INTO validations(account, phone, valid, line_type, ported, state, job)
        VALUES(1, 14152000003, 1, 0, 0, 1, 1), (1, 14152000001, 1, 0, 0, 1, 1);
        """

    private static let sharedAnswers = """
        INSERT INTO answers VALUES(1, 1, 0, 0, 0, 0, 0, 1, 0);
        INSERT INTO validations(account, phone, answer, job)
        VALUES(1, 14152000001, 1, 1), (1, 14152000003, 1, 1);
        """

    private static let ownEnrolments = "INSERT INTO enrolments VALUES(1, 1, 1, 1);"
    private static let enrolments = "INSERT INTO enrolments VALUES((1 << 40) + 1, 1, 1);"

    private static let ledger = """
        INSERT INTO ledger VALUES(1, 1, 14152000003, 3, 1, 1), (2, 1, 14152000001, 3, 1, 1);
        """

    /// Each number with its key, in one block.
    private static let numbers = """
        INSERT INTO phone_runs VALUES(1, 0, 2), (2, 1, 2);
        INSERT INTO phone_blocks
        VALUES(1, 1, 14152000003,
                x'0162864b03000000' || x'0100000000000000' || x'0200000004040000'
                    || x'0000000002000000' || x'0100000000000000'),
            (2, 2, 14152000003,
                x'0162864b03000000' || x'0100000000000000' || x'0200000004000000'
                    || x'0000000002000000');
        """

    private static let runs = """
        INSERT INTO enrolment_runs VALUES((1 << 40) + 1, 1, 1, 1);
        INSERT INTO ledger_runs VALUES(1, 1, 2, 1, 3, 1, 1), (2, 1, 1, 1, 3, 1, 1);
        """
}
