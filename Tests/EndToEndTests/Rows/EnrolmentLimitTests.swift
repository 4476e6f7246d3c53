import Foundation
import Testing

@Suite("A limit of enrolments")
struct EnrolmentLimitTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox(Self.configuration)
        // Every third row is refused; every fifth goes into two journeys.
        let rows = (0..<300).map { row in
            let number = row % 3 == 2 ? "junk" : "415\(2_000_000 + row)"
            return "\(number),\(row % 5 == 0 ? "gold" : "tin")\n"
        }
        try sandbox.write("phone,tier\n" + rows.joined(), to: "rows.csv")
    }

    @Test(
        "stops before the row that passes it, however rows are grouped",
        arguments: [["--commit-rows", "1"], ["--commit-rows", "7"], ["--threads", "1"], []])
    func stopsBeforeTheRow(options: [String]) throws {
        let result = try importing(["--max-enroll", "100"] + options)
        #expect(result.status == 75)
        #expect(result.error.contains("behind row 124: the next row would pass --max-enroll 100"))
        #expect(try sandbox.count("enrolment_view") == 100)
        #expect(sandbox.lines().count == 124)
        #expect(try result.summary().enrolled == ["Gold": 17, "Welcome": 83])
    }

    @Test("goes on with a higher limit, and ends as if there had been none")
    func goesOn() throws {
        let calm = try Sandbox(Self.configuration)
        try FileManager.default.copyItem(
            atPath: sandbox.path("rows.csv"), toPath: calm.path("rows.csv"))
        _ = try calm.enlist(Self.arguments)
        #expect(try importing(["--max-enroll", "0"]).status == 75)
        #expect(try sandbox.count("enrolment_view") == 0)
        #expect(try sandbox.enlist("resume", "--max-enroll", "17").status == 75)
        #expect(try [16, 17].contains(sandbox.count("enrolment_view")))
        let last = try sandbox.enlist("resume", "--max-enroll", "240", "--summary", "json")
        #expect(last.status == 3)
        #expect(try last.summary().enrolled == ["Gold": 40, "Welcome": 200])
        #expect(sandbox.lines().map(ReportIDs.hidden) == calm.lines().map(ReportIDs.hidden))
    }

    @Test("holds for a pipe")
    func holdsForAPipe() throws {
        let rows = Data(sandbox.lines("rows.csv").joined(separator: "\n").utf8)
        let result = try sandbox.enlist(
            "import", "-", "--list", "+18005551234", "--use-journeys", "--max-enroll", "100",
            "--report", "report.ndjson", input: .bytes(rows))
        #expect(result.status == 75)
        #expect(sandbox.lines().count == 124)
    }

    @Test("holds beside a limit of cost")
    func holdsBesideALimitOfCost() throws {
        let result = try importing(["--max-enroll", "100", "--use-validation", "--max-cost", "9"])
        #expect(result.error.contains("--max-enroll 100"))
        #expect(try sandbox.count("enrolment_view") == 100)
        #expect(try sandbox.count("ledger_view") == 83)
    }

    @Test("a dry run goes to the end and says how many each journey would enrol")
    func dryRun() throws {
        let result = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--use-journeys", "--dry-run",
            "--max-enroll", "5", "--report", "report.ndjson")
        #expect(result.status == 3)
        #expect(result.output.contains("would go into journeys: Welcome 200, Gold 40"))
        #expect(try importing(["--dry-run"]).summary().enrolled == ["Gold": 40, "Welcome": 200])
        #expect(try sandbox.count("enrolment_view") == 0)
    }

    @Test(arguments: ["-1", "ten", "5%", "", "99999999999999999999"])
    func isAWholeNumber(limit: String) throws {
        let result = try importing(["--max-enroll=\(limit)"])
        #expect(result.status == 2)
        #expect(result.error.contains("--max-enroll takes a whole number"))
    }

    private func importing(_ options: [String]) throws -> CommandResult {
        try sandbox.enlist(Self.arguments + options)
    }

    private static let arguments = [
        "import", "rows.csv", "--list", "+18005551234", "--use-journeys", "--report",
        "report.ndjson", "--summary", "json",
    ]

    private static let configuration = """
        {"accounts":[{"name":"Acme","billing":"active",
          "lists":[{"phone_number":"+18005551234","name":"Main"}],
          "journeys":[
            {"name":"Welcome","status":"active","trigger":{"operator":"AND",
              "conditions":[{"type":"list","list_number":"+18005551234"}]}},
            {"name":"Gold","status":"active","trigger":{"operator":"AND",
              "conditions":[{"type":"custom_field","field":"tier","operator":"eq","value":"gold"}]}}]}]}
        """
}
