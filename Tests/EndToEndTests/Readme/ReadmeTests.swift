import Foundation
import Testing

@Suite("README")
struct ReadmeTests {
    /// Words that stand for something of the reader's.
    private static let placeholders = [
        "CONFIG.json": "fixtures/workspace.json", "INPUT": "crm.csv",
        "[JSON]": #"'{"phone_number":"x"}'"#,
        "LIST": "+18005551234", "NUMBER": "4152000001", "[JOB]": "2", "JOB": "2", "N": "5",
        "[MONTH]": "2026-11",
        "ACCOUNT": "Acme", "PATH": "page.html", "COMMAND": "import",
        "KEY": #"$("$ENLIST" key create Acme)"#,
    ]

    /// Commands that change nothing, so that one workspace is enough for all of them.
    private static let lookers: Set = [
        "check", "config", "export", "help", "inspect", "invoice", "jobs", "lists", "mapping",
        "normalize", "why",
    ]

    private static func isLooker(_ command: String) -> Bool {
        lookers.contains(String(command.split(separator: " ")[1]))
    }

    @Test(arguments: Readme.namedCommands.filter { !isLooker($0) })
    func commandsThatItsTextNamesRun(command: String) throws {
        try expectToRun(command, in: sandboxOfAUser())
    }

    @Test func commandsThatItsTextNamesShowThings() throws {
        let sandbox = try sandboxOfAUser()
        let commands = Readme.namedCommands.filter(Self.isLooker)
        #expect(commands.count > 10)
        for command in commands { try expectToRun(command, in: sandbox) }
    }

    private func expectToRun(_ command: String, in sandbox: Sandbox) throws {
        try sandbox.write(Readme.json("settings"), to: "enlist.json")
        let words = command.split(separator: " ").map { word in
            let name = word.replacing("…", with: "")
            return Self.placeholders[String(name)] ?? String(name)
        }
        let result = try run(words.joined(separator: " "), in: sandbox)
        // 75: a limit that stopped an import stops it again, and nothing is split before its end.
        let mayStop = words.contains("resume") || words.contains("split")
        let allowed: Set<Int32> = mayStop ? [0, 3, 75] : [0, 3]
        #expect(allowed.contains(result.status), "\(words): \(result.error)")
    }

    @Test(arguments: Readme.blocks("sh"))
    func commandsRun(block: Readme.Block) throws {
        let sandbox = try sandboxOfAUser()
        for command in block.lines {
            let result = try run(command, in: sandbox)
            // 3: some rows are refused; 75: a limit that the recipe is about.
            let allowed: Set<Int32> = command.contains("(75)") ? [75] : [0, 3]
            #expect(allowed.contains(result.status), "\(command): \(result.error)")
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
        #expect(try provider.served() == 400)
    }

    @Test func theNightlyLinesOfCronAndSystemdRun() throws {
        let sandbox = try sandboxOfAUser()
        try sandbox.write(Readme.json("settings"), to: "enlist.json")
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

    @Test func itsExampleRunIsWhatIsPrinted() throws {
        let sandbox = try sandboxOfAUser(imports: false)
        let shown = try #require(Readme.blocks("text").first).lines.dropFirst()
        let command = try #require(
            Readme.blocks("sh").flatMap(\.lines).first { $0.contains("fixtures/contacts.csv") })
        let printed = try run(command, in: sandbox).output
        for line in shown where !line.hasSuffix("…") {
            #expect(printed.contains(line), "\(line)")
        }
    }

    @Test func itsWorkspaceAndItsMappingAreTaken() throws {
        let sandbox = try Sandbox(nil)
        try sandbox.write(Readme.json("workspace"), to: "workspace.json")
        #expect(try sandbox.enlist("apply", "workspace.json").status == 0)
        #expect(try sandbox.enlist("apply", "workspace.json").output == "nothing to change\n")
        try sandbox.write(Readme.json("mapping"), to: "mapping.json")
        try sandbox.write(
            "Handy,Ort,Notiz,Abo\n4152000001,Bonn,x,aktiv\n4152000002,Ulm,y,abgemeldet\n",
            to: "kunden.csv")
        #expect(
            try sandbox.enlist("import", "kunden.csv", "--mapping", "mapping.json").status == 0)
        let export = try sandbox.enlist("export", "+18005551234").outputLines
        #expect(export.map { $0.contains("opted_out") } == [false, true])
    }

    /// A line of the shell with `enlist` as it would be when it is installed.
    private func run(_ command: String, in sandbox: Sandbox) throws -> CommandResult {
        try sandbox.shell("enlist() { \"$ENLIST\" \"$@\"; }; \(command)")
    }

    /// A folder with a workspace, the files that the recipes name, an import, and a sync that
    /// stopped.
    private func sandboxOfAUser(imports: Bool = true) throws -> Sandbox {
        let sandbox = try Sandbox(nil)
        try FileManager.default.copyItem(
            at: Sandbox.fixtures, to: sandbox.folder.appendingPathComponent("fixtures"))
        try sandbox.write(ExampleRows.csv(100..<500) + "x,\n", to: "contacts.csv")
        let setUp = """
            mkdir incoming
            printf 'phone,name\\n4152000001,Ann\\n4152000002,Bob\\n' | tee crm.csv nightly.csv \
                > incoming/monday.csv
            printf '4152000009\\n' > suppressed.txt
            printf 'Email,Phone Number,Email Marketing Consent,SMS Marketing Consent\\n' > klaviyo.csv
            printf 'a@b.example,+14152000003,SUBSCRIBED,SUBSCRIBED\\n' >> klaviyo.csv
            printf 'phone\\nx\\n4152000007\\n' > bad.csv
            "$ENLIST" apply fixtures/workspace.json
            \(imports ? "" : "exit 0")
            "$ENLIST" import crm.csv --list +18005551234
            "$ENLIST" import bad.csv --list +18005551234 --sync --max-removals 100% --max-rejects 0 \
                || [ $? -eq 75 ]
            """
        let result = try sandbox.shell("set -e\n" + setUp)
        try #require(result.status == 0, "\(result.error)")
        return sandbox
    }
}
