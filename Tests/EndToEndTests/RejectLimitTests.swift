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

    @Test(arguments: ["9", "0", "9%", "0%", "9.9%"])
    func stopsBeforeAnythingIsStored(limit: String) throws {
        let result = try importing(limit)
        #expect(result.status == 75)
        #expect(result.error.contains("of 100 rows 10 are refused (invalid_phone 10)"))
        #expect(try sandbox.count("list_contacts") == 0)
        #expect(sandbox.lines("rows.csv.report.ndjson").isEmpty)
        #expect(try sandbox.rows("SELECT state FROM jobs") == ["failed"])
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
