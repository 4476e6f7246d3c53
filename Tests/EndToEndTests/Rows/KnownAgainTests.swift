import Foundation
import Testing

/// A row that was applied before and would change nothing is known by its fingerprint; whatever
/// happened to its contact since must be noticed.
@Suite("A row that comes again")
struct KnownAgainTests {
    private let sandbox: Sandbox
    private let list = "+18005551234"

    init() throws {
        sandbox = try Sandbox(Self.configuration(journeys: "[]"))
        try sandbox.write(
            "phone,name,city\n4152000001,Ann,Rome\n4152000002,Bob,Bern\n4152000003,Cy,\n",
            to: "rows.csv")
        _ = try importing("rows.csv")
    }

    private static func configuration(journeys: String) -> String {
        """
        {"accounts":[{"name":"Acme","billing":"active",
          "lists":[{"phone_number":"+18005551234","name":"Main"}],"journeys":\(journeys)}]}
        """
    }

    @Test("is not compared with what is stored, and reports as if it were")
    func isKnown() throws {
        let first = try importing("rows.csv")
        // Behind the triggers' back: a row that is compared would change the name again.
        try withoutTriggers("UPDATE list_contacts SET custom_fields = '{\"name\":\"Eve\"}'")
        let second = try importing("rows.csv")
        #expect(counts(first) == "0 updated, 3 unchanged" && counts(second) == counts(first))
        #expect(try names() == ["Eve", "Eve", "Eve"])
    }

    @Test("after a change from outside is applied again")
    func outside() throws {
        _ = try sandbox.rows("UPDATE list_contacts SET custom_fields = '{\"name\":\"Eve\"}'")
        #expect(counts(try importing("rows.csv")) == "3 updated, 0 unchanged")
        #expect(try names() == ["Ann", "Bob", "Cy"])
        #expect(counts(try importing("rows.csv")) == "0 updated, 3 unchanged")
    }

    @Test("with other content is compared, and so is the first one behind it")
    func changed() throws {
        try sandbox.write("phone,name,city\n4152000001,Anna,Rome\n", to: "change.csv")
        #expect(counts(try importing("change.csv")) == "1 updated, 0 unchanged")
        #expect(counts(try importing("change.csv")) == "0 updated, 1 unchanged")
        #expect(counts(try importing("rows.csv")) == "1 updated, 2 unchanged")
        #expect(try names() == ["Ann", "Bob", "Cy"])
    }

    @Test("is compared once when it lost its fingerprint, and known from then on")
    func heals() throws {
        _ = try sandbox.rows("DELETE FROM fingerprints")
        #expect(counts(try importing("rows.csv")) == "0 updated, 3 unchanged")
        try isKnown()
    }

    @Test("within one file after another row of its number is compared")
    func withinAFile() throws {
        try sandbox.write(
            "phone,name\n4152000001,Anna\n4152000001,Ann\n4152000001,Anna\n", to: "twice.csv")
        #expect(counts(try importing("twice.csv")) == "3 updated, 0 unchanged")
        #expect(counts(try importing("twice.csv")) == "2 updated, 1 unchanged")
        #expect(try names() == ["Anna", "Bob", "Cy"])
        #expect(counts(try importing("rows.csv")) == "1 updated, 2 unchanged")
    }

    @Test("in another mode is compared")
    func modes() throws {
        try sandbox.write("phone,name\n4152000001,Anna\n", to: "fill.csv")
        #expect(
            counts(try importing("fill.csv", "--existing", "fill")) == "0 updated, 1 unchanged")
        #expect(
            counts(try importing("fill.csv", "--existing", "fill")) == "0 updated, 1 unchanged")
        #expect(counts(try importing("fill.csv")) == "1 updated, 0 unchanged")
        try sandbox.write("phone,name,replace_custom_fields\n4152000001,Anna,yes\n", to: "all.csv")
        #expect(counts(try importing("all.csv")) == "1 updated, 0 unchanged")
        #expect(try sandbox.rows(Self.fields)[0] == #"{"name":"Anna"}"#)
        #expect(counts(try importing("rows.csv", "--existing", "skip")) == "0 updated, 3 unchanged")
        #expect(counts(try importing("rows.csv")) == "1 updated, 2 unchanged")
    }

    @Test("after an opt-out is skipped, and after undo is what it was before")
    func optOutAndUndo() throws {
        try sandbox.write("4152000002\n", to: "stop.txt")
        _ = try sandbox.enlist("unsubscribe", "stop.txt", "--list", list)
        let result = try importing("rows.csv")
        #expect(result.contains(#""skipped_opted_out":1"#))
        #expect(counts(result) == "0 updated, 2 unchanged")
        _ = try sandbox.enlist("undo", "2")
        #expect(counts(try importing("rows.csv")) == "0 updated, 3 unchanged")
        _ = try sandbox.enlist("undo", "1")
        let again = try importing("rows.csv")
        #expect(again.contains(#""contacts_created":3"#), "\(again)")
        #expect(try sandbox.enlist("check").output == "all is well\n")
    }

    @Test("of who left by a sync brings them back")
    func sync() throws {
        try sandbox.write("phone,name,city\n4152000001,Ann,Rome\n4152000003,Cy,\n", to: "two.csv")
        _ = try importing("two.csv", "--sync", "--max-removals", "1")
        #expect(try sandbox.rows("SELECT count(*) FROM list_contacts WHERE active") == ["2"])
        #expect(try sandbox.enlist("check").output == "all is well\n")
        #expect(counts(try importing("rows.csv")) == "1 updated, 2 unchanged")
        #expect(try sandbox.rows("SELECT count(*) FROM list_contacts WHERE active") == ["3"])
    }

    @Test("still meets journeys that came since")
    func journeys() throws {
        try sandbox.write(
            Self.configuration(
                journeys: #"""
                    [{"name":"Welcome","status":"active","trigger":{"operator":"AND","conditions":
                    [{"type":"list","list_number":"+18005551234"}]}}]
                    """#), to: "config.json")
        _ = try sandbox.enlist("apply", "config.json")
        let result = try importing(
            "rows.csv", "--use-journeys", "--no-skip-journey-if-exists")
        #expect(result.contains(#""journeys_enrolled":3"#), "\(result)")
    }

    private static let fields = "SELECT custom_fields FROM list_contacts ORDER BY id"

    private func importing(_ arguments: String...) throws -> String {
        let result = try sandbox.enlist(
            ["import", "--list", list, "--summary", "json", "--report", "report.ndjson"]
                + arguments)
        #expect(result.status == 0, "\(result.error)")
        return result.output
    }

    private func counts(_ summary: String) -> String {
        func number(_ key: String) -> Substring {
            summary.components(separatedBy: "\"\(key)\":").dropFirst().first?
                .prefix { $0.isNumber } ?? "no"
        }
        return "\(number("updated")) updated, \(number("unchanged")) unchanged"
    }

    private func names() throws -> [String] {
        try sandbox.rows("SELECT custom_fields ->> 'name' FROM list_contacts ORDER BY id")
    }

    /// Changes what is stored as a damaged disk would, unseen.
    private func withoutTriggers(_ sql: String) throws {
        let result = try sandbox.shell(
            "sqlite3 -cmd '.dbconfig enable_trigger off' enlist.db \"$SQL\"", ["SQL": sql])
        #expect(result.status == 0, "\(result.error)")
    }
}
