import Foundation
import Testing

/// What README says beside its recipes.
@Suite("README's reference")
struct ReadmeReferenceTests {
    /// Blocks of other kinds would be run by nobody.
    @Test func everyBlockIsOfAKindThatIsTested() throws {
        let kinds = try Readme.text().matches(of: /\n```([a-z]+[a-z ]*)\n/).map { String($0.1) }
        #expect(
            Set(kinds) == [
                "sh", "sh install", "sh provider", "json workspace", "json settings",
                "json mapping", "text", "cron", "ini",
            ])
        #expect(kinds.count { $0 == "sh" } > 6)
    }

    @Test func everyOptionThatItNamesIsOneOfACommandOrAScript() throws {
        let root = Sandbox.fixtures.deletingLastPathComponent()
        let known = try ["Tests/CommandTests/Help/Snapshots", "scripts", "scripts/sharding"].map {
            let folder = root.appendingPathComponent($0)
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                .compactMap { name in
                    try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                }.joined()
        }.joined()
        let named = Set(
            try (Readme.text() + Readme.page("Shards")).matches(of: /--[a-z][a-z-]+[a-z]/).map {
                String($0.0)
            })
        #expect(named.count > 60)
        // systemctl's own.
        #expect(named.filter { known.firstRange(of: $0) == nil } == ["--now"])
    }

    @Test(
        "what an engine of one's own needs is there",
        arguments: [
            (
                "`normalize --first-row N --first-line N --first-byte N`",
                "enlist normalize crm.csv --first-row 5 --first-line 6 --first-byte 100"
            ),
            (
                "`import - --end-line TEXT`",
                "(cat crm.csv; echo END) | enlist import - --end-line END --report r.ndjson --list $L"
            ),
            (
                "`import --clock INSTANT`",
                "enlist import crm.csv --clock 2026-11-24T08:00:00Z --list $L"
            ),
            ("`import --job KEY/00003`", "enlist import crm.csv --job nightly/00003 --list $L"),
            (
                "`jobs --workspace 'base/*.db'`",
                "mkdir base; cp enlist.db base/0.db; enlist jobs --workspace 'base/*.db'"
            ),
            (
                "    enlist lists --workspace '/mnt/base/*.db' ",
                "mkdir base; cp enlist.db base/0.db; enlist lists --workspace \"$PWD/base/*.db\""
            ),
        ])
    func partsOfAnEngine(shown: String, command: String) throws {
        #expect(try (Readme.text() + Readme.page("Shards")).contains(shown))
        let sandbox = try Sandbox()
        try sandbox.write(ExampleRows.csv(0..<5), to: "crm.csv")
        let result = try sandbox.shell(
            "enlist() { \"$ENLIST\" \"$@\"; }; L=+18005551234; \(command)")
        #expect(result.status == 0, "\(result.error)")
        #expect(!result.output.isEmpty)
    }

    @Test func itsAlertNamesMetricsThatThereAre() throws {
        let text = try Readme.text()
        let rule = try #require(
            text.split(separator: "\n").first { $0.contains("enlist_last_run_success ==") })
        let names = rule.matches(of: /enlist_[a-z_]+/).map { String($0.0) }
        #expect(names.count == 2)
        let sandbox = try Sandbox()
        try sandbox.write(ExampleRows.csv(0..<5), to: "crm.csv")
        _ = try sandbox.enlist(
            "import", "crm.csv", "--list", "+18005551234", "--metrics", "enlist.prom")
        for name in names {
            #expect(sandbox.lines("enlist.prom").contains { $0.hasPrefix("\(name) ") }, "\(name)")
        }
    }
}
