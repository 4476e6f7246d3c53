import Foundation
import Testing

@Suite("Exit statuses")
struct ExitStatusTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func zeroWhenEveryRowIsAccepted() throws {
        #expect(try importing("phone\n4155552671\n").status == 0)
    }

    @Test func threeWhenARowIsRefused() throws {
        #expect(try importing("phone\n4155552671\n12345\n").status == 3)
        #expect(try sandbox.count("list_contacts") == 1)
    }

    @Test func oneWithoutAPhoneColumn() throws {
        let result = try importing("name,city\nAnn,Austin\n")
        #expect(result.status == 1)
        #expect(
            result.error
                == "enlist: rows.csv: no column holds phone numbers (columns: name, city): "
                + "name one phone_number\n")
    }

    @Test func oneWhenTheInputIsCutInsideQuotes() throws {
        let result = try importing("phone,name\n4155552671,Ann\n4155552672,\"Bo")
        #expect(result.status == 1)
        #expect(result.error.contains("rows.csv, line 3: "))
        #expect(try sandbox.count("list_contacts") == 1)
        #expect(try sandbox.rows("SELECT state FROM jobs") == ["failed"])
    }

    @Test(arguments: [
        ["import"], ["import", "rows.csv", "--no-such-option"], ["no-such-command"], [],
        ["import", "rows.csv", "--format", "xml"], ["import", "rows.csv", "--region", "XX"],
        ["import", "rows.csv", "--threads", "0"], ["apply", "no-such-file.json"],
        ["apply", "broken.json"], ["import", "rows.csv", "--list", "+18005551234", "--list"],
        ["export", "+18005550000"], ["key", "create", "Nobody"],
    ])
    func twoForWrongUsageOrConfiguration(arguments: [String]) throws {
        try sandbox.write("phone\n4155552671\n", to: "rows.csv")
        try sandbox.write("{\"accounts\":[{\"nam\":\"Acme\"}]}", to: "broken.json")
        let result = try CommandRun(arguments: arguments, folder: sandbox.folder).result()
        #expect(result.status == 2)
        #expect(try sandbox.count("jobs") == 0)
    }

    @Test func twoWithoutAWorkspaceAndNoneIsMade() throws {
        let empty = try Sandbox(nil)
        try empty.write("phone\n4155552671\n", to: "rows.csv")
        let result = try empty.enlist("import", "rows.csv", "--list", "+18005551234")
        #expect(result.status == 2)
        #expect(result.error.contains("make one with `enlist apply CONFIG.json`"))
        #expect(!FileManager.default.fileExists(atPath: empty.path("enlist.db")))
    }

    @Test func seventyFiveWhenAnotherHoldsTheWorkspace() throws {
        let pipe = Pipe()
        let holder = try sandbox.start("import", "-", input: .pipe(pipe))
        try holder.wait { sandbox.isHeldByImport }
        let result = try importing("phone\n4155552671\n", "--wait", "0")
        #expect(result.status == 75)
        #expect(result.error.contains("another process writes here"))
        try pipe.fileHandleForWriting.close()
        #expect(try holder.finish().status == 0)
    }

    @Test func seventyFiveWhenTheReportIsFull() throws {
        #expect(try importing("phone\n4155552671\n", "--report", "/dev/full").status == 75)
    }

    private func importing(_ rows: String, _ options: String...) throws -> CommandResult {
        try sandbox.write(rows, to: "rows.csv")
        return try CommandRun(
            arguments: ["import", "rows.csv", "--list", "+18005551234"] + options,
            folder: sandbox.folder
        ).result()
    }
}
