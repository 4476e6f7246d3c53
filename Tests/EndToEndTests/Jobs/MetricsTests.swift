import Foundation
import Testing

@Suite("--metrics")
struct MetricsTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone\n4152000001\n4152000002\n12\nabc\n", to: "rows.csv")
    }

    @Test func holdsWhatARunDid() throws {
        let result = try importing("rows.csv", "--use-validation")
        #expect(result.status == 3)
        let metrics = try samples()
        #expect(metrics[#"enlist_last_run_rows{result="created"}"#] == 2)
        #expect(metrics[#"enlist_last_run_rows{result="refused"}"#] == 2)
        #expect(metrics[#"enlist_last_run_refused_rows{code="invalid_phone"}"#] == 2)
        #expect(metrics["enlist_last_run_success"] == 1)
        #expect(metrics["enlist_last_run_exit_status"] == 3)
        #expect(metrics["enlist_last_run_cost_dollars"] == 0.006)
        let age = Date().timeIntervalSince1970 - (metrics["enlist_last_run_timestamp_seconds"] ?? 0)
        #expect(abs(age) < 60)
        #expect(try sandbox.rights("enlist.prom") == 0o644)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: sandbox.folder.path)
                .filter { $0.hasSuffix(".tmp") } == [])
    }

    @Test func isReplacedWhenARunCannotBegin() throws {
        _ = try importing("rows.csv")
        #expect(try importing("nowhere.csv").status == 1)
        let metrics = try samples()
        #expect(metrics["enlist_last_run_success"] == 0)
        #expect(metrics["enlist_last_run_exit_status"] == 1)
        #expect(metrics[#"enlist_last_run_rows{result="created"}"#] == nil)
    }

    @Test func thatCannotBeWrittenDoesNotUndoAnImport() throws {
        let result = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--metrics", "none/enlist.prom")
        #expect(result.status == 3)
        #expect(result.error.contains("none/enlist.prom: the metrics cannot be written"))
        #expect(try sandbox.count("list_contacts") == 2)
    }

    @Test(arguments: [
        "rows.csv", "./rows.csv", "enlist.db", "enlist.db-wal", "enlist.db-lock", "report.ndjson",
        "page.html", "/dev/null", ".", "-", "",
    ])
    func areRefusedWhereTheyWouldReplaceSomething(path: String) throws {
        let before = sandbox.lines("rows.csv")
        let result = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--report", "report.ndjson",
            "--html", "page.html", "--metrics", path)
        #expect(result.status == 2)
        #expect(result.error.contains("--metrics"))
        #expect(sandbox.lines("rows.csv") == before)
        #expect(try sandbox.count("jobs") == 0)
        #expect(try sandbox.shell("test -c /dev/null").status == 0)
    }

    @Test func ofAResumedJobStandWhereTheyAreAskedForNow() throws {
        #expect(try importing("rows.csv", "--max-rejects", "0").status == 75)
        let resumed = try sandbox.shell(
            "mkdir other && cd other && \"$ENLIST\" --workspace ../enlist.db resume 1 "
                + "--max-rejects 9 --metrics here.prom")
        #expect(resumed.status == 3)
        #expect(sandbox.hasFile("other/here.prom"))
    }

    private func importing(_ input: String, _ options: String...) throws -> CommandResult {
        try sandbox.enlist(
            ["import", input, "--list", "+18005551234", "--metrics", "enlist.prom"] + options)
    }

    /// Reads Prometheus' text format as strictly as its own parser: `# HELP`, `# TYPE`, then
    /// samples of the family just named, each once.
    private func samples() throws -> [String: Double] {
        let text = try String(contentsOfFile: sandbox.path("enlist.prom"), encoding: .utf8)
        #expect(text.hasSuffix("\n"))
        let sample = /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-z_]+="[^"\\]*"\})? (-?[0-9.]+)/
        var family = ""
        var samples: [String: Double] = [:]
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(of: /# (HELP|TYPE) ([a-z_]+) .+/) {
                if match.1 == "TYPE" { #expect(match.2 == family) }
                family = String(match.2)
                continue
            }
            let match = try #require(line.wholeMatch(of: sample), "\(line)")
            #expect(match.1 == family)
            let name = String(match.1) + (match.2.map(String.init) ?? "")
            #expect(samples.updateValue(try #require(Double(match.3)), forKey: name) == nil)
        }
        return samples
    }
}
