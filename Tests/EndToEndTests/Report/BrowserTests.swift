import Foundation
import Testing

@Suite(
    "A job's page in a browser", .serialized,
    .enabled(
        if: Browser.program != nil,
        "chromium is not installed and could not be: scripts/setup --tests installs it"))
struct BrowserTests {
    private let sandbox: Sandbox
    private let summary: Summary
    private let browser: Browser

    /// A file whose name and cells do what they can to be more than text.
    private static let hostile = "\"><img src=x onerror=alert(1)> & list.csv"

    init() throws {
        sandbox = try Sandbox(nil)
        let applied = try sandbox.enlist("apply", Sandbox.fixture("workspace.json"))
        try #require(applied.status == 0, "\(applied.error)")
        let rows = try String(
            contentsOfFile: Sandbox.fixture("contacts.csv"), encoding: .utf8)
        let header = try #require(rows.firstRange(of: "\r\n"))
        let cells = [
            "<script src=http://evil.test/x.js></script>", "<img src=http://evil.test/1>",
            "</td></table><h1>x</h1>", "&lt;b&gt;", "<b onclick=alert(1)>5</b>",
        ]
        let columns = rows[..<header.lowerBound].split(
            separator: ",", omittingEmptySubsequences: false)
        let phone = columns.firstIndex { $0.lowercased().contains("phone") } ?? 0
        let attacks = cells.map { cell in
            columns.indices.map { $0 == phone ? cell : "" }.joined(separator: ",") + "\r\n"
        }
        try sandbox.write(
            String(rows[..<header.upperBound]) + attacks.joined()
                + rows[header.upperBound...], to: Self.hostile)
        let result = try sandbox.enlist(
            "import", Self.hostile, "--list", "+18005551234", "--report", "report.ndjson",
            "--commit-rows", "300", "--html", "page.html", "--summary", "json")
        try #require(result.status == 3, "\(result.error)")
        summary = try result.summary()
        browser = try Browser(sandbox.folder)
    }

    @Test func theDocumentHoldsTheNumbersOfTheSummary() throws {
        let found = try browser.look(width: 1_000, isDark: false)
        let skipped = summary.skippedOptedOut + summary.skippedBlocked
        #expect(
            found.sum == [
                summary.rows, summary.listContactsCreated, summary.updated, summary.unchanged,
                skipped, summary.errorCount,
            ])
        #expect(found.sum[0] == found.sum[1...].reduce(0, +))
        let reasons = try #require(found.tables["Refused rows by reason, worst first"])
        #expect(reasons == summary.errors)
        let dispositions = try #require(found.tables["Validated rows by disposition"])
        #expect(
            dispositions == [
                "ok": summary.validation.ok, "risky": summary.validation.risky,
                "unreachable": summary.validation.unreachable,
                "invalid": summary.validation.invalid, "unknown": summary.validation.unknown,
            ])
        #expect(found.states["California"] ?? 0 > 0)
    }

    @Test func lineTypesAndStatesAreThoseOfTheStoredContacts() throws {
        let found = try browser.look(width: 1_000, isDark: false)
        let types = try #require(found.tables["Contacts by line type"])
        #expect(types.values.reduce(0, +) == summary.contactsCreated)
        let stored = try sandbox.count("contact_view")
        #expect(stored == summary.contactsCreated)
        let california = try sandbox.rows(
            """
            SELECT count(*) FROM contact_view
            WHERE timezone = 'America/Los_Angeles' AND substr(phone_number, 3, 3) IN ('415', '213')
            """)
        #expect(Int(california[0]) ?? -1 <= found.states["California"] ?? 0)
    }

    @Test func hostileContentStaysText() throws {
        let found = try browser.look(width: 1_000, isDark: false)
        #expect(found.heading == Self.hostile)
        #expect(found.title == "Import of " + Self.hostile)
        #expect(found.levels.hasPrefix("H1 H2 H2"))
        #expect(!found.levels.dropFirst(2).contains("H1"))
        #expect(
            Set(found.elements).isDisjoint(with: ["script", "img", "iframe", "link", "object"]))
        #expect(found.handlers == 0)
        #expect(
            found.refused.prefix(5).map { $0[1] } == [
                "<script src=http://evil.test/x.js></scri…", "<img src=http://evil.test/1>",
                "</td></table><h1>x</h1>", "&lt;b&gt;", "<b onclick=alert(1)>5</b>",
            ])
    }

    @Test func nothingIsLoadedFromElsewhere() throws {
        _ = try browser.document()
        #expect(try browser.requests() == ["/page.html"])
        #expect(try browser.look(width: 1_000, isDark: true).requests == 0)
    }

    @Test func aPageThatLoadsSomethingWouldBeSeen() throws {
        try sandbox.write("<h1>x</h1><img src=http://evil.test/seen.png>", to: "page.html")
        _ = try browser.document()
        #expect(try browser.requests() == ["/page.html", "/seen.png"])
    }

    @Test(arguments: [(1_000, false), (1_000, true), (360, false), (360, true)])
    func everythingCanBeReadInBothThemesAndOnAPhone(width: Int, isDark: Bool) throws {
        let found = try browser.look(width: width, isDark: isDark)
        #expect(found.overflow <= 0)
        #expect(found.contrast >= 4.5)
        #expect(found.unlabelled == 0)
        #expect(found.looseHeadings == 0)
        #expect(isDark ? found.ground < 0.1 : found.ground > 0.9)
    }
}
