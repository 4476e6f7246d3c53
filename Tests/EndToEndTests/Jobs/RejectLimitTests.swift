import Foundation
import Testing

@Suite("A limit of refused rows")
struct RejectLimitTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(
            ExampleRows.csv(0..<90) + String(repeating: "junk,Ann\n", count: 10), to: "rows.csv")
    }

    @Test("stops before the row that passes it", arguments: ["9", "8", "1", "0"])
    func stopsBeforeTheRow(limit: String) throws {
        let most = try #require(Int(limit))
        let result = try importing(limit)
        #expect(result.status == 75)
        #expect(
            result.error.contains(
                "behind row \(90 + most): of \(91 + most) rows \(most + 1) are refused "
                    + "(invalid_phone \(most + 1))"))
        #expect(try sandbox.count("list_contacts") == 90)
        #expect(sandbox.lines("rows.csv.report.ndjson").count == 90 + most)
        #expect(try sandbox.rows("SELECT state FROM jobs") == ["failed"])
        #expect(try sandbox.enlist("resume", "--max-rejects", "10").status == 3)
        #expect(sandbox.lines("rows.csv.report.ndjson").count == 100)
    }

    @Test("ends a dry run without a word of what is stored or of going on")
    func dryRun() throws {
        let words = ["import", "rows.csv", "--list", "+18005551234", "--max-rejects", "1"]
        let told = try sandbox.enlist(words + ["--dry-run"])
        #expect(told.status == 75)
        #expect(told.output.contains("Did not finish the dry run of rows.csv"), "\(told.output)")
        #expect(told.output.contains("nothing is stored"))
        #expect(!told.output.contains("resume"))
        let object = try sandbox.enlist(words + ["--dry-run", "--summary", "json"])
        let next = #""next":"run the same command again with --max-rejects HIGHER""#
        #expect(object.output.contains(next), "\(object.output)")
        #expect(try sandbox.count("list_contacts") == 0)
    }

    @Test("as a share stores nothing of a short file that passes it", arguments: ["9%", "0%"])
    func shareOfAShortFile(limit: String) throws {
        let result = try importing(limit)
        #expect(result.status == 75)
        #expect(result.error.contains("of 100 rows 10 are refused (invalid_phone 10)"))
        #expect(try sandbox.count("list_contacts") == 0)
        #expect(sandbox.lines("rows.csv.report.ndjson").isEmpty)
    }

    @Test("as a share is told of the first 1,000 rows together, then of every row")
    func shareOfALongFile() throws {
        let junk = String(repeating: "junk,Ann\n", count: 200)
        try sandbox.write(
            ExampleRows.csv(0..<1_100) + junk + ExampleRows.csvRows(1_100..<2_000), to: "late.csv")
        let late = try sandbox.enlist(
            "import", "late.csv", "--list", "+18005551234", "--max-rejects", "10%")
        #expect(late.error.contains("behind row 1222: of 1223 rows 123 are refused"))
        #expect(try sandbox.count("list_contacts") == 1_100)
        try sandbox.write(
            "phone,name\n" + junk + ExampleRows.csvRows(2_000..<4_000), to: "early.csv")
        let early = try sandbox.enlist(
            "import", "early.csv", "--list", "+18005551234", "--max-rejects", "10%")
        #expect(early.error.contains("behind row 0: of 1000 rows 200 are refused"))
        #expect(try sandbox.count("list_contacts") == 1_100)
    }

    @Test(arguments: ["10", "10%", "100%", "1000000"])
    func isNotPassedByAsManyAsItAllows(limit: String) throws {
        #expect(try importing(limit).status == 3)
        #expect(try sandbox.count("list_contacts") == 90)
    }

    @Test(arguments: ["-1", "ten", "101%", "%", "nan%", ""])
    func isANumberOrAShare(limit: String) throws {
        let result = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--max-rejects=\(limit)")
        #expect(result.status == 2)
    }

    private func importing(_ limit: String) throws -> CommandResult {
        try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--max-rejects", limit)
    }
}
