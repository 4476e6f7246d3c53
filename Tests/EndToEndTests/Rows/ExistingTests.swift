import Foundation
import Testing

@Suite("--existing")
struct ExistingTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone,name,city\n4152000001,Ann,\n4152000002,Bob,Rome\n", to: "old.csv")
        _ = try sandbox.enlist("import", "old.csv", "--list", "+18005551234")
        try sandbox.write(
            """
            phone,name,city,url,opted_out
            4152000001,Anna,Bern,http://a.example,
            4152000002,Bobby,Oslo,,yes
            4152000003,Cy,Kyiv,,
            4152000003,Cyd,,http://c.example,
            """, to: "new.csv")
    }

    @Test(arguments: [
        (
            "update",
            [
                "Anna|Bern|http://a.example|1", "Bobby|Oslo||0", "Cyd|Kyiv|http://c.example|1",
            ], 3, 0
        ),
        (
            "fill", ["Ann|Bern|http://a.example|1", "Bob|Rome||0", "Cy|Kyiv|http://c.example|1"], 3,
            0
        ),
        ("skip", ["Ann|||1", "Bob|Rome||0", "Cy|Kyiv||1"], 1, 2),
    ])
    func decidesWhatBecomesOfContactsThatAreThere(
        way: String, contacts: [String], updated: Int, unchanged: Int
    ) throws {
        let result = try sandbox.enlist(
            "import", "new.csv", "--list", "+18005551234", "--existing", way, "--summary", "json")
        #expect(result.status == 0)
        let summary = try result.summary()
        #expect(summary.rows == 4)
        #expect(summary.updated == updated)
        #expect(summary.unchanged == unchanged)
        #expect(sandbox.lines("new.csv.report.ndjson").count == 4)
        #expect(
            try sandbox.rows(
                """
                SELECT custom_fields ->> 'name', custom_fields ->> 'city', url, active
                FROM list_contact_view ORDER BY phone_number
                """) == contacts)
    }

    @Test func skippedContactsAreNotLookedUpNorEnrolledAndTheirLineSaysSo() throws {
        let result = try sandbox.enlist(
            "import", "old.csv", "--list", "+18005551234", "--existing", "skip",
            "--use-validation", "--summary", "json")
        let summary = try result.summary()
        #expect(result.status == 0)
        #expect(summary.unchanged == 2)
        #expect(summary.validation.total == 0)
        #expect(summary.warnings == ["left_as_it_is": 2])
        #expect(sandbox.lines("old.csv.report.ndjson")[0].contains("is left as it is"))
        #expect(try sandbox.count("ledger_view") == 0)
    }

    @Test func takesNoOtherWord() throws {
        let result = try sandbox.enlist("import", "old.csv", "--existing", "merge")
        #expect(result.status == 2)
        #expect(result.error.contains("update, fill, skip"))
    }
}
