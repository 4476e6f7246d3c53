import Foundation
import Testing

@Suite("README")
struct ReadmeTests {
    private static let root = Sandbox.fixtures.deletingLastPathComponent()

    @Test(arguments: Readme.blocks("sh"))
    func commandsRun(block: Readme.Block) throws {
        let sandbox = try sandboxOfAUser()
        for command in block.lines {
            let result = try run(command, in: sandbox)
            // 3: some rows are refused; 75: a limit that the recipe is about.
            #expect([0, 3, 75].contains(result.status), "\(command): \(result.error)")
        }
    }

    @Test func theProvidersCommandsRun() throws {
        let sandbox = try sandboxOfAUser()
        let provider = try LoopbackProvider(in: sandbox, "--latency", "0.05", "--rate", "5000")
        let block = try #require(Readme.blocks("sh provider").first)
        let command = try #require(block.lines.last).replacing(
            "http://127.0.0.1:8080", with: provider.url)
        #expect(block.lines.first?.contains("scripts/provider --port") == true)
        let result = try run(command, in: sandbox)
        #expect(result.status == 3, "\(result.error)")
        #expect(try provider.served() > 1_000)
    }

    @Test func theNightlyLinesOfCronAndSystemdRun() throws {
        let sandbox = try sandboxOfAUser()
        let settings = try #require(Readme.blocks("json").first).lines.joined(separator: "\n")
        try sandbox.write(settings, to: "enlist.json")
        let cron = try #require(Readme.blocks("cron").first?.lines.first)
        let unit = try #require(Readme.blocks("ini").first).lines
        let service = try #require(unit.first { $0.hasPrefix("ExecStart=") })
        for line in [cron.dropFirst("15 2 * * * ".count), service.dropFirst("ExecStart=".count)] {
            let command = String(line).replacing("/usr/local/bin/enlist", with: "enlist")
                .replacing("/srv/crm/export.csv", with: "crm.csv")
                .replacing("/srv/enlist/enlist.db", with: "enlist.db")
            let result = try run(command, in: sandbox)
            #expect(result.status == 0, "\(command): \(result.error)")
            #expect(result.output.contains(#""sync":{"list":"+18005551234","#))
        }
        #expect(sandbox.hasFile("enlist.prom"))
        let config = try sandbox.enlist("config", "--profile", "nightly")
        #expect(config.output.contains("profile nightly"))
    }

    @Test func theScriptsThatItNamesAreThere() throws {
        let text = try Readme.text()
        let names = Set(text.matches(of: /scripts\/[a-z-]+/).map { String($0.0) })
        #expect(names.count > 8)
        for name in names {
            let path = Self.root.appendingPathComponent(name).path
            #expect(FileManager.default.isExecutableFile(atPath: path), "\(name)")
        }
    }

    /// A line of the shell with `enlist` as it would be when it is installed.
    private func run(_ command: String, in sandbox: Sandbox) throws -> CommandResult {
        try sandbox.shell("enlist() { \"$ENLIST\" \"$@\"; }; \(command)")
    }

    /// A folder with a workspace, the files that the recipes name, an import, and one that stopped.
    private func sandboxOfAUser() throws -> Sandbox {
        let sandbox = try Sandbox(nil)
        try FileManager.default.copyItem(
            at: Sandbox.fixtures, to: sandbox.folder.appendingPathComponent("fixtures"))
        let setUp = """
            mkdir incoming
            cp fixtures/contacts.csv contacts.csv
            printf 'phone,name\\n4152000001,Ann\\n4152000002,Bob\\n' | tee crm.csv nightly.csv \
                > incoming/monday.csv
            printf '4152000009\\n' > suppressed.txt
            printf 'Email,Phone Number,Email Marketing Consent,SMS Marketing Consent\\n' > klaviyo.csv
            printf 'a@b.example,+14152000003,SUBSCRIBED,SUBSCRIBED\\n' >> klaviyo.csv
            printf 'phone\\nx\\n4152000007\\n' > bad.csv
            "$ENLIST" apply fixtures/workspace.json
            "$ENLIST" import crm.csv --list +18005551234
            "$ENLIST" import bad.csv --list +18005551234 --max-rejects 0 || [ $? -eq 75 ]
            """
        let result = try sandbox.shell("set -e\n" + setUp)
        try #require(result.status == 0, "\(result.error)")
        return sandbox
    }
}

/// The fenced blocks of README.md.
enum Readme {
    struct Block: CustomStringConvertible, Sendable {
        let lines: [String]
        var description: String { lines.first ?? "" }
    }

    static func text() throws -> String {
        let file = Sandbox.fixtures.deletingLastPathComponent().appendingPathComponent("README.md")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The blocks with a word behind their fence.
    static func blocks(_ kind: String) -> [Block] {
        guard let text = try? text() else { return [] }
        return text.components(separatedBy: "\n```\(kind)\n").dropFirst().map { part in
            let body = part.components(separatedBy: "\n```")[0]
            return Block(
                lines: body.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") })
        }
    }
}
