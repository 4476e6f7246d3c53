import Foundation
import Testing

/// Figures and keys that somebody else has put into a workspace: none is counted on until it
/// overflows.
@Suite("Figures of a stranger's workspace")
struct StrangerFiguresTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone,use_validation\n4155552671,yes\n4155552672,\n", to: "rows.csv")
        _ = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234", "--quiet")
    }

    private static let largest = "9223372036854775807"
    private static let smallest = "-9223372036854775808"
    private static let nine =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)"
    private static let fail = "UPDATE jobs SET state = 'failed'"

    @Test(
        "with figures at the ends of what a number can say crashes no command",
        arguments: [
            """
            INSERT INTO list_contacts(
                id, active, signup_method, signup_date, created_job, updated_job)
            VALUES(\(largest), 1, 0, 0, 1, 1)
            """,
            "INSERT INTO enrolment_runs(id, count, list, job) VALUES(\(largest), 1, 1, 1)",
            "UPDATE validations SET id = \(largest)",
            "\(nine) INSERT INTO phone_runs(account, count) SELECT 0, \(smallest) FROM n",
            "\(nine) INSERT INTO phone_runs(account, count) SELECT 0, \(largest) FROM n",
            """
            INSERT INTO fingerprints
            VALUES(\(largest) - (125 << 40) + (1 << 36), x'0100000000000000')
            """,
            """
            INSERT INTO packed_contacts
            VALUES(\(largest) - (125 << 40) + (1 << 36), x'0100000000000000')
            """,
            "\(fail); INSERT INTO job_seen(job, keys) VALUES(1, x'000101ffffffffffffffffff0100')",
            "\(fail), clock = \(largest)",
            "\(fail), clock = 1000000000000000",
            """
            \(fail), checkpoint = json_set(
                checkpoint, '$.damage_state',
                json('{"findings":[[0,1,3,9000000000000000000]],"lengths":[],"input":null}'))
            """,
            """
            \(fail), checkpoint = json_set(
                checkpoint, '$.damage_state',
                json('{"findings":[[0,1,\(largest)]],"lengths":[],"input":null}'))
            """,
            """
            \(fail), checkpoint = json_set(
                checkpoint, '$.error_count', 1100, '$.errors', (
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
                    SELECT json_group_object('e' || i, 1 << 53) FROM n))
            """,
            "UPDATE jobs SET checkpoint = json_set(checkpoint, '$.rows', \(smallest))",
            "UPDATE jobs SET checkpoint = json_set(checkpoint, '$.validation.cached', 'many')",
            "UPDATE jobs SET checkpoint = json_set(checkpoint, '$.validation', \(largest))",
            """
            UPDATE jobs SET checkpoint = json_set(checkpoint, '$.validation.cached', \(largest));
            INSERT INTO jobs(account, kind, state, inputs, options, clock, started_at, checkpoint)
            SELECT account, kind, state, inputs, options, clock, started_at, checkpoint FROM jobs
            """,
            """
            UPDATE list_contacts
            SET active = CASE id & 1 WHEN 1 THEN \(smallest) ELSE 0 END, opt_out_reason = 1
            """,
            "UPDATE ledger_runs SET mills = \(smallest)",
            "PRAGMA ignore_check_constraints = 1; UPDATE ledger_runs SET count = \(smallest)",
            """
            UPDATE ledger_runs SET mills = \(largest);
            INSERT INTO ledger_runs(account, validation, count, mills, job, charged_at)
            SELECT account, validation, count, mills, job, charged_at FROM ledger_runs
            """,
        ]
            + ["mills", "count"].map { figure in
                """
                INSERT INTO accounts(name, status, reject_voip_numbers, region, billing)
                SELECT 'b', status, reject_voip_numbers, region, billing FROM accounts;
                UPDATE ledger_runs SET \(figure) = \(largest);
                INSERT INTO ledger_runs(account, validation, count, mills, job, charged_at)
                SELECT 2, validation, count, mills, job, charged_at FROM ledger_runs
                """
            })
    func endFigures(harm: String) throws {
        _ = try sandbox.rows(harm)
        try StrangerWorkspaceTests.endAll(in: sandbox)
    }

    @Test("with figures whose sum over shards no number can say crashes no command")
    func shardSums() throws {
        _ = try sandbox.rows(
            """
            UPDATE ledger_runs SET mills = \(Self.largest);
            UPDATE jobs
            SET checkpoint = json_set(checkpoint, '$.validation.cached', \(Self.largest));
            UPDATE list_contacts SET active = \(Self.largest) - 101 WHERE id & 1
            """)
        for part in ["1.db", "2.db"] {
            try FileManager.default.copyItem(
                atPath: sandbox.path("enlist.db"), toPath: sandbox.path(part))
        }
        for command in ["invoice", "lists", "jobs"] {
            #expect(try sandbox.enlist("--workspace", "?.db", command).status == 0, "\(command)")
        }
    }

    @Test(
        "whose keys are used up takes no further row",
        arguments: [
            "UPDATE contacts SET id = (1 << 40) - 1 WHERE id = 2",
            "UPDATE contacts SET id = (1 << 40) - 2 WHERE id = 2",
            "UPDATE validations SET id = (1 << 40) - 2",
        ])
    func usedUp(harm: String) throws {
        _ = try sandbox.rows(harm)
        let before = try Self.tables.map(sandbox.count)
        try sandbox.write(
            "phone,use_validation\n4155552681,yes\n4155552682,yes\n", to: "new.csv")
        let result = try sandbox.enlist("import", "new.csv", "--list", "+18005551234", "--quiet")
        #expect(result.status == 1)
        #expect(result.error.contains("its keys are used up"), "\(result.error)")
        #expect(try Self.tables.map(sandbox.count) == before)
    }

    private static let tables = ["contacts", "list_contacts", "validations", "ledger_runs"]

    @Test("whose job has seen more than its inputs have is damaged", .timeLimit(.minutes(1)))
    func seenTooMuch() throws {
        _ = try sandbox.rows(
            "\(Self.fail); INSERT INTO job_seen(job, keys) VALUES(1, x'000101018080808004')")
        let result = try sandbox.enlist("resume", "1")
        #expect(result.status == 1)
        #expect(result.error.contains("keys in job_seen are damaged"))
    }
}
