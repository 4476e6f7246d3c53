import Foundation
import Testing

@Suite("An import that ends early")
struct InterruptionTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func aSignalStopsASlowPipeAtACommit(signal: Int32, status: Int32) throws {
        let pipe = Pipe()
        let command = try start(.pipe(pipe))
        try write(ExampleRows.csv(0..<20_000), to: pipe)
        try command.wait { sandbox.lines().count == 20_000 }
        try write(ExampleRows.csvRows(20_000..<20_200), to: pipe)
        command.send(signal)
        let result = try command.finish()
        #expect(result.status == status)
        #expect(try result.summary().state == "interrupted")
        try expectCommittedRowsAreReported(result, state: "interrupted")
    }

    @Test func aSignalStopsAnImportWhoseInputHasSentNothing() throws {
        let pipe = Pipe()
        let command = try start(.pipe(pipe))
        try command.wait { sandbox.isHeldByImport }
        command.send(SIGTERM)
        let result = try command.finish()
        #expect(result.status == 143)
        #expect(try sandbox.count("list_contacts") == 0)
    }

    @Test func aSignalStopsABigFileAtACommit() throws {
        try sandbox.write(ExampleRows.csv(0..<400_000), to: "rows.csv")
        let command = try sandbox.start(
            "import", "rows.csv", "--list", "+18005551234", "--report", "report.ndjson",
            "--summary", "json")
        try command.wait { sandbox.hasFile("report.ndjson") }
        usleep(300_000)
        command.send(SIGINT)
        let result = try command.finish()
        #expect(result.status == 130)
        try expectCommittedRowsAreReported(result, state: "interrupted")
    }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func aSecondSignalStopsAtOnceAndLosesNothingCommitted(signal: Int32, status: Int32) throws {
        try sandbox.write(ExampleRows.csv(0..<200_000), to: "rows.csv")
        let command = try sandbox.start(
            "import", "rows.csv", "--list", "+18005551234", "--report", "report.ndjson")
        try command.wait { try sandbox.count("list_contacts") > 0 }
        command.send(signal)
        usleep(5_000)
        command.send(signal)
        #expect(try command.finish().status == status)
        let committed = try sandbox.count("list_contacts")
        #expect(try sandbox.enlist("check").status == 0)
        let resumed = try sandbox.enlist("resume")
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(try (1...200_000).contains(committed) && sandbox.count("list_contacts") == 200_000)
        #expect(sandbox.lines().count == 200_000)
    }

    @Test func aReaderErrorInMidFileKeepsWhatWasCommitted() throws {
        let terminal = try PseudoTerminal()
        let command = try start(.descriptor(terminal.master))
        try terminal.send(ExampleRows.csv(0..<20_000))
        try command.wait { sandbox.lines().count == 20_000 }
        try terminal.send("4153000000,Bob\n")
        terminal.hangUp()
        let result = try command.finish()
        #expect(result.status == 75)
        #expect(result.error.contains("standard input: cannot read: Input/output error"))
        try expectCommittedRowsAreReported(result, state: "failed")
    }

    private func start(_ input: CommandRun.Input) throws -> RunningCommand {
        try sandbox.start(
            "import", "-", "--list", "+18005551234", "--report", "report.ndjson",
            "--summary", "json", input: input)
    }

    private func write(_ text: String, to pipe: Pipe) throws {
        try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    /// Report, workspace and summary tell the same story.
    private func expectCommittedRowsAreReported(_ result: CommandResult, state: String) throws {
        let summary = try result.summary()
        #expect(sandbox.lines().count == summary.rows)
        #expect(try sandbox.count("list_contacts") == summary.rows)
        #expect(
            try sandbox.rows("SELECT state, checkpoint ->> 'rows' FROM jobs")
                == ["\(state)|\(summary.rows)"])
    }
}
