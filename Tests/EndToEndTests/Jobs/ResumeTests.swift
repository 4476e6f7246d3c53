import Foundation
import Testing

@Suite("A resumed import")
struct ResumeTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func goesOnBehindTheLastStoredRowAndContinuesTheReport() throws {
        try interrupt()
        let stopped = sandbox.lines()
        #expect(stopped.count == 40)
        let result = try resume(rows)
        #expect(result.status == 3)
        let summary = try result.summary()
        #expect(summary.state == "finished")
        #expect(summary.rows == 100)
        #expect(summary.listContactsCreated == 99)
        #expect(summary.resumed == 1)
        #expect(sandbox.lines().count == 100)
        #expect(Array(sandbox.lines().prefix(40)) == stopped)
        #expect(try sandbox.count("list_contacts") == 99)
        #expect(try sandbox.rows("SELECT state FROM jobs") == ["finished"])
    }

    @Test func keepsItsClock() throws {
        try interrupt()
        usleep(1_200_000)
        #expect(try resume(rows).status == 3)
        let dates = try sandbox.rows("SELECT DISTINCT signup_date FROM list_contacts")
        #expect(dates == (try sandbox.rows("SELECT clock FROM jobs")))
    }

    @Test func saysHowToGoOnWhenItStops() throws {
        let stopped = try interrupt()
        #expect(stopped.error.contains("job 1 stands behind row 40"))
        #expect(stopped.error.contains("enlist resume 1 --max-rejects HIGHER --workspace "))
        #expect(stopped.error.contains(" < INPUT"))
    }

    @Test func refusesAnInputThatChangedInWhatWasRead() throws {
        try interrupt()
        let others = [
            text.replacingOccurrences(of: "4152000007,Ann", with: "4152000007,Eve"),
            text.replacingOccurrences(of: "phone,name", with: "phone,city"),
            String(text.prefix(100)),
        ]
        for other in others {
            let result = try resume(Data(other.utf8), "1")
            #expect(result.status == 1)
            #expect(result.error.contains("standard input: is not what the job has read"))
            #expect(result.error.contains("--anew"))
        }
        #expect(try sandbox.count("list_contacts") == 40)
        #expect(sandbox.lines().count == 40)
        #expect(try resume(rows).status == 3)
    }

    @Test func startsAnewWhenAsked() throws {
        try interrupt()
        let other = try resume(Data(ExampleRows.csv(20..<120).utf8), "--anew")
        #expect(other.status == 0)
        #expect(
            try sandbox.rows("SELECT state FROM jobs ORDER BY id") == ["abandoned", "finished"])
        #expect(sandbox.lines().count == 100)
        #expect(try sandbox.count("list_contacts") == 120)
        #expect(try sandbox.enlist("resume").status == 2)
    }

    @Test func refusesAReportThatIsGoneOrChanged() throws {
        try interrupt()
        let report = sandbox.lines().joined(separator: "\n") + "\n"
        try FileManager.default.removeItem(atPath: sandbox.path("report.ndjson"))
        let gone = try resume(rows)
        #expect(gone.status == 1)
        #expect(gone.error.contains("report.ndjson: the job's report is gone"))
        try sandbox.write(report.replacingOccurrences(of: "200", with: "201"), to: "report.ndjson")
        let changed = try resume(rows)
        #expect(changed.status == 1)
        #expect(changed.error.contains("is not the report that the job has written"))
        try sandbox.write(report + "{\"row\":41,\"half a li", to: "report.ndjson")
        #expect(try resume(rows).status == 3)
        #expect(sandbox.lines().count == 100)
        #expect(sandbox.lines()[40].hasPrefix("{\"row\":41,\"status\":400"))
    }

    @Test func countsRepeatsOfRowsBeforeTheStop() throws {
        let opted = "phone,opted_out\n4152000001,yes\n4152000002,yes\n"
        try sandbox.write(opted, to: "before.csv")
        #expect(try sandbox.enlist("import", "before.csv", "--list", "+18005551234").status == 0)
        try interrupt()
        // Created, unchanged and skipped before the stop, all again behind it.
        let result = try resume(Data((text + ExampleRows.csvRows(0..<5)).utf8))
        #expect(try result.summary().duplicates == 5)
        #expect(try result.summary().skippedOptedOut == 4)
        #expect(try sandbox.count("job_seen") == 0)
    }

    @Test func worksFromAnotherFolder() throws {
        try interrupt()
        let result = try CommandRun(
            arguments: ["resume", "--max-rejects", "1", "--workspace", sandbox.path("enlist.db")],
            input: .bytes(rows), folder: FileManager.default.temporaryDirectory
        ).result()
        #expect(result.status == 3)
        #expect(sandbox.lines().count == 100)
    }

    @Test func thereIsNothingToResumeTwice() throws {
        #expect(try sandbox.enlist("resume").error.contains("there is no unfinished import"))
        #expect(try sandbox.enlist("resume", "7").error.contains("there is no job 7"))
        try interrupt()
        #expect(try resume(rows).status == 3)
        let again = try resume(rows, "1")
        #expect(again.status == 2)
        #expect(again.error.contains("job 1 is finished"))
    }

    @Test func withoutAJobLeavesThoseOfOtherProgramsAlone() throws {
        try interrupt()
        _ = try sandbox.rows(
            """
            INSERT INTO jobs(account, kind, state, inputs, options, clock, started_at, checkpoint)
            SELECT account, kind, state, inputs, options, clock, started_at, checkpoint FROM jobs
            """)
        #expect(try resume(rows).status == 3)
        #expect(try sandbox.rows("SELECT state FROM jobs") == ["finished", "failed"])
        #expect(try sandbox.enlist("resume").error.contains("there is no unfinished import"))
    }

    /// Starts an import of standard input that stops behind row 40: a refused row is one too many.
    @discardableResult
    private func interrupt() throws -> CommandResult {
        let result = try sandbox.enlist(
            "import", "-", "--list", "+18005551234", "--report", "report.ndjson", "--commit-rows",
            "20", "--max-rejects", "0", input: .bytes(rows))
        #expect(result.status == 75)
        #expect(sandbox.lines().count == 40)
        return result
    }

    private func resume(_ input: Data, _ options: String...) throws -> CommandResult {
        try CommandRun(
            arguments: ["resume", "--max-rejects", "1", "--summary", "json"] + options,
            input: .bytes(input), folder: sandbox.folder
        ).result()
    }

    private var rows: Data { Data(text.utf8) }
    private let text = ExampleRows.csv(0..<40) + "junk,Ann\n" + ExampleRows.csvRows(40..<99)
}
