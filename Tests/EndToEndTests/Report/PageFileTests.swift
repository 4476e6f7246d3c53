import Foundation
import Testing

@Suite("The file of a job's page")
struct PageFileTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone\n4155552671\nx\n", to: "rows.csv")
    }

    private func importing(_ options: String...) throws -> CommandResult {
        try sandbox.enlist(["import", "rows.csv", "--list", "+18005551234"] + options)
    }

    private func page(_ name: String = "page.html") -> String {
        sandbox.lines(name).joined(separator: "\n")
    }

    @Test func isForItsOwnerAloneAndLeavesNoDraft() throws {
        #expect(try importing("--html", "page.html").status == 3)
        #expect(try sandbox.rights("page.html") == 0o600)
        let files = try FileManager.default.contentsOfDirectory(atPath: sandbox.folder.path)
        #expect(!files.contains { $0.hasSuffix(".tmp") })
        #expect(page().hasPrefix("<!DOCTYPE html>"))
        #expect(page().contains("1 of 2 rows accepted, 1 refused."))
    }

    @Test func ofAPastJobIsTheSame() throws {
        _ = try importing("--html", "page.html")
        #expect(try sandbox.enlist("jobs", "1", "--html", "again.html").status == 0)
        #expect(page("again.html") == page())
    }

    @Test func replacesAnEarlierOne() throws {
        try sandbox.write("old", to: "page.html")
        _ = try importing("--html", "page.html")
        #expect(page().contains("<h1>"))
    }

    @Test func ofADryRunSaysThatNothingIsStored() throws {
        #expect(try importing("--dry-run", "--html", "page.html").status == 3)
        #expect(page().contains("Dry run of rows.csv"))
        #expect(page().contains("nothing is stored"))
        #expect(try sandbox.count("jobs") == 0)
    }

    @Test func ofAJobThatStoppedAndOfOneThatWasUndoneSaysSo() throws {
        #expect(try importing("--max-rejects", "0", "--html", "page.html").status == 75)
        #expect(page().contains("has not reached its end"))
        #expect(try sandbox.enlist("resume", "1", "--max-rejects", "9").status == 3)
        #expect(!page().contains("has not reached its end"))
        #expect(page().contains("1 of 2 rows accepted"))
        _ = try sandbox.enlist("undo", "1")
        _ = try sandbox.enlist("jobs", "1", "--html", "page.html")
        #expect(page().contains("This job was undone"))
    }

    @Test func ofAResumedJobStandsWhereItWasAskedForNow() throws {
        #expect(try importing("--max-rejects", "0").status == 75)
        let resumed = try sandbox.shell(
            "mkdir other && cd other && \"$ENLIST\" --workspace ../enlist.db resume 1 "
                + "--max-rejects 9 --html here.html")
        #expect(resumed.status == 3)
        #expect(sandbox.hasFile("other/here.html"))
    }

    @Test func ofAFinishedJobKeyIsWrittenThoughNothingIsDone() throws {
        _ = try importing("--job", "once")
        #expect(try importing("--job", "once", "--html", "page.html").status == 3)
        #expect(page().contains("1 of 2 rows accepted"))
        #expect(try sandbox.count("jobs") == 1)
    }

    @Test func ofOptOutsTellsThem() throws {
        let result = try sandbox.enlist(
            "unsubscribe", "rows.csv", "--list", "+18005551234", "--html", "page.html")
        #expect(result.status == 3)
        #expect(page().contains("Opt-outs of rows.csv"))
    }

    @Test(
        arguments: [
            "rows.csv", "./rows.csv", "enlist.db", "enlist.db-lock", "r.ndjson", "./r.ndjson",
            "bad.csv", "none/page.html", ".", "/dev/null", "-", "",
        ])
    func isRefusedWhereItWouldReplaceOrReachNothing(path: String) throws {
        let result = try importing(
            "--report", "r.ndjson", "--rejects", "bad.csv", "--html", path)
        #expect(result.status == 2)
        #expect(result.error.contains("--html") || result.error.contains("page"))
        #expect(sandbox.lines("rows.csv").count == 3)
        #expect(try sandbox.count("jobs") == 0)
    }

    @Test(arguments: ["rows.csv", "r.ndjson", "bad.csv", "enlist.db", "enlist.json", "./bad.csv"])
    func ofAPastJobReplacesNothingOfThatJob(path: String) throws {
        _ = try importing("--report", "r.ndjson", "--rejects", "bad.csv")
        let before = FileManager.default.contents(atPath: sandbox.path(path))
        let result = try sandbox.enlist("jobs", "1", "--html", path)
        #expect(result.status == 2)
        #expect(result.error.contains("the page would replace"))
        #expect(FileManager.default.contents(atPath: sandbox.path(path)) == before)
    }

    @Test func thatCannotBeWrittenAtTheEndDoesNotHideHowTheImportEnded() throws {
        let pipe = Pipe()
        let folder = sandbox.path("gone")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let running = try sandbox.start(
            "import", "-", "--list", "+18005551234", "--report", "r.ndjson",
            "--html", "gone/page.html", input: .pipe(pipe))
        try running.wait { sandbox.isHeldByImport }
        try FileManager.default.removeItem(atPath: folder)
        try pipe.fileHandleForWriting.write(contentsOf: Data("phone\n4155552671\n".utf8))
        try pipe.fileHandleForWriting.close()
        let result = try running.finish()
        #expect(result.status == 1)
        #expect(result.error.contains("gone/page.html: the page cannot be written"))
        #expect(result.output.contains("created     1"))
        #expect(try sandbox.rows("SELECT state FROM jobs") == ["finished"])
    }

    @Test func ofOtherJobsTellsWhatTheyDid() throws {
        _ = try sandbox.enlist("validate", "+14155552671")
        _ = try sandbox.enlist(
            "add", "{\"phone_number\":\"4155552672\",\"list_number\":\"+18005551234\"}")
        _ = try sandbox.enlist("jobs", "1", "--html", "lookups.html")
        _ = try sandbox.enlist("jobs", "2", "--html", "addition.html")
        #expect(page("lookups.html").contains("1 number looked up."))
        #expect(!page("lookups.html").contains("The rows"))
        #expect(page("addition.html").contains("Addition of one request"))
        #expect(page("addition.html").contains("1 row accepted."))
    }

    @Test func ofAnEmptyFileSaysSo() throws {
        try sandbox.write("phone\n", to: "rows.csv")
        #expect(try importing("--html", "page.html").status == 0)
        #expect(page().contains("No rows were read."))
    }

    @Test func ofNoJobIsAskedForWithAHint() throws {
        let result = try sandbox.enlist("jobs", "--html", "page.html")
        #expect(result.status == 2)
        #expect(result.error.contains("enlist jobs JOB --html PATH"))
    }

    @Test func holdsNoWholeNumberOfARefusedRow() throws {
        try sandbox.write("phone,signup_date\n4155552671,never\n(415) 555-2672,x\n", to: "rows.csv")
        _ = try importing("--html", "page.html")
        #expect(page().contains("••••••••71"))
        #expect(page().contains("(•••) •••-••72"))
        #expect(!page().contains("415"))
    }
}
