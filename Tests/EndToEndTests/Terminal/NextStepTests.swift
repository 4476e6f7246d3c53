import Foundation
import Testing

@Suite("What a summary says to type next does what it says")
struct NextStepTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone,name\n4155552671,Ann\n123,\"B, C\"\nx,D\n", to: "my rows.csv")
    }

    private func importing(_ options: String...) throws -> CommandResult {
        try sandbox.enlist(["import", "my rows.csv", "--list", "+18005551234"] + options)
    }

    /// The command behind a purpose, run as it was printed.
    private func follow(_ purpose: String, of result: CommandResult) throws -> CommandResult {
        let line = try #require(result.outputLines.first { $0.hasPrefix("  \(purpose)   ") })
        let command = try #require(line.range(of: "enlist "))
        return try sandbox.shell("\"$ENLIST\" " + line[command.upperBound...])
    }

    @Test func refusedRowsAreWrittenWithoutStoringAnything() throws {
        let first = try importing()
        let before = try sandbox.rows("SELECT * FROM jobs")
        #expect(try follow("get refused rows", of: first).status == 3)
        #expect(
            sandbox.lines("my rows.rejects.csv").map { $0.prefix(10) } == [
                "phone,name", "123,\"B, C\"", "x,D,invali",
            ])
        #expect(try sandbox.rows("SELECT * FROM jobs") == before)
    }

    @Test func aWholeFileIsReadFromItsBeginningWhenItWasCut() throws {
        try sandbox.write("phone,name\n4155552671,Ann\n4155552672,\"Bo", to: "my rows.csv")
        let first = try importing()
        #expect(first.status == 1)
        try sandbox.write("phone,name\n4155552671,Ann\n4155552672,\"Bo\"\n", to: "my rows.csv")
        #expect(try follow("go on", of: first).status == 0)
        #expect(try sandbox.count("list_contacts") == 2)
    }

    @Test func aReportThatEndedWithItsReaderCannotBeContinued() throws {
        try sandbox.write(ExampleRows.csv(0..<20_000), to: "rows.csv")
        let run = try sandbox.shell(
            "\"$ENLIST\" import rows.csv --list +18005551234 --summary json --report >(head -1 >/dev/null)"
        )
        #expect(run.status == 75)
        #expect(run.output.contains(#""next":"run the same command again""#))
    }

    @Test func mendedRowsAreImported() throws {
        let first = try importing("--rejects", "rejects.csv")
        try sandbox.write("phone,name\n4155552672,B\n", to: "rejects.csv")
        #expect(try follow("import mended rows", of: first).status == 0)
        #expect(try sandbox.count("list_contacts") == 2)
    }

    @Test func refusedRowsOfAFolderAreWrittenOutsideIt() throws {
        _ = try sandbox.shell("mkdir incoming && cp 'my rows.csv' incoming/a.csv")
        let first = try sandbox.enlist("import", "incoming", "--list", "+18005551234")
        #expect(first.status == 3)
        #expect(try follow("get refused rows", of: first).status == 3)
        #expect(sandbox.lines("a.rejects.csv").count == 3)
        #expect(try follow("show it to others", of: first).status == 0)
        #expect(sandbox.hasFile("a.csv.html"))
        let again = try sandbox.enlist("import", "incoming", "--list", "+18005551234")
        #expect(again.error.contains("nothing new; earlier imports have read 1 file"))
    }

    @Test func aDryRunOfAFolderIsMadeRealForAllOfIt() throws {
        _ = try sandbox.shell("mkdir incoming && cp 'my rows.csv' incoming/a.csv")
        let dry = try sandbox.enlist(
            "import", "incoming", "--list", "+18005551234", "--dry-run")
        try sandbox.write("phone\n4155552672\n", to: "incoming/b.csv")
        #expect(try follow("import it for real", of: dry).status == 3)
        #expect(try sandbox.count("contacts") == 2)
    }

    @Test func anImportIsTakenBack() throws {
        #expect(try follow("take it back", of: importing()).status == 0)
        #expect(try sandbox.count("contacts") == 0)
    }

    @Test func aDryRunIsMadeReal() throws {
        #expect(try follow("import it for real", of: importing("--dry-run")).status == 3)
        #expect(try sandbox.count("contacts") == 1)
    }

    @Test(arguments: [
        (["--max-rejects", "0"], "--max-rejects"),
        (["--use-validation", "--max-cost", "0"], "--max-cost"),
        (["--use-journeys", "--max-enroll", "0"], "--max-enroll"),
        (["--sync", "--max-removals", "0"], "--max-removals"),
    ])
    func anImportThatStoppedAtALimitGoesOnWithAHigherOne(
        options: [String], limit: String
    ) throws {
        try sandbox.apply(
            """
            {"accounts":[{"name":"Acme","billing":"active",
              "lists":[{"phone_number":"+18005551234","name":"Main"}],
              "journeys":[{"name":"Welcome","status":"active","trigger":{"operator":"AND",
                "conditions":[{"type":"list","list_number":"+18005551234"}]}}]}]}
            """)
        _ = try sandbox.enlist(
            "add", #"{"phone_number":"4155552673","list_number":"+18005551234"}"#)
        let call = ["import", "my rows.csv", "--list", "+18005551234"] + options
        let stopped = try sandbox.enlist(call)
        #expect([1, 75].contains(stopped.status))
        let line = try #require(stopped.outputLines.first { $0.hasPrefix("  go on") })
        #expect(line.hasSuffix("   enlist resume 2 \(limit) HIGHER"))
        #expect(stopped.error.contains("to go on: enlist resume 2 \(limit) HIGHER --workspace /"))
    }

    @Test func refusedRowsOfOptOutsAreWritten() throws {
        let first = try sandbox.enlist(
            "unsubscribe", "my rows.csv", "--list", "+18005551234", "--workspace", "enlist.db")
        #expect(try follow("get refused rows", of: first).status == 3)
        #expect(sandbox.lines("my rows.rejects.csv").count == 3)
        #expect(try sandbox.count("list_contacts") == 1)
    }
}
