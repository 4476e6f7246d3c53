import Foundation
import Testing

/// What ``JSONOutputTests`` leaves out: outputs in their fullest form.
@Suite("Documented JSON")
struct JSONExampleTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox(nil)
        _ = try sandbox.enlist("apply", Sandbox.fixture("workspace.json"))
        try FileManager.default.createDirectory(
            atPath: sandbox.path("in"), withIntermediateDirectories: false)
        try sandbox.write(
            """
            phone,name,url,ip_address,ad_network_source,ad_network_id,carrier
            4152000001 x5,Ann,http://a.example,192.0.2.1,adwords,camp_1,Tel
            12,x,,,,,

            """, to: "in/a.csv")
        try sandbox.write("phone,name\n4152000002,Bob\n415", to: "in/b.csv")
    }

    @Test func aFolderLooksAsItIsDocumented() throws {
        let folder = try importing("in", "--use-journeys", "--rejects", "rejects.csv")
        try DocumentedJSON.expect(folder.output, looksAs: "folder summary")
        let note = try #require(folder.error.split(separator: "\n").first)
        try DocumentedJSON.expect(String(note), looksAs: "note")
        try DocumentedJSON.expect(
            sandbox.lines("in/a.csv.report.ndjson")[0], looksAs: "success line of several inputs")
        try DocumentedJSON.expect(
            sandbox.lines("in/a.csv.report.ndjson")[1], looksAs: "error line of several inputs")
        let inspection = try sandbox.enlist("inspect", "in/b.csv", "--json")
        try DocumentedJSON.expect(inspection.output, looksAs: "inspect of damage")
        let nothing = try importing("in/*.nothing")
        try DocumentedJSON.expect(nothing.output, looksAs: "summary of nothing")
    }

    @Test func aBiographyLooksAsItIsDocumented() throws {
        _ = try importing("in/a.csv", "--use-journeys", "--use-validation")
        try sandbox.write("4152000001\n", to: "stop.txt")
        _ = try sandbox.enlist("unsubscribe", "stop.txt", "--list", "+18005551234")
        let whole = try sandbox.enlist("why", "4152000001", "--json")
        try DocumentedJSON.expect(whole.output, looksAs: "why in full")
        try FileManager.default.removeItem(atPath: sandbox.path("in/a.csv.report.ndjson"))
        let partial = try sandbox.enlist("why", "4152000001", "--json")
        try DocumentedJSON.expect(partial.output, looksAs: "why in part")
        let stranger = try sandbox.enlist("why", "4152009999", "--json")
        try DocumentedJSON.expect(stranger.output, looksAs: "why of a stranger")
    }

    @Test func filesLookAsTheyAreDocumented() throws {
        try sandbox.write(
            #"{"phone_number":"12","list_number":"+18005551234"}"# + "\n", to: "rows.ndjson")
        _ = try sandbox.enlist("import", "rows.ndjson", "--rejects", "rejects.ndjson")
        try DocumentedJSON.expect(sandbox.lines("rejects.ndjson")[0], looksAs: "refused row")
        _ = try importing("in/a.csv")
        _ = try sandbox.enlist(
            "add",
            #"{"phone_number":"4152000001","list_number":"+18005551234","opted_out":true}"#)
        let exported = try sandbox.enlist("export", "+18005551234").outputLines
        try DocumentedJSON.expect(exported[0], looksAs: "exported line")
        let mapping = try sandbox.enlist("mapping", "in/a.csv")
        try DocumentedJSON.expect(mapping.output, looksAs: "mapping")
    }

    @Test func jobsOfShardsLookAsTheyAreDocumented() throws {
        for shard in 0..<2 {
            try FileManager.default.copyItem(
                atPath: sandbox.path("enlist.db"), toPath: sandbox.path("shard-\(shard).db"))
            _ = try sandbox.enlist(
                "import", "in/a.csv", "--list", "+18005551234", "--job", "nightly/0000\(shard)",
                "--workspace", "shard-\(shard).db")
        }
        let all = ["--json", "--workspace", "shard-*.db"]
        let jobs = try sandbox.enlist(["jobs"] + all)
        try DocumentedJSON.expect(jobs.output, looksAs: "jobs of shards")
        let job = try sandbox.enlist(["jobs", "nightly"] + all)
        try DocumentedJSON.expect(job.output, looksAs: "job of shards")
    }

    @Test func everyExampleIsComparedWithAnOutput() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let names = try ["JSONOutputTests.swift", "JSONExampleTests.swift"].flatMap { name in
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                .matches(of: /looksAs: "([A-Za-z ]+)"/).map { String($0.1) }
        }
        #expect(Set(try DocumentedJSON.examples().keys) == Set(names))
    }

    private func importing(_ input: String, _ options: String...) throws -> CommandResult {
        try sandbox.enlist(
            [
                "import", input, "--list", "+18005551234", "--summary", "json", "--log-format",
                "json",
            ] + options)
    }
}
