import Foundation
import Testing

@Suite("Somebody who opted out")
struct OptOutTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone,opted_out\n4152000001,yes\n4152000002,\n", to: "rows.csv")
        _ = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234")
    }

    @Test(arguments: [
        "UPDATE list_contacts SET active = 1, opt_out_reason = NULL",
        "UPDATE list_contacts SET active = NULL WHERE active = 0",
        "UPDATE OR REPLACE list_contacts SET active = 1",
        "UPDATE OR IGNORE list_contacts SET id = id + 100 WHERE active = 0",
        "UPDATE OR REPLACE list_contacts SET id = (SELECT id FROM list_contacts WHERE active = 0) "
            + "WHERE active = 1",
        "DELETE FROM list_contacts",
        "DELETE FROM list_contacts WHERE active = 0",
        "DELETE FROM contacts WHERE phone = 14152000001",
        """
        REPLACE INTO list_contacts
        SELECT id, 1, NULL, signup_method, signup_date, NULL, NULL, NULL, NULL, NULL, 1, 1
        FROM list_contacts WHERE active = 0
        """,
        """
        INSERT INTO list_contacts
        SELECT id, 1, NULL, signup_method, signup_date, NULL, NULL, NULL, NULL, NULL, 1, 1
        FROM list_contacts WHERE active = 0
        ON CONFLICT DO UPDATE SET active = excluded.active
        """,
    ])
    func staysOutWhateverSQLSays(sql: String) throws {
        let before = try sandbox.rows("SELECT * FROM list_contacts")
        let result = try CommandRun(
            program: URL(fileURLWithPath: "/usr/bin/env"),
            arguments: ["sqlite3", "enlist.db", sql], folder: sandbox.folder
        ).result()
        #expect(result.status != 0)
        #expect(result.error.contains("opted") || result.error.contains("never changes"))
        #expect(try sandbox.rows("SELECT * FROM list_contacts") == before)
    }

    @Test func mayBeReplacedByHandAsLongAsItStaysOut() throws {
        _ = try sandbox.rows(
            """
            REPLACE INTO list_contacts
            SELECT id, 0, 1, signup_method, signup_date, NULL, NULL, NULL, NULL, NULL, 1, 1
            FROM list_contacts WHERE active = 0
            """)
        #expect(try sandbox.count("list_contacts WHERE active = 0") == 1)
    }

    @Test func isGuardedAgainAfterAnUndo() throws {
        try sandbox.write("phone,opted_out\n4152000003,yes\n", to: "more.csv")
        _ = try sandbox.enlist("import", "more.csv", "--list", "+18005551234")
        #expect(try sandbox.enlist("undo", "2").status == 0)
        #expect(throws: (any Error).self) {
            try sandbox.rows("UPDATE list_contacts SET active = 1")
        }
    }
}
