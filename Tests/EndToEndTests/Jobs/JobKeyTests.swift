import Foundation
import Testing

@Suite("An import under a key")
struct JobKeyTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(ExampleRows.csv(0..<20) + "junk,Ann\n", to: "rows.csv")
    }

    @Test func doesNothingWhenItIsFinishedAndPrintsItsSummaryAgain() throws {
        let first = try importing("--summary", "json")
        #expect(first.status == 3)
        try FileManager.default.removeItem(atPath: sandbox.path("rows.csv"))
        let second = try importing("--summary", "json", "--threads", "1")
        #expect(second.status == 3)
        #expect(second.output == first.output)
        #expect(try sandbox.count("jobs") == 1)
    }

    @Test func isKnownByItWhereverAJobIsNamed() throws {
        #expect(try importing().status == 3)
        #expect(try sandbox.enlist("jobs", "nightly").output.hasPrefix("Job 1\n"))
        #expect(try sandbox.enlist("jobs", "--json").output.contains(#""key":"nightly""#))
        #expect(try sandbox.enlist("resume", "nightly").error.contains("job 1 is finished"))
        #expect(try sandbox.enlist("undo", "nightly").status == 0)
        #expect(try sandbox.enlist("undo", "other").error.contains("there is no job other"))
    }

    @Test func isRefusedForOtherInputsOrOptions() throws {
        #expect(try importing().status == 3)
        try sandbox.write(ExampleRows.csv(0..<5), to: "other.csv")
        let calls = [
            ["import", "other.csv", "--list", "+18005551234", "--job", "nightly"],
            ["import", "rows.csv", "--list", "+18005550000", "--job", "nightly"],
            ["import", "rows.csv", "--list", "+18005551234", "--job", "nightly", "--use-journeys"],
            ["unsubscribe", "rows.csv", "--list", "+18005551234", "--job", "nightly"],
        ]
        for call in calls {
            let result = try CommandRun(arguments: call, folder: sandbox.folder).result()
            #expect(result.status == 2)
            #expect(result.error.contains("has this key and other inputs or options"))
        }
        #expect(try sandbox.count("jobs") == 1)
    }

    @Test func resumesWhenItIsNot() throws {
        let full = try importing("--max-rejects", "0", "--commit-rows", "5", "--summary", "json")
        #expect(full.status == 75)
        #expect(full.error.contains("invalid_phone 1"))
        #expect(try full.summary().rows == 20)
        let again = try importing("--max-rejects", "0", "--summary", "json")
        #expect(again.status == 75)
        let allowed = try importing("--max-rejects", "50%", "--summary", "json")
        #expect(allowed.status == 3)
        #expect(try allowed.summary().resumed == 2)
        #expect(try allowed.summary().listContactsCreated == 20)
        #expect(sandbox.lines("rows.csv.report.ndjson").count == 21)
    }

    @Test func needsAKeyAndAJob() throws {
        #expect(try importing("--dry-run").status == 2)
        let empty = try sandbox.enlist("import", "rows.csv", "--job", "")
        #expect(empty.status == 2)
    }

    private func importing(_ options: String...) throws -> CommandResult {
        try CommandRun(
            arguments: ["import", "rows.csv", "--list", "+18005551234", "--job", "nightly"]
                + options,
            folder: sandbox.folder
        ).result()
    }
}
