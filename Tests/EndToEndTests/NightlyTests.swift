import Foundation
import Testing

@Suite("A week of nightly syncs")
struct NightlyTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    /// The members of each night's export, and the status its sync ends with.
    private static let nights: [(members: [Range<Int>], status: Int32)] = [
        ([0..<400], 0),
        // 10 left, 20 came.
        ([10..<420], 0),
        // Somebody who left is back.
        ([5..<420], 0),
        // The export was cut.
        ([5..<60], 1),
        ([5..<300, 310..<430], 0),
        ([0..<300, 305..<440], 0),
        ([0..<440], 0),
    ]

    /// A member whose name changes every night.
    private static let renamed = "4152000200"

    @Test func endsInTheRightMembers() throws {
        try runWeek()
        #expect(try members() == Set(0..<440))
        #expect(try nameOfTheRenamed() == ["Night 7"])
        // One job a night but for the one that was stopped before anything happened.
        #expect(try sandbox.count("jobs") == 6)
        #expect(try sandbox.enlist("check").output == "all is well\n")
    }

    @Test func anUndoneNightLeavesTheLaterOnesRight() throws {
        try runWeek(nights: 5)
        // Night 3 brought 5…9 back, which night 5 named again without changing them: they were out
        // before night 3, and are out again without it.
        #expect(try members() == Set(5..<300).union(310..<430))
        #expect(try sandbox.enlist("undo", "2").status == 0)
        let afterTwo = try members()
        // Night 2 removed 0…4 for good and added 400…419; both are taken back.
        #expect(afterTwo == Set(0..<300).union(310..<400).union(420..<430))
        #expect(try nameOfTheRenamed() == ["Night 5"])
        #expect(try sandbox.enlist("undo", "4").status == 0)
        // Night 5 removed 300…309 and added 420…429.
        #expect(try members() == Set(0..<400))
        #expect(try nameOfTheRenamed() == ["Night 3"])
        try runNight(6)
        #expect(try members() == Set(0..<440))
        #expect(try sandbox.enlist("check").output == "all is well\n")
    }

    private func runWeek(nights: Int = Self.nights.count) throws {
        for night in 0..<nights { try runNight(night) }
    }

    private func runNight(_ night: Int) throws {
        let (members, status) = Self.nights[night]
        let text = "phone,name\n" + members.map(ExampleRows.csvRows).joined()
        try sandbox.write(
            text.replacing("\(Self.renamed),Ann", with: "\(Self.renamed),Night \(night + 1)"),
            to: "export.csv")
        let result = try sandbox.enlist("import", "export.csv", "--list", "+18005551234", "--sync")
        #expect(result.status == status, "night \(night + 1): \(result.error)")
    }

    private func nameOfTheRenamed() throws -> [String] {
        try sandbox.rows(
            """
            SELECT custom_fields ->> 'name' FROM list_contact_view
            WHERE phone_number = '+1\(Self.renamed)'
            """)
    }

    private func members() throws -> Set<Int> {
        let rows = try sandbox.rows("SELECT phone_number FROM list_contact_view WHERE active")
        return Set(rows.compactMap { Int($0.dropFirst("+1415".count)).map { $0 - 2_000_000 } })
    }
}
