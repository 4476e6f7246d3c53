import Foundation
import Testing

@Suite("enlist.json")
struct ProfileTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone,plan\n4152000001,gold\n4152000002,\n", to: "rows.csv")
        try sandbox.write(
            """
            {"defaults": {"list": "+18005551234", "extra": "ignore", "summary": "json"},
             "profiles": {
               "paid": {"use-validation": true, "extra": "custom", "max-cost": 1},
               "nightly": {"sync": true, "max-removals": "60%", "summary": "text",
                 "metrics": "nightly.prom", "ignore-column": ["plan"]}}}
            """, to: "enlist.json")
    }

    @Test func givesWhatNobodyTyped() throws {
        let result = try sandbox.enlist("import", "rows.csv")
        #expect(try result.summary().listContactsCreated == 2)
        #expect(try fields() == ["{}", "{}"])
        let typed = try sandbox.enlist("import", "rows.csv", "--extra", "custom")
        #expect(typed.status == 0)
        #expect(try fields() == [#"{"plan":"gold"}"#, "{}"])
    }

    @Test func aProfileWinsOverTheDefaults() throws {
        let result = try sandbox.enlist("import", "rows.csv", "--profile", "paid")
        #expect(try result.summary().validation.totalCost == 0.006)
        #expect(try fields() == [#"{"plan":"gold"}"#, "{}"])
    }

    @Test func aProfileHoldsWholeJobs() throws {
        _ = try sandbox.enlist("import", "rows.csv")
        try sandbox.write("phone,plan\n4152000002,x\n", to: "rows.csv")
        let result = try sandbox.enlist("import", "rows.csv", "--profile", "nightly")
        #expect(result.status == 0)
        #expect(result.output.contains("removed"))
        #expect(sandbox.hasFile("nightly.prom"))
        #expect(try sandbox.count("list_contact_view WHERE NOT active") == 1)
    }

    @Test func lyingBesideTheWorkspaceItHoldsFromEverywhere() throws {
        try FileManager.default.createDirectory(
            atPath: sandbox.path("elsewhere"), withIntermediateDirectories: false)
        let result = try sandbox.shell(
            "cd elsewhere && $ENLIST import ../rows.csv --workspace ../enlist.db --profile nightly")
        #expect(result.status == 0)
        #expect(sandbox.hasFile("nightly.prom"))
    }

    @Test func noneLeavesTheFileOut() throws {
        let result = try sandbox.enlist("import", "rows.csv", "--profile", "none")
        #expect(result.status == 3)
        #expect(result.output.contains("missing_list_number"))
    }

    @Test func aJobGoesOnWithWhatItWasStartedWith() throws {
        try sandbox.write("phone,plan\n4152000001,gold\nx,\ny,\n", to: "rows.csv")
        #expect(try sandbox.enlist("import", "rows.csv", "--max-rejects", "1").status == 75)
        try sandbox.write("{}", to: "enlist.json")
        #expect(try sandbox.enlist("resume", "--max-rejects", "2").status == 3)
        #expect(try fields() == ["{}"])
    }

    @Test func isShownWithWhereItComesFrom() throws {
        let plain = try sandbox.enlist("config").outputLines.map(Self.words)
        #expect(plain.contains(["--list", "+18005551234", "defaults"]))
        #expect(plain.contains(["--use-validation", "-", "built", "in"]))
        let paid = try sandbox.enlist("config", "--profile", "paid").outputLines.map(Self.words)
        #expect(paid.contains(["--extra", "custom", "profile", "paid"]))
        #expect(paid.contains(["--use-validation", "on", "profile", "paid"]))
        let keyed = try sandbox.enlist("config", environment: ["ENLIST_API_KEY": "trk_secret"])
        #expect(!keyed.output.contains("secret"))
    }

    @Test(arguments: [
        ("[]", "takes an object"), ("{", "is no JSON"),
        (#"{"default":{}}"#, "did you mean defaults?"),
        (#"{"defaults":{"lists":"x"}}"#, "defaults.lists: is no option of import"),
        (#"{"defaults":{"job":"x"}}"#, "defaults.job: is for one call: type it"),
        (#"{"defaults":{"sync":"yes"}}"#, "defaults.sync"),
        (#"{"defaults":{"list":true}}"#, "takes a string or a number"),
        (#"{"defaults":{"existing":"merge"}}"#, "takes update, fill, skip"),
        (#"{"defaults":{"list":"1"},"defaults":{}}"#, "is no JSON"),
        (#"{"profiles":{"nightly":[]}}"#, "takes an object"),
    ])
    func whatIsWrongInItIsSaidWithItsPlace(text: String, says: String) throws {
        try sandbox.write(text, to: "enlist.json")
        let result = try sandbox.enlist("config", "--profile", "nightly")
        #expect(result.status == 2)
        #expect(result.error.contains("enlist.json: "))
        #expect(result.error.contains(says))
    }

    @Test func anUnknownProfileIsRefused() throws {
        let result = try sandbox.enlist("import", "rows.csv", "--profile", "nighty")
        #expect(result.status == 2)
        #expect(result.error.contains("did you mean nightly?"))
        let other = try sandbox.enlist(
            "import", "rows.csv", "--profile", "paid", "--workspace", "elsewhere/enlist.db")
        #expect(other.status == 2)
        #expect(other.error.contains("there is no elsewhere/enlist.json"))
    }

    private func fields() throws -> [String] {
        try sandbox.rows("SELECT custom_fields FROM list_contact_view ORDER BY phone_number")
    }

    private static func words(_ line: String) -> [String] {
        line.split(separator: " ").map(String.init)
    }
}
