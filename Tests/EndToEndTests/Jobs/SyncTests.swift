import Foundation
import Testing

@Suite("import --sync")
struct SyncTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(ExampleRows.csv(0..<100), to: "all.csv")
        _ = try sandbox.enlist("import", "all.csv", "--list", "+18005551234")
    }

    @Test func membersThatAreMissingLeaveAndComeBackWithALaterRow() throws {
        let result = try syncing(ExampleRows.csv(3..<102))
        #expect(result.status == 0)
        let summary = try result.summary()
        #expect(summary.sync == .init(list: "+18005551234", members: 100, missing: 3, removed: 3))
        #expect(summary.listContactsCreated == 2)
        #expect(try left() == ["+14152000000|sync", "+14152000001|sync", "+14152000002|sync"])

        let add = try sandbox.enlist(
            "add", #"{"phone_number":"4152000001","list_number":"+18005551234"}"#)
        #expect(add.status == 0)
        #expect(add.output.contains(#""is_new_list_contact":false"#))
        #expect(try left() == ["+14152000000|sync", "+14152000002|sync"])
        #expect(try sandbox.enlist("check").output == "all is well\n")
    }

    @Test func whoOptedOutStaysOutAndIsNotCounted() throws {
        try sandbox.write("4152000000\n", to: "stop.txt")
        _ = try sandbox.enlist("unsubscribe", "stop.txt", "--list", "+18005551234")
        let summary = try syncing(ExampleRows.csv(1..<99)).summary()
        #expect(summary.sync == .init(list: "+18005551234", members: 99, missing: 1, removed: 1))
        let again = try syncing(ExampleRows.csv(0..<99)).summary()
        #expect(again.skippedOptedOut == 1)
        #expect(try left() == ["+14152000000|manual", "+14152000099|sync"])
    }

    @Test func whoLeftBySyncCanOptOut() throws {
        _ = try syncing(ExampleRows.csv(1..<100))
        try sandbox.write("4152000000\n", to: "stop.txt")
        _ = try sandbox.enlist("unsubscribe", "stop.txt", "--list", "+18005551234")
        #expect(try left() == ["+14152000000|manual"])
        _ = try syncing(ExampleRows.csv(0..<100))
        #expect(try left() == ["+14152000000|manual"])
    }

    @Test func aRowOfNoListStillNamesItsMember() throws {
        let rows = (0..<98).map { #"{"phone_number":"\#(4_152_000_000 + $0)"}"# }
        let lost = ["12", "+18005550000"].enumerated().map { index, list in
            #"{"phone_number":"415200009\#(8 + index)","list_number":"\#(list)"}"#
        }
        try sandbox.write((rows + lost).joined(separator: "\n"), to: "rows.ndjson")
        let result = try sandbox.enlist(
            "import", "rows.ndjson", "--list", "+18005551234", "--sync", "--summary", "json")
        #expect(result.status == 3)
        #expect(try result.summary().errorCount == 2)
        #expect(try left() == [])
    }

    @Test func anOptOutThatWasRepeatedOutlivesTheUndoOfTheFirst() throws {
        _ = try syncing(ExampleRows.csv(1..<100))
        try sandbox.write("4152000000\n", to: "stop.txt")
        for _ in 0..<2 {
            _ = try sandbox.enlist("unsubscribe", "stop.txt", "--list", "+18005551234")
        }
        #expect(try sandbox.enlist("undo", "3").status == 0)
        #expect(try left() == ["+14152000000|manual"])
    }

    @Test func whoLeftIsNeitherActiveNorOptedOut() throws {
        try sandbox.write("4152000000\n", to: "stop.txt")
        _ = try sandbox.enlist("unsubscribe", "stop.txt", "--list", "+18005551234")
        _ = try syncing(ExampleRows.csv(3..<100))
        let lists = try sandbox.enlist("lists", "--json").output
        #expect(lists.contains(#""contacts":100,"active":97,"opted_out":1,"#))
    }

    @Test func aRefusedOrBlockedRowStillNamesItsMember() throws {
        try sandbox.apply(
            """
            {"accounts":[{"name":"Acme","billing":"active","blocklist":["+14152000098"],
              "lists":[{"phone_number":"+18005551234","name":"Main"}]}]}
            """)
        let long = String(repeating: "x", count: 5_000)
        let result = try syncing(
            ExampleRows.csv(0..<95).replacing("phone,name", with: "phone,name,signup_date")
                + "4152000095,Ann,soon\n4152000096,\(long)\n4152000096,Ann,soon\n"
                + "4152000097,Ann,,,more\n4152000098,Ann\n4152000098,Ann,later\n")
        #expect(result.status == 3)
        let summary = try result.summary()
        #expect(summary.errorCount == 5)
        #expect(summary.sync == .init(list: "+18005551234", members: 100, missing: 1, removed: 1))
        #expect(try left() == ["+14152000099|sync"])
    }

    @Test func tooManyMissingMembersAllStay() throws {
        let rows = ExampleRows.csv(6..<100) + ExampleRows.csvRows(200..<300)
        let result = try syncing(rows)
        #expect(result.status == 1)
        #expect(result.error.contains("of the 100 members of +18005551234 6 are missing"))
        #expect(result.error.contains(": enlist resume 2 --max-removals 6\n"))
        let summary = try result.summary()
        #expect(summary.state == "failed")
        #expect(summary.listContactsCreated == 100)
        #expect(summary.sync == .init(list: "+18005551234", members: 100, missing: 6, removed: 0))
        #expect(try left() == [])

        let allowed = try sandbox.enlist("resume", "--max-removals", "6", "--summary", "json")
        #expect(allowed.status == 0)
        #expect(try allowed.summary().sync?.removed == 6)
        #expect(try left().count == 6)
        #expect(try sandbox.rows("SELECT count(*) FROM job_seen") == ["0"])
    }

    @Test func aDryRunHasNoJobThatCouldGoOn() throws {
        let rows = ExampleRows.csv(6..<100) + ExampleRows.csvRows(200..<300)
        let result = try syncing(rows, "--dry-run")
        #expect(result.status == 1)
        #expect(result.error.contains("nobody was removed; look at the export\n"))
    }

    @Test func anInterruptedRemovalGoesOnWhereItStood() throws {
        #expect(try syncing(ExampleRows.csv(6..<100) + ExampleRows.csvRows(200..<300)).status == 1)
        // As it would be when the first four members were looked at and committed.
        _ = try sandbox.rows(
            """
            UPDATE list_contacts SET active = 0, opt_out_reason = 2, updated_job = 2 WHERE id & 0xFFFF < 5;
            UPDATE jobs SET checkpoint = json_set(checkpoint, '$.synced_up_to', 4, '$.sync.removed', 4)
            WHERE id = 2
            """)
        let result = try sandbox.enlist("resume", "--summary", "json")
        #expect(result.status == 0)
        #expect(try result.summary().sync?.removed == 6)
        #expect(try left().count == 6)
    }

    @Test func aLaterSyncGivesUpAnUnfinishedOne() throws {
        let rows = ExampleRows.csv(6..<100) + ExampleRows.csvRows(200..<300)
        #expect(try syncing(rows).status == 1)
        #expect(try syncing(ExampleRows.csv(0..<300)).status == 0)
        #expect(try sandbox.rows("SELECT state FROM jobs WHERE id = 2") == ["abandoned"])
        #expect(try sandbox.enlist("resume", "2", "--max-removals", "50%").status == 2)
        #expect(try left() == [])
    }

    @Test(arguments: ["", "phone,name\n", "phone\n", "\n\n\n"])
    func anEmptyFileStopsItBeforeAnythingHappens(text: String) throws {
        try sandbox.write("earlier\n", to: "export.csv.report.ndjson")
        let result = try syncing(text, "--max-removals", "100%", "--format", "csv")
        #expect(result.status == 1)
        #expect(result.error.contains("would empty the list"))
        #expect(sandbox.lines("export.csv.report.ndjson") == ["earlier"])
        #expect(try sandbox.count("jobs") == 1)
    }

    @Test func aMuchShorterFileStopsItBeforeAnythingHappens() throws {
        let result = try syncing(ExampleRows.csv(50..<110))
        #expect(result.status == 1)
        #expect(result.error.contains("only 60 rows for the 100 members"))
        #expect(try sandbox.count("jobs") == 1)
        let strict = try syncing(ExampleRows.csv(1..<100), "--max-shrink", "0%")
        #expect(strict.status == 1)
        #expect(
            try syncing(ExampleRows.csv(50..<100), "--max-removals", "50").status == 0)
        #expect(try left().count == 50)
    }

    @Test func aFileThatEndsInTheMiddleOfARowRemovesNobody() throws {
        let result = try syncing(ExampleRows.csv(0..<98) + "4152000")
        #expect(result.status == 1)
        #expect(result.error.contains("last row is cut"))
        #expect(try left() == [])
    }

    @Test func onlyTheListThatIsNamedIsSynced() throws {
        try sandbox.apply(
            """
            {"accounts":[{"name":"Acme","billing":"active",
              "lists":[{"phone_number":"+18005551234","name":"Main"},
                {"phone_number":"+18005555678","name":"Other"}]}]}
            """)
        _ = try sandbox.enlist("import", "all.csv", "--list", "+18005555678", "--report", "r")
        let rows = "phone,list_number\n" + (0..<99).map { "415\(2_000_000 + $0),\n" }.joined()
        let result = try syncing(rows + "4152000099,+18005555678\n")
        #expect(try result.summary().sync?.removed == 1)
        #expect(
            try sandbox.rows(
                "SELECT list_number, phone_number FROM list_contact_view WHERE NOT active")
                == ["+18005551234|+14152000099"])
    }

    @Test func aDryRunSaysWhoWouldLeave() throws {
        let result = try syncing(ExampleRows.csv(2..<100), "--dry-run")
        #expect(try result.summary().sync?.removed == 2)
        #expect(try left() == [])
    }

    @Test func undoBringsThemBackAndTheExportLeavesThemOut() throws {
        let before = try sandbox.enlist("export", "+18005551234").output
        _ = try syncing(ExampleRows.csv(3..<102))
        #expect(try sandbox.enlist("export", "+18005551234").outputLines.count == 99)
        let undone = try sandbox.enlist("undo", "2")
        #expect(undone.output.contains("3 list contacts as before"))
        #expect(try sandbox.enlist("export", "+18005551234").output == before)
        #expect(try sandbox.enlist("check").status == 0)
    }

    @Test(arguments: [
        (["--sync"], "--sync needs --list"),
        (["--list", "+18005551234", "--sync", "--max-removals", "some"], "--max-removals takes"),
        (["--list", "+18005551234", "--sync", "--max-removals", "-1"], "--max-removals takes"),
        (["--list", "+18005551234", "--sync", "--max-shrink", "10"], "--max-shrink takes"),
        (["--list", "+18005551234", "--sync", "--max-shrink", "101%"], "--max-shrink takes"),
        (["--list", "+18005551234", "--max-removals", "5"], "--max-removals is for a --sync"),
        (["--list", "+18005550000", "--sync"], "must name a list"),
    ])
    func wrongUseIsRefused(options: [String], says: String) throws {
        let result = try sandbox.enlist(["import", "all.csv"] + options)
        #expect(result.status == 2)
        #expect(result.error.contains(says))
    }

    @Test func aPipeIsSynced() throws {
        let result = try sandbox.shell(
            "head -n 100 all.csv | $ENLIST import - --list +18005551234 --sync --summary json")
        #expect(result.status == 0)
        #expect(try result.summary().sync?.removed == 1)
        let empty = try sandbox.shell(
            "$ENLIST import - --list +18005551234 --sync < /dev/null")
        #expect(empty.status == 1)
    }

    @Test func leavingsMadeByHandOutOfOptOutsAreRefused() throws {
        try sandbox.write("4152000000\n", to: "stop.txt")
        _ = try sandbox.enlist("unsubscribe", "stop.txt", "--list", "+18005551234")
        for sql in [
            "UPDATE list_contacts SET opt_out_reason = 2 WHERE active = 0",
            "UPDATE list_contacts SET opt_out_reason = NULL WHERE active = 0",
            """
            REPLACE INTO list_contacts
            SELECT id, 0, 2, signup_method, signup_date, NULL, NULL, NULL, NULL, NULL, 1, 1
            FROM list_contacts WHERE active = 0
            """,
        ] {
            #expect(throws: (any Error).self) { try sandbox.rows(sql) }
        }
        #expect(try left() == ["+14152000000|manual"])
    }

    private func syncing(_ text: String, _ options: String...) throws -> CommandResult {
        try sandbox.write(text, to: "export.csv")
        return try sandbox.enlist(
            ["import", "export.csv", "--list", "+18005551234", "--sync", "--summary", "json"]
                + options)
    }

    private func left() throws -> [String] {
        try sandbox.rows(
            """
            SELECT phone_number, opt_out_reason FROM list_contact_view
            WHERE NOT active ORDER BY phone_number
            """)
    }
}
