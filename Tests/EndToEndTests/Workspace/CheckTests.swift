import Foundation
import Testing

@Suite("check")
struct CheckTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(
            "phone,use_validation,opted_out,name\n4152000001,yes,,Ann\n4152000002,,yes,Bob\n"
                + "4152000003,yes,,Cy\n", to: "rows.csv")
        _ = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234", "--use-journeys")
    }

    @Test func findsNothingInASoundWorkspace() throws {
        #expect(try sandbox.enlist("check").output == "all is well\n")
        #expect(
            try sandbox.enlist("check", "--json").output
                == #"{"ok":true,"findings":[],"state":"finished","exit_status":0,"#
                + #""next":null,"error":null}"# + "\n")
    }

    @Test(arguments: [
        (
            "UPDATE contacts SET phone = 14152000001 WHERE phone = 14152000003",
            "more than one contact"
        ),
        ("UPDATE contacts SET phone = 7 WHERE phone = 14152000003", "a number that is none"),
        (
            "UPDATE contacts SET phone = 14152000004 WHERE phone = 14152000003",
            "found by their number"
        ),
        ("DELETE FROM phone_blocks", "found by their number"),
        (
            """
            INSERT INTO phone_blocks
            SELECT 99, run, 1, x'01000000000000000100000000000000' FROM phone_blocks LIMIT 1;
            INSERT INTO phone_keys VALUES(99, x'01000000000000000100000000000000')
            """, "numbers are packed for"
        ),
        ("DELETE FROM phone_keys", "contacts cannot be found by their number"),
        ("UPDATE phone_blocks SET phones = x'00'", "validations cannot be found by their number"),
        ("CREATE UNIQUE INDEX own ON list_contacts(active, id)", "the index own is not enlist's"),
        (
            "UPDATE validations SET phone = 14152000009 WHERE phone = 14152000001",
            "validations are not"
        ),
        ("UPDATE phone_runs SET count = 9 WHERE account = 1", "9 numbers are indexed for"),
        (
            "INSERT INTO validations SELECT 99, account, phone, answer, job, NULL FROM validations LIMIT 1",
            "cached twice"
        ),
        ("DELETE FROM phone_runs", "phone_blocks without phone_runs"),
        (
            "UPDATE fingerprints SET words = words || zeroblob(800) || x'0100000000000000'",
            "1 fingerprints do not fit"
        ),
        ("UPDATE packed_answers SET words = x'0900000000000000'", "1 packed_answers do not fit"),
        ("DELETE FROM contacts WHERE phone = 14152000003", "have no contact"),
        ("DELETE FROM lists", "have no list"),
        ("DELETE FROM jobs", "name a job that there is not"),
        ("UPDATE list_contacts SET opt_out_reason = 1 WHERE active", "neither active nor"),
        ("UPDATE list_contacts SET custom_fields = '[1]'", "no JSON object"),
        ("UPDATE list_contacts SET custom_fields = '{'", "no JSON object"),
        (
            "INSERT INTO enrolment_runs(id, count, list, job) VALUES(1 << 40 | 99, 1, 1, 1)",
            "no contact on their list"
        ),
        ("DELETE FROM validations WHERE phone = 14152000001", "not in the cache"),
        ("UPDATE ledger_runs SET count = 1", "never paid"),
        ("UPDATE ledger_runs SET mills = 0", "do not cost"),
        ("UPDATE ledger_runs SET count = 9", "not in the cache"),
        (
            """
            INSERT INTO ledger_runs
            SELECT 99, account, validation, count, mills, job, charged_at
            FROM ledger_runs
            """,
            "another cost than the ledger"
        ),
        ("UPDATE contacts SET created_job = 0 WHERE phone = 14152000003", "number of new contacts"),
        ("UPDATE list_contacts SET created_job = 0 WHERE active", "number of new list contacts"),
        ("UPDATE contacts SET line_type = 77", "a line type or a validation that is none"),
        ("UPDATE contacts SET validation_status = 5", "a line type or a validation that is none"),
        ("UPDATE lists SET phone = 5", "1 lists have a number that is none"),
        ("UPDATE jobs SET state = 'zz'", "jobs have a state that is none"),
        ("UPDATE accounts SET status = 'zz'", "accounts.status holds a value"),
        ("UPDATE accounts SET region = 'zz'", "accounts.region holds a value"),
        ("UPDATE accounts SET billing = 'zz'", "accounts.billing holds a value"),
        ("UPDATE lists SET status = 'zz'", "lists.status holds a value"),
        ("DELETE FROM secrets", "secrets are missing"),
        ("DROP TRIGGER opt_outs_hold_on_update", "opt_outs_hold_on_update is missing"),
    ])
    func findsWhatMustNotBe(damage: String, finding: String) throws {
        _ = try sandbox.rows(damage)
        let result = try sandbox.enlist("check")
        #expect(result.status == 1)
        #expect(result.output.contains(finding), "\(result.output)")
    }

    @Test func findsADamagedFile() throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: sandbox.path("enlist.db")))
        let pages = try file.seekToEnd() / 16_384
        for page in 2..<pages {
            try file.seek(toOffset: page * 16_384)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 64))
        }
        try file.close()
        let result = try sandbox.enlist("check")
        #expect(result.status == 1)
        #expect((result.output + result.error).contains("damaged"))
    }
}
