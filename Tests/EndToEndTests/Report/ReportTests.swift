import Foundation
import Testing

@Suite("Report and summary")
struct ReportTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone,name\n4155552671,Ann\n12345,Bob\n", to: "rows.csv")
    }

    @Test func theReportStandsBesideTheInputByDefault() throws {
        #expect(try importing("--quiet").status == 3)
        let lines = sandbox.lines("rows.csv.report.ndjson").map(ReportIDs.hidden)
        #expect(
            lines == [
                #"{"row":1,"status":200,"success":true,"contact_id":"ID","list_contact_id":"ID","#
                    + #""is_new_contact":true,"is_new_list_contact":true,"journeys_enrolled":0}"#,
                #"{"row":2,"status":400,"code":"invalid_phone","error":"The phone number is too "#
                    + #"short; perhaps its area code or its last digits are missing. (line 3, byte 27)","#
                    + #""phone_number":"12345"}"#,
            ])
    }

    @Test func theSummaryGoesToStandardErrorWhenTheReportTakesStandardOutput() throws {
        let result = try importing("--report", "-", "--summary", "json")
        #expect(result.outputLines.count == 2)
        #expect(result.output.hasPrefix("{\"row\":1,"))
        #expect(try Summary(result.error).rows == 2)
    }

    @Test(
        "A call that is refused leaves the report of an earlier one as it is",
        arguments: ["rows.csv", "r.ndjson", "rows", "no/such/folder"])
    func refusedCallsLeaveReports(rejects: String) throws {
        try FileManager.default.createDirectory(
            atPath: sandbox.path("rows"), withIntermediateDirectories: false)
        #expect(try importing("--report", "r.ndjson").status == 3)
        let before = sandbox.lines("r.ndjson")
        let refused = try importing("--report", "r.ndjson", "--rejects", rejects)
        #expect(refused.status == 2)
        #expect(sandbox.lines("r.ndjson") == before)
        let fresh = try importing("--report", "new.ndjson", "--rejects", "rows.csv")
        #expect(fresh.status == 2)
        #expect(!sandbox.hasFile("new.ndjson"))
    }

    @Test(
        "A report that can never be written is wrong usage",
        arguments: ["", ".", "no/report.ndjson", "rows.csv/report.ndjson"])
    func wrongReportPaths(path: String) throws {
        let refused = try importing("--report", path)
        #expect(refused.status == 2, "\(refused.error)")
        #expect(try sandbox.count("jobs") == 0)
    }

    @Test(
        "A result that cannot be written is not passed over",
        arguments: [
            "lists", "jobs", "invoice", "check", "help", "--version", "inspect rows.csv",
            "add --list +18005551234 '{\"phone_number\":\"4155552671\"}'",
        ])
    func lostResults(call: String) throws {
        let lost = try sandbox.shell("\"$ENLIST\" \(call) >/dev/full")
        #expect(lost.status == 1)
        #expect(lost.error.contains("standard output cannot be written: No space left on device"))
        #expect(try sandbox.shell("\"$ENLIST\" \(call) | true").status == 0)
    }

    @Test("A key that nobody could read is none")
    func lostKeys() throws {
        let name = try sandbox.rows("SELECT name FROM accounts").first ?? ""
        for end in [">/dev/full", ">&-"] {
            #expect(try sandbox.shell("\"$ENLIST\" key create '\(name)' \(end)").status == 1)
        }
        #expect(
            try sandbox.rows("SELECT count(*) FROM api_keys WHERE revoked_at IS NULL") == ["0"])
        #expect(try sandbox.enlist("lists").status == 0)
    }

    @Test("A figure longer than the number of rows is shown")
    func longFigures() throws {
        _ = try importing()
        _ = try sandbox.shell(
            """
            sqlite3 enlist.db "UPDATE jobs SET checkpoint = json_set(checkpoint,
            '$.error_count', 9007199254740992, '$.journeys_enrolled', 9007199254740991)"
            """)
        let job = try sandbox.enlist("jobs", "1")
        #expect(job.status == 0)
        #expect(job.output.contains("9,007,199,254,740,992"))
    }

    @Test func theReportCanBeCSV() throws {
        _ = try importing("--report-format", "csv")
        let lines = sandbox.lines("rows.csv.report.csv")
        #expect(lines.count == 3)
        #expect(lines.first?.hasPrefix("row,file,status,success,contact_id,") == true)
        #expect(lines.last?.hasPrefix("2,,400,,,,,,,,invalid_phone,") == true)
    }

    @Test func noCellOfACSVReportIsAFormula() throws {
        let cells = ["=1+1", "+1+cmd|A0", "-2+3", "@SUM(A1)", "\\tx", "\\rx", "+14155552671"]
        let rows = cells.map { "{\"phone_number\":\"\($0)\",\"url\":1}\n" }.joined()
        try sandbox.write(rows, to: "formulas.ndjson")
        _ = try sandbox.enlist(
            "import", "formulas.ndjson", "--list", "+18005551234", "--report-format", "csv",
            "--report", "report.csv")
        let table = try sandbox.shell(
            "python3 -c 'import csv; print([r[12] for r in csv.reader(open(\"report.csv\", newline=\"\"))][1:])'"
        )
        #expect(
            table.output
                == #"["'=1+1", "'+1+cmd|A0", "'-2+3", "'@SUM(A1)", "'\tx", "'\rx", '+14155552671']"#
                + "\n")
    }

    @Test(
        "nor one behind blanks and what cannot be seen, nor in full-width signs",
        arguments: [
            " =1+1", "\\u00a0=1+1", "\\u3000@SUM(A1)", "\\ufeff=1+1", "\\u200b-2+3", "\\n=1+1",
            "\\uff1d1+1", "\\uff0b1+1", "\\uff0d1+1", "\\uff20SUM(A1)",
        ])
    func hiddenFormula(cell: String) throws {
        try sandbox.write("{\"phone_number\":\"\(cell)\"}\n", to: "formulas.ndjson")
        _ = try sandbox.enlist(
            "import", "formulas.ndjson", "--list", "+18005551234", "--report-format", "csv",
            "--report", "report.csv")
        let table = try sandbox.shell(
            "python3 -c 'import csv; print([r[12] for r in csv.reader(open(\"report.csv\", newline=\"\"))][1][0])'"
        )
        #expect(table.output == "'\n")
    }

    @Test func theSummaryTellsTheDamage() throws {
        try sandbox.write("phone,n\n4155552671.0,1\nTotal,1\n", to: "rows.csv")
        let json = try importing("--summary", "json").output
        #expect(
            json.contains(#""damage":[{"code":"float_numbers","count":1,"lines":[2],"message":"#))
        #expect(json.contains(#"{"code":"totals_row","count":1,"lines":[3],"message":"#))
        let text = try importing().output
        #expect(text.contains("Damage:\n  float_numbers, 1 row (line 2)\n"))
        #expect(text.contains("Read rows.csv: CSV in UTF-8, delimiter comma"))
    }

    @Test func damageNamesItsFileWhenThereAreSeveral() throws {
        try sandbox.write("phone\n4155552671.0\n", to: "floats.csv")
        let json = try sandbox.enlist(
            "import", "rows.csv", "floats.csv", "--list", "+18005551234", "--summary", "json"
        ).output
        #expect(json.contains(#""damage":[{"file":"floats.csv","code":"float_numbers","#))
    }

    @Test func theSummaryHasItsKeysInTheOrderOfTheInterface() throws {
        let keys = [
            "job", "state", "rows", "success_count", "error_count", "errors", "contacts_created",
            "list_contacts_created", "updated", "unchanged", "duplicates", "skipped_opted_out",
            "skipped_blocked", "journeys_enrolled", "warnings", "validation", "total", "ok",
            "unreachable", "invalid", "risky", "unknown", "errors", "cached", "total_cost",
            "bytes", "seconds", "rows_per_second", "report", "rejects", "resumed", "inputs",
            "file", "format", "encoding", "byte_order_mark", "compression", "delimiter", "quote",
            "line_ends", "separator_line", "comment_lines", "header", "exit_status", "next",
            "error",
        ]
        try sandbox.write("phone\n4155552671\n", to: "good.csv")
        let result = try sandbox.enlist(
            "import", "good.csv", "--list", "+18005551234", "--summary", "json")
        let shown = result.output.matches(of: /"([a-z_]+)":/).map { String($0.output.1) }
        #expect(shown == keys)
    }

    @Test func aPersonCanReadTheSummary() throws {
        let text = try importing().output
        #expect(text.contains("  created     1   1 of them new contacts\n"))
        #expect(text.contains("  rows        2   = 1 + 0 + 0 + 0 + 1\n"))
        #expect(text.contains("  invalid_phone, 1 row (on line 3)\n    Not a phone number"))
        #expect(text.contains("Report: rows.csv.report.ndjson\n"))
    }

    @Test func quietSaysNothing() throws {
        let result = try importing("--quiet")
        #expect(result.output.isEmpty)
        #expect(result.error.isEmpty)
    }

    @Test func workspaceAndReportAreForTheirOwnerAlone() throws {
        _ = try importing()
        #expect(try sandbox.rights("enlist.db") == 0o600)
        #expect(try sandbox.rights("rows.csv.report.ndjson") == 0o600)
    }

    @Test func aReportThatCannotBeWrittenLeavesNoRows() throws {
        let result = try importing("--report", "/dev/full", "--summary", "json")
        #expect(result.status == 75)
        #expect(result.error.contains("/dev/full: cannot write the report: No space left"))
        #expect(try result.summary().rows == 0)
        #expect(try sandbox.count("list_contacts") == 0)
        #expect(try sandbox.rows("SELECT state FROM jobs") == ["failed"])
    }

    @Test(
        .timeLimit(.minutes(1)), arguments: ["- | head -1", "pipe | head -1 pipe", ">(head -1)"])
    func aReaderThatGoesAwayEndsTheImport(report: String) throws {
        try sandbox.write(ExampleRows.csv(0..<20_000), to: "rows.csv")
        let line =
            "mkfifo pipe; $ENLIST import rows.csv --quiet --list +18005551234 --report \(report)"
        let result = try sandbox.shell("\(line); echo status ${PIPESTATUS[0]}")
        #expect(result.outputLines.count == 2)
        #expect(result.outputLines.last == "status 75")
    }

    @Test func noReportIsWrittenByTwoRuns() throws {
        let busy = try sandbox.shell(
            "flock r.ndjson \"$ENLIST\" import rows.csv --list +18005551234 --report r.ndjson")
        #expect(busy.status == 75)
        #expect(busy.error.contains("r.ndjson: another run writes this report: wait for its end"))
        #expect(try sandbox.count("list_contacts") == 0)
        #expect(try importing("--report", "r.ndjson").status == 3)
    }

    @Test(arguments: ["rows.csv", "./rows.csv", "link.csv", "enlist.db"])
    func theReportNeverReplacesAnInputOrTheWorkspace(name: String) throws {
        try FileManager.default.linkItem(
            atPath: sandbox.path("rows.csv"), toPath: sandbox.path("link.csv"))
        let result = try importing("--report", name)
        #expect(result.status == 2)
        #expect(sandbox.lines("rows.csv").count == 3)
        #expect(try sandbox.count("lists") == 1)
    }

    @Test(
        "No output replaces the settings, the mapping or a key",
        arguments: ["--report", "--rejects", "--html", "--metrics"],
        ["enlist.json", "map.json", "acme.key", "provider.key"])
    func settingsStay(option: String, name: String) throws {
        try sandbox.write(#"{"defaults":{"use-journeys":true}}"#, to: "enlist.json")
        _ = try sandbox.shell(
            "$ENLIST mapping rows.csv > map.json; $ENLIST key create Acme > acme.key; "
                + "echo secret > provider.key")
        let before = sandbox.lines(name)
        let result = try importing(
            "--mapping", "map.json", "--api-key-file", "acme.key", "--provider",
            "https://localhost:1", "--provider-key-file", "provider.key", option, name)
        #expect(result.status == 2)
        #expect(result.error.contains("would replace what this run reads or writes"))
        #expect(sandbox.lines(name) == before)
        #expect(!before.isEmpty)
    }

    private func importing(_ options: String...) throws -> CommandResult {
        try CommandRun(
            arguments: ["import", "rows.csv", "--list", "+18005551234"] + options,
            folder: sandbox.folder
        ).result()
    }
}
