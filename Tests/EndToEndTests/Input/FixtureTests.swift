import Foundation
import Testing

@Suite("The example files import as fixtures/expected says")
struct FixtureTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox(nil)
        let applied = try sandbox.enlist("apply", Sandbox.fixture("workspace.json"))
        try #require(applied.status == 0, "\(applied.error)")
    }

    @Test func everyReportLineIsAsExpected() throws {
        for kind in ["csv", "ndjson"] {
            _ = try importFixture(kind)
            let differences = Differences(
                sandbox.lines(), expected: "contacts-\(kind).report.ndjson")
            #expect(differences.lines.isEmpty, "\(differences)")
        }
    }

    @Test func everyCountOfTheSummaryIsAsExpected() throws {
        for kind in ["csv", "ndjson"] {
            let expected = Sandbox.fixtures
                .appendingPathComponent("expected/contacts-\(kind).summary.json")
            let summary = try importFixture(kind)
            #expect(try summary == Summary(String(contentsOf: expected, encoding: .utf8)))
        }
    }

    @Test func theWorkspaceHoldsWhatTheSummaryCounts() throws {
        let summary = try importFixture("csv")
        #expect(try sandbox.count("contact_view") == summary.contactsCreated)
        #expect(try sandbox.count("list_contact_view") == summary.listContactsCreated)
        #expect(try sandbox.count("enrolment_view") == summary.journeysEnrolled)
        #expect(try sandbox.rows("SELECT count(*), sum(mills) FROM ledger_view") == ["520|1560"])
        #expect(
            try sandbox.rows("SELECT DISTINCT signup_method FROM list_contact_view")
                == ["import"])
        #expect(
            try sandbox.rows(
                "SELECT opt_out_reason FROM list_contact_view WHERE NOT active LIMIT 1")
                == ["import"])
    }

    @Test func aSecondImportOfAFileAddsAndPaysNothing() throws {
        _ = try importFixture("csv")
        let before = try contents()
        let summary = try importFixture("csv")
        #expect(summary.contactsCreated == 0)
        #expect(summary.listContactsCreated == 0)
        #expect(summary.journeysEnrolled == 0)
        #expect(summary.validation.totalCost == 0)
        #expect(try contents() == before)
    }

    @Test func everyContactAndListContactHasAnIDOfItsOwn() throws {
        _ = try importFixture("csv")
        let lines = sandbox.lines()
        let contacts = Set(lines.compactMap { ReportIDs.contact(in: $0) })
        let listContacts = Set(lines.compactMap { ReportIDs.listContact(in: $0) })
        #expect(contacts.count == 1792)
        #expect(listContacts.count == 1792)
        #expect(contacts.isDisjoint(with: listContacts))
    }

    private func importFixture(_ kind: String) throws -> Summary {
        let result = try sandbox.enlist(
            "import", Sandbox.fixture("contacts.\(kind)"), "--list", "+18005551234",
            "--use-journeys", "--report", "report.ndjson", "--summary", "json")
        #expect(result.status == 3)
        return try result.summary()
    }

    private func contents() throws -> [String] {
        try sandbox.rows("SELECT phone_number, line_type, carrier, timezone FROM contact_view")
            + sandbox.rows(
                "SELECT phone_number, active, signup_date, custom_fields "
                    + "FROM list_contact_view")
            + sandbox.rows("SELECT phone_number, journey FROM enrolment_view")
            + sandbox.rows("SELECT phone_number, mills FROM ledger_view")
    }
}

/// The lines of a report that are not as expected, the first few of them.
///
/// Ids depend on the workspace's secret: `ID` stands for each.
private struct Differences: CustomStringConvertible {
    let lines: [String]

    init(_ report: [String], expected name: String) {
        let file = Sandbox.fixtures.appendingPathComponent("expected/\(name)")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let expected = text.split(separator: "\n").map(String.init)
        var lines = zip(report.map(ReportIDs.hidden), expected).filter { $0 != $1 }
            .map { "got      \($0)\nexpected \($1)" }
        if report.count != expected.count {
            lines.append("got \(report.count) lines, expected \(expected.count)")
        }
        self.lines = lines
    }

    var description: String {
        "\(lines.count) differences\n" + lines.prefix(5).joined(separator: "\n")
    }
}
