import Foundation
import Testing

@Suite("Listings of jobs and lists")
struct ListingTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone,opted_out\n4152000001,\n4152000002,yes\njunk,\n", to: "a b.csv")
        let result = try sandbox.enlist(
            "import", "a b.csv", "--list", "+18005551234", "--use-validation", "--quiet")
        #expect(result.status == 3)
    }

    @Test("jobs tells state, rows, refused, cost and age")
    func jobs() throws {
        let lines = try sandbox.enlist("jobs").outputLines
        #expect(lines.count == 2)
        #expect(
            lines[0].split(separator: " ")
                == ["job", "age", "account", "kind", "state", "rows", "refused", "cost", "inputs"])
        #expect(lines[1].contains("Acme     import  finished     3        1  $0.003  a b.csv"))
        #expect(lines[1].contains(" s  ") || lines[1].contains(" min  "))
    }

    @Test("a job is told in full, with what was typed")
    func job() throws {
        let text = try sandbox.enlist("jobs", "1").output
        #expect(text.contains("  state      finished\n"))
        #expect(text.contains("enlist import 'a b.csv' --list +18005551234 --quiet"))
        #expect(text.contains("= 2 + 0 + 0 + 0 + 1"))
        #expect(text.contains("cost $0.003"))
        #expect(text.contains("Report: a b.csv.report.ndjson"))
        let json = try sandbox.enlist("jobs", "1", "--json").output
        #expect(json.contains(#""summary":{"job":"1","state":"finished""#))
    }

    @Test("a job that stopped says why")
    func stoppedJob() throws {
        _ = try sandbox.enlist(
            "import", "a b.csv", "--list", "+18005551234", "--max-rejects", "0", "--quiet")
        let text = try sandbox.enlist("jobs", "2").output
        #expect(text.contains("state      failed"))
        #expect(text.contains("failure    stopped behind row 2"))
    }

    @Test("an import is running as long as its process lives, and interrupted when that is killed")
    func killedJob() throws {
        let provider = try LoopbackProvider(in: sandbox, "--latency", "60")
        try sandbox.write(ExampleRows.csv(0..<10), to: "rows.csv")
        let command = try sandbox.start(
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--provider",
            provider.url, "--quiet")
        let newest = {
            try self.sandbox.enlist("jobs").output.split(separator: "\n").dropFirst().first
        }
        try command.wait { try newest()?.contains(" running ") == true }
        command.send(SIGKILL)
        _ = try command.finish()
        #expect(try newest()?.contains(" interrupted ") == true)
        #expect(try sandbox.enlist("jobs").output.contains("running") == false)
    }

    @Test("lists tells contacts, active, opted out and validations")
    func lists() throws {
        let lines = try sandbox.enlist("lists").outputLines
        #expect(lines[0].hasSuffix("ok  unreachable  invalid  risky  unknown  not validated"))
        let figures = lines[1].split(separator: " ").dropFirst(4).compactMap { Int($0) }
        #expect(figures.count == 9)
        #expect(figures.prefix(3) == [2, 1, 1])
        #expect(figures.dropFirst(3).reduce(0, +) == 2)
        #expect(figures.last == 1)
        let json = try sandbox.enlist("lists", "--json").output
        #expect(json.contains(#""contacts":2,"active":1,"opted_out":1,"validation_status":{"ok":"#))
        #expect(json.contains(#""none":1}"#))
    }
}
