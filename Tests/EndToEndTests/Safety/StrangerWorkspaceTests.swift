import Foundation
import Testing

/// A workspace file that somebody else has made, or made worse: opening it runs nothing of theirs,
/// and whatever it holds, a command ends with a sentence and never with a crash.
@Suite("A workspace of a stranger")
struct StrangerWorkspaceTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(
            """
            phone,use_validation,signup_date
            4155552671,yes,2024-01-01
            4155552672,,

            """, to: "rows.csv")
        _ = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234", "--quiet")
    }

    static let commands = [
        ["lists"], ["jobs"], ["jobs", "1"], ["check"], ["why", "4155552671"],
        ["export", "+18005551234"], ["invoice"], ["validate", "4155552671"], ["undo", "1"],
        ["resume", "1"], ["import", "rows.csv", "--list", "+18005551234", "--quiet"],
        ["add", #"{"phone_number":"4155552679","list_number":"+18005551234"}"#],
        ["split", "part.db", "--shard", "0", "--shards", "2"],
        ["resume", "1", "--max-rejects", "0"], ["jobs", "1", "--html", "job.html"],
    ]

    @Test(
        "that runs SQL of its own is not opened, by any command",
        arguments: [
            "CREATE TRIGGER evil AFTER INSERT ON jobs BEGIN DELETE FROM ledger_runs; END",
            "CREATE TRIGGER evil BEFORE DELETE ON dnc BEGIN SELECT load_extension('x'); END",
            """
            DROP TRIGGER opt_outs_hold_on_update;
            CREATE TRIGGER opt_outs_hold_on_update AFTER UPDATE ON contacts
            BEGIN DELETE FROM ledger_runs; END
            """,
            "ALTER TABLE lists RENAME TO l; CREATE VIEW LISTS AS SELECT * FROM l",
            """
            DROP TABLE dnc;
            CREATE VIEW dnc AS WITH RECURSIVE n(phone) AS (SELECT 1 UNION ALL SELECT phone FROM n)
            SELECT phone FROM n
            """,
            "DROP TABLE texts; CREATE VIRTUAL TABLE texts USING fts5(id, text)",
        ])
    func refused(harm: String) throws {
        _ = try sandbox.rows(harm)
        for command in Self.commands {
            let result = try sandbox.enlist(command)
            #expect(result.status == 1, "\(command)")
            #expect(result.error.contains("that enlist has not made"), "\(command) \(result.error)")
        }
        #expect(try sandbox.count("ledger_view") == 1)
    }

    @Test(
        "with values that enlist never writes crashes no command",
        arguments: [
            "UPDATE secrets SET value = x'00'",
            "UPDATE contacts SET phone = -id, line_type = 999, carrier = -1",
            "UPDATE contacts SET id = 9223372036854775807 WHERE id = 2",
            "UPDATE lists SET id = 9223372036854775807",
            "UPDATE jobs SET clock = 9223372036854775807, started_at = -9223372036854775808",
            """
            UPDATE ledger_runs
            SET mills = 9223372036854775807, charged_at = -9223372036854775808
            """,
            "UPDATE ledger_runs SET count = 9223372036854775807",
            "UPDATE ledger_runs SET validation = -9223372036854775808, count = 9223372036854775807",
            "UPDATE enrolment_runs SET count = 9223372036854775807",
            "UPDATE enrolment_runs SET id = -9223372036854775808, count = 9223372036854775807",
            "UPDATE list_contacts SET opt_out_reason = 77, signup_date = 9223372036854775807",
            "UPDATE list_contacts SET custom_fields = '{\"a\":'",
            "UPDATE jobs SET checkpoint = '[', options = x'00FF', inputs = '{'",
            """
            UPDATE jobs SET state = 'failed', checkpoint = json_set(
                checkpoint, '$.rows', 9223372036854775807, '$.success_count', 9223372036854775807,
                '$.updated', 9223372036854775807, '$.report.bytes', -1)
            """,
            "UPDATE phone_blocks SET phones = x'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'",
            "UPDATE phone_blocks SET phones = x'FFFFFFFFFFFFFFFFFFFFFFFF00000000'",
            "UPDATE phone_keys SET keys = x'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'",
            // The keys of two numbers: the smallest and the largest there are.
            """
            UPDATE phone_keys
            SET keys = x'000000000000008002000000080000000000000000000000ffffffffffffffff'
            """,
            "DELETE FROM phone_keys", "UPDATE phone_keys SET block = -block",
            "UPDATE answers SET valid = 7, line_type = 99, carrier = 12345",
            "UPDATE answers SET id = -5; UPDATE validations SET answer = -5",
            "UPDATE answers SET id = 1 << 62; UPDATE validations SET answer = 1 << 62",
            """
            UPDATE answers SET id = -5;
            UPDATE packed_answers SET words = x'0000000000000000FBFFFFFFFFFFFFFF'
            """,
            """
            INSERT INTO arrivals(account, job, question, answer)
            VALUES(1, 1, '{"phones":["+1",7,"+99999999999999999999"],"force":3}',
                    '{"results":[{},[],"\\ud800"]}'),
                (1, 1, x'FF', '{'), (-1, 9223372036854775807, 1, 2.5), (1, -1, '[]', '[]'),
                (1, 1, '{"phones":[]}', '{"results":[]}')
            """,
            "DROP TABLE answers", "PRAGMA user_version = 1", "PRAGMA user_version = -7",
            "ALTER TABLE contacts ADD COLUMN evil AS (phone * 2)",
        ])
    func crashesNothing(harm: String) throws {
        _ = try sandbox.rows(harm)
        try Self.endAll(in: sandbox)
    }

    /// Every command ends by itself with what is there.
    static func endAll(in sandbox: Sandbox) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: sandbox.path("enlist.db")))
        for command in commands {
            try sandbox.write(bytes, to: "enlist.db")
            for file in ["part.db", "job.html"] {
                _ = try? FileManager.default.removeItem(atPath: sandbox.path(file))
            }
            let result = try sandbox.enlist(command)
            #expect([0, 1, 2, 3, 75].contains(result.status), "\(command) \(result.error)")
        }
    }

    @Test("with a value that no memory should be filled with is damaged: trying again is no help")
    func hugeValue() throws {
        _ = try sandbox.rows("UPDATE lists SET name = CAST(zeroblob(70000000) AS TEXT)")
        for command in [["lists"], ["import", "rows.csv", "--list", "+18005551234", "--quiet"]] {
            let result = try sandbox.enlist(command)
            #expect(result.status == 1, "\(command)")
            #expect(result.error.contains("is damaged: restore it from a backup"), "\(command)")
        }
    }

    @Test("a database of another program is not made a workspace")
    func otherDatabase() throws {
        let other = try Sandbox(nil)
        _ = try other.rows("CREATE TABLE photos(id INTEGER PRIMARY KEY)")
        try other.write(Configurations.acme, to: "config.json")
        let result = try other.enlist("apply", "config.json")
        #expect(result.status == 1)
        #expect(result.error.contains("it is not an enlist workspace"))
        #expect(try other.rows("SELECT name FROM sqlite_schema") == ["photos"])
    }

    @Test("that is a pipe or a device is not waited for", arguments: ["pipe", "/dev/zero"])
    func noFile(path: String) throws {
        #expect(mkfifo(sandbox.path("pipe"), 0o600) == 0)
        for command in Self.commands + [["apply", "config.json"]] {
            let result = try sandbox.enlist(["--workspace", path] + command)
            #expect(result.status != 0, "\(command)")
            #expect(result.error.hasPrefix("enlist: "), "\(command)")
        }
    }

    @Test("with a rollback journal that names another file does not have that deleted")
    func journal() throws {
        try sandbox.write("precious", to: "victim")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: sandbox.path("enlist.db")))
        for command in Self.commands + [["apply", "config.json"]] {
            try sandbox.write(bytes, to: "enlist.db")
            try sandbox.write(
                Self.journal(naming: sandbox.path("victim"), of: bytes), to: "enlist.db-journal")
            let result = try sandbox.enlist(command)
            #expect(result.status == 1, "\(command)")
            #expect(result.error.contains("it names another file"), "\(command)")
            #expect(sandbox.lines("victim") == ["precious"], "\(command)")
        }
    }

    @Test("nor when a link or a way back leads to it", arguments: ["link.db", "to/../enlist.db"])
    func journalBehindLink(path: String) throws {
        let other = sandbox.path("other")
        try FileManager.default.createDirectory(
            atPath: other + "/inner", withIntermediateDirectories: true)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: sandbox.path("enlist.db")))
        try sandbox.write("precious", to: "victim")
        try sandbox.write(bytes, to: "other/enlist.db")
        try sandbox.write(
            Self.journal(naming: sandbox.path("victim"), of: bytes), to: "other/enlist.db-journal")
        for (link, target) in [("link.db", "/enlist.db"), ("to", "/inner")] {
            try FileManager.default.createSymbolicLink(
                atPath: sandbox.path(link), withDestinationPath: other + target)
        }
        #expect(try sandbox.enlist("--workspace", path, "apply", "config.json").status == 1)
        #expect(sandbox.lines("victim") == ["precious"])
    }

    /// A journal that SQLite takes for one of an interrupted transaction over several databases.
    private static func journal(naming path: String, of database: Data) -> Data {
        func number(_ value: Int) -> Data {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { Data($0) }
        }
        let magic = Data([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7])
        let page = Int(database[16]) << 8 | Int(database[17])
        let lockPage = (1 << 30) / page + 1
        var journal = magic
        for value in [0, 1, database.count / page, 512, page] { journal += number(value) }
        journal += Data(repeating: 0, count: 512 - journal.count)
        journal += number(lockPage) + Data(path.utf8) + number(path.utf8.count)
        return journal + number(path.utf8.reduce(0) { $0 + Int($1) }) + magic
    }

    @Test("with a pipe beside it is not waited for", arguments: ["-wal", "-shm", "-journal"])
    func pipeBeside(ending: String) throws {
        _ = try? FileManager.default.removeItem(atPath: sandbox.path("enlist.db" + ending))
        #expect(mkfifo(sandbox.path("enlist.db" + ending), 0o600) == 0)
        for command in Self.commands {
            let result = try sandbox.enlist(command)
            #expect(result.status == 1, "\(command)")
            #expect(result.error.contains("enlist.db\(ending): it is no file"), "\(command)")
        }
    }

    @Test("is a file whatever SQLite means by its name", arguments: [":memory:", "file:x"])
    func specialName(path: String) throws {
        let call = ["--workspace", path]
        #expect(try sandbox.enlist(call + ["apply", "config.json"]).status == 0)
        #expect(try sandbox.enlist(call + Self.commands[10]).status == 0)
        #expect(try sandbox.enlist(call + ["jobs", "1"]).status == 0)
    }

    @Test("one's own views and indexes beside the tables are welcome")
    func ownViews() throws {
        _ = try sandbox.rows(
            "CREATE VIEW mine AS SELECT * FROM contacts; CREATE INDEX i ON contacts(carrier)")
        #expect(try sandbox.enlist("check").status == 0)
    }
}
