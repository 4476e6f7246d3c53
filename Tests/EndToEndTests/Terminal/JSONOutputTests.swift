import Foundation
import Testing

@Suite("JSON for programs")
struct JSONOutputTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(
            "phone,use_validation\n4152000001 x5,yes\n4152000002,yes\n12,\n", to: "rows.csv")
        try sandbox.write("phone\n4152000001\n", to: "one.csv")
        try sandbox.write(#"{"defaults":{"list":"+18005551234"}}"#, to: "enlist.json")
    }

    @Test func linesLookAsTheyAreDocumented() throws {
        let normalized = try enlist("normalize", "rows.csv").outputLines
        try expect(normalized[0], looksAs: "normalized line")
        try expect(normalized[2], looksAs: "refused line of normalize")
        let validated = try enlist("validate", "4152000001", "12").outputLines
        try expect(validated[0], looksAs: "payload")
        try expect(validated[1], looksAs: "refused line of validate")
        let request = #"{"phone_number":"415200000X","list_number":"+18005551234"}"#
        try expect(enlist("add", request).output, looksAs: "error line")
        let accepted =
            #"{"phone_number":"4152000001 x5","list_number":"+18005551234","use_validation":true}"#
        try expect(enlist("add", accepted).output, looksAs: "success line")
    }

    /// The commands that take `--json`, as they are typed here.
    private static let results = [
        "lists", "jobs", "jobs 1", "check", "invoice", "config", "why 4152000001",
        "inspect rows.csv", "undo 1",
    ]

    @Test(arguments: results)
    func everyResultSaysHowItEnded(command: String) throws {
        _ = try enlist("import", "rows.csv", "--quiet")
        let result = try sandbox.enlist(command.split(separator: " ").map(String.init) + ["--json"])
        #expect([0, 3].contains(result.status))
        #expect(result.outputLines.count == 1)
        #expect(
            result.output.hasSuffix(
                #""exit_status":\#(result.status),"next":null,"error":null}"# + "\n"))
        #expect(result.output.contains(#""state":"finished""#))
    }

    @Test func noCommandWithJSONIsLeftOut() throws {
        let pages = Sandbox.fixtures.deletingLastPathComponent()
            .appendingPathComponent("Tests/CommandTests/Help/Snapshots")
        let names = try FileManager.default.contentsOfDirectory(atPath: pages.path)
            .filter { $0.hasSuffix(".txt") }
            .filter { name in
                try String(contentsOf: pages.appendingPathComponent(name), encoding: .utf8)
                    .contains("\n  --json ")
            }
            .map { String($0.dropLast(".txt".count)) }
        #expect(Set(names) == Set(Self.results.map { String($0.prefix { $0 != " " }) }))
    }

    @Test func anUnfinishedJobSaysTheCommandThatGoesOn() throws {
        #expect(try enlist("import", "rows.csv", "--max-rejects", "0").status == 75)
        let job = try enlist("jobs", "1", "--json")
        #expect(job.output.contains(#""exit_status":0,"next":"enlist resume 1 --workspace /"#))
    }

    @Test func damageThatCheckFindsIsAFailureWithItsFindings() throws {
        _ = try enlist("import", "rows.csv")
        _ = try sandbox.rows("DELETE FROM contacts WHERE rowid = (SELECT min(rowid) FROM contacts)")
        let result = try enlist("check", "--json")
        #expect(result.status == 1)
        #expect(result.output.hasPrefix(#"{"ok":false,"findings":[""#))
        #expect(result.output.contains(#""state":"failed","exit_status":1,"next":null"#))
        #expect(result.output.contains(#""error":{"code":"check_failed""#))
    }

    @Test func aFileThatAnImportWouldRefuseIsAFailureOfInspect() throws {
        try sandbox.write("name,city\nAnn,Bonn\n", to: "names.csv")
        let result = try enlist("inspect", "names.csv", "--json")
        #expect(result.status == 1)
        #expect(result.outputLines.count == 1)
        #expect(result.output.contains(#""state":"failed","exit_status":1"#))
    }

    @Test(arguments: [
        "lists", "jobs", "check", "invoice", "config", "inspect rows.csv",
    ])
    func aResultThatCannotBeWrittenIsNoSuccess(command: String) throws {
        let result = try sandbox.shell("\"$ENLIST\" \(command) --json > /dev/full")
        #expect(result.status == 1)
        #expect(result.error.contains("standard output cannot be written"))
    }

    @Test func aValidationWhoseLinesCannotBeWrittenHasFailedAndIsBilled() throws {
        let result = try sandbox.shell("\"$ENLIST\" validate 4152000001 > /dev/full")
        #expect(result.status == 1)
        #expect(
            try sandbox.rows("SELECT state FROM jobs WHERE kind = 'validate'") == ["failed"])
        #expect(try sandbox.rows("SELECT count(*) FROM ledger_view") == ["1"])
    }

    @Test func resultsLookAsTheyAreDocumented() throws {
        let first = try enlist("import", "rows.csv", "--summary", "json")
        try expect(first.output, looksAs: "summary")
        try expect(sandbox.lines("rows.csv.report.ndjson")[0], looksAs: "success line")
        try expect(sandbox.lines("rows.csv.report.ndjson")[2], looksAs: "error line")
        let sync = try enlist(
            "import", "one.csv", "--sync", "--max-shrink", "50%", "--summary", "json",
            "--log-format", "json")
        try expect(sync.output, looksAs: "sync summary")
        let messages = sync.error.split(separator: "\n").map(String.init)
        try expect(#require(messages.first { $0.contains("error") }), looksAs: "message")
        try expect(enlist("lists", "--json").output, looksAs: "lists")
        try expect(enlist("jobs", "1", "--json").output, looksAs: "job")
        try expect(enlist("jobs", "--json").output, looksAs: "jobs")
        try expect(enlist("why", "4152000001", "--json").output, looksAs: "why")
        try expect(enlist("check", "--json").output, looksAs: "check")
        try expect(enlist("invoice", "--json").output, looksAs: "invoice")
        try expect(enlist("inspect", "rows.csv", "--json").output, looksAs: "inspect")
        try expect(enlist("config", "--json").output, looksAs: "config")
        let resumed = try enlist("resume", "--max-removals", "1", "--summary", "json")
        try expect(resumed.output, looksAs: "sync summary")
        try expect(enlist("undo", "2", "--json").output, looksAs: "undo")
    }

    @Test(arguments: [
        ["import", "nowhere.csv", "--summary", "json"], ["import", "--summary", "json"],
        ["import", "rows.csv", "--summary=json", "--bogus"], ["resume", "--summary", "json"],
        ["import", "rows.csv", "--summary", "json", "--workspace", "none.db"],
        ["import", "one.csv", "--list", "+18005550000", "--sync", "--summary", "json"],
        ["undo", "7", "--json"], ["jobs", "x", "--json"], ["lists", "--json", "surplus"],
        ["inspect", "nowhere.csv", "--json"], ["invoice", "never", "--json"],
        ["check", "--json", "--workspace", "none.db"],
        ["unsubscribe", "nowhere.csv", "--summary", "json"],
    ])
    func aFailureIsOneObjectToo(arguments: [String]) throws {
        let result = try sandbox.enlist(arguments)
        #expect(result.status != 0)
        #expect(result.outputLines.count == 1)
        try expect(result.output, looksAs: "failure")
        #expect(result.output.contains("\"exit_status\":\(result.status),"))
        #expect(!result.error.isEmpty)
    }

    @Test func whereTheReportIsOnStandardOutputTheObjectIsOnStandardError() throws {
        let result = try enlist("import", "rows.csv", "--report", "-", "--summary", "json")
        #expect(result.outputLines.count == 3)
        #expect(try Summary(result.error).exitStatus == 3)
        let failed = try enlist(
            "import", "nowhere.csv", "--report", "-", "--summary", "json", "--log-format", "json")
        #expect(failed.output.isEmpty)
        #expect(failed.error.split(separator: "\n").count == 2)
    }

    @Test func aSignalGivesOneObjectWithTheCommandThatGoesOn() throws {
        let pipe = Pipe()
        let running = try sandbox.start(
            "import", "-", "--summary", "json", "--log-format", "json", input: .pipe(pipe))
        pipe.fileHandleForWriting.write(Data(ExampleRows.csv(0..<20_000).utf8))
        try running.wait { try sandbox.count("jobs") == 1 }
        running.send(SIGTERM)
        let result = try running.finish()
        try pipe.fileHandleForWriting.close()
        #expect(result.status == 143)
        let summary = try result.summary()
        #expect(summary.state == "interrupted")
        #expect(summary.exitStatus == 143)
        #expect(summary.next?.hasPrefix("enlist resume 1 --workspace /") == true)
        for line in result.error.split(separator: "\n") {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalEndsOtherCommandsWithOneObjectToo(signal: Int32) throws {
        let pipe = Pipe()
        let running = try sandbox.start("inspect", "-", "--json", input: .pipe(pipe))
        pipe.fileHandleForWriting.write(Data(ExampleRows.csv(0..<20_000).utf8))
        running.send(signal)
        let result = try running.finish()
        try pipe.fileHandleForWriting.close()
        #expect(result.status == 128 + signal)
        #expect(result.outputLines.count == 1)
        try expect(result.output, looksAs: "failure")
        #expect(result.output.contains(#""state":"interrupted""#))
    }

    @Test func aSignalWhileItWaitsForTheWorkspaceGivesOneObject() throws {
        let pipe = Pipe()
        let holder = try sandbox.start("import", "-", "--format", "csv", input: .pipe(pipe))
        try holder.wait { sandbox.isHeldByImport }
        let waiting = try sandbox.start(
            "import", "rows.csv", "--summary", "json", "--metrics", "enlist.prom")
        try waiting.wait { waiting.errorText.contains("waiting") }
        waiting.send(SIGINT)
        let result = try waiting.finish()
        #expect(result.status == 130)
        try expect(result.output, looksAs: "failure")
        #expect(
            result.output.contains(
                #""state":"interrupted","exit_status":130,"next":"run the same command again""#))
        #expect(sandbox.lines("enlist.prom").contains("enlist_last_run_exit_status 130"))
        let busy = try enlist("import", "rows.csv", "--summary", "json", "--wait", "0")
        #expect(busy.status == 75)
        #expect(busy.output.contains(#""exit_status":75,"next":"run the same command again""#))
        try pipe.fileHandleForWriting.close()
        _ = try holder.finish()
    }

    private func enlist(_ arguments: String...) throws -> CommandResult {
        try sandbox.enlist(arguments)
    }

    private func expect(_ output: String, looksAs name: String) throws {
        try DocumentedJSON.expect(output, looksAs: name)
    }
}
