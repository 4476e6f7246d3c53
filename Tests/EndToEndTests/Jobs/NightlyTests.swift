import Foundation
import Testing

@Suite("A week of nightly syncs")
struct NightlyTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    /// What an export has, what became of it on its way, and the status its sync ends with.
    private struct Night {
        let members: [Range<Int>]
        var status: Int32 = 0
        var asItCame: @Sendable (String) -> String = { $0 }
    }

    private static let nights = [
        Night(members: [0..<400]),
        // 10 left, 20 came.
        Night(members: [10..<420]),
        // Somebody who left is back.
        Night(members: [5..<420]),
        // The export was cut, far from its end.
        Night(members: [5..<60], status: 1),
        Night(members: [5..<300, 310..<430]),
        Night(members: [0..<300, 305..<440]),
        Night(members: [0..<440]),
    ]

    /// Exports that must not change who is a member, each after the first night of the week.
    private static let mishaps: [(name: String, night: Night)] = [
        ("the same file", Night(members: [0..<400])),
        ("an empty file", Night(members: [], status: 1) { _ in "" }),
        ("a header alone", Night(members: [], status: 1)),
        ("a file that lost its header", Night(members: [0..<400]) { withoutHeader($0) }),
        (
            "a file with another header",
            Night(members: [0..<400], status: 1) { "Name,Ort\n" + withoutHeader($0) }
        ),
        ("a file cut in half", Night(members: [0..<400], status: 1) { cut($0, to: 3_000) }),
        // 399 rows and the beginning of the last one, each less than 5 % away from the list.
        ("a file cut in its last number", Night(members: [0..<400], status: 1) { cut($0, by: 9) }),
        ("a file cut behind a number", Night(members: [0..<399], status: 1) { cut($0, by: 5) }),
        (
            "numbers alone, cut in the last one",
            Night(members: [0..<400], status: 1) { cut(numbersAlone($0), by: 3) }
        ),
        ("a file without its last line end", Night(members: [0..<400]) { cut($0, by: 1) }),
        (
            "a page that says why there is none",
            Night(members: [], status: 1) { _ in "<html><body>503 Service Unavailable</body></html>"
            }
        ),
    ]

    private static func withoutHeader(_ text: String) -> String {
        text.split(separator: "\n").dropFirst().map { "\($0)\n" }.joined()
    }

    private static func numbersAlone(_ text: String) -> String {
        text.replacing(",Ann", with: "").replacing(",name", with: "")
    }

    private static func cut(_ text: String, to count: Int) -> String { String(text.prefix(count)) }

    private static func cut(_ text: String, by count: Int) -> String {
        String(text.dropLast(count))
    }

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

    @Test(arguments: mishaps.map(\.name))
    func isNotChangedBy(mishap: String) throws {
        try run(Self.nights[0], "the first night")
        let before = try rows()
        let night = try #require(Self.mishaps.first { $0.name == mishap }).night
        try run(night, mishap)
        #expect(try rows() == before)
        // And the night after that is a night as any other.
        try run(Self.nights[1], "the night after")
        #expect(try members() == Set(10..<420))
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

    /// As exported, with the name of the one who is renamed every night.
    private func runNight(_ index: Int) throws {
        var night = Self.nights[index]
        night.asItCame = {
            $0.replacing("\(Self.renamed),Ann", with: "\(Self.renamed),Night \(index + 1)")
        }
        try run(night, "night \(index + 1)")
    }

    private func run(_ night: Night, _ name: String) throws {
        let text = "phone,name\n" + night.members.map(ExampleRows.csvRows).joined()
        try sandbox.write(night.asItCame(text), to: "export.csv")
        let result = try sandbox.enlist("import", "export.csv", "--list", "+18005551234", "--sync")
        #expect(result.status == night.status, "\(name): \(result.error)")
    }

    /// Who is on the list, with all that is known of them.
    private func rows() throws -> [String] {
        try sandbox.rows(
            """
            SELECT phone_number, active, opt_out_reason, custom_fields
            FROM list_contact_view ORDER BY phone_number
            """)
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
