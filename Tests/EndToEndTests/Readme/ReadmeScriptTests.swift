import Foundation
import Testing

/// README's scripts run here with the binaries of the tests. What builds for minutes, or asks the
/// network, is run by scripts/release-check.
@Suite("README's scripts")
struct ReadmeScriptTests {
    private static let scripts = Sandbox.fixtures.deletingLastPathComponent()
        .appendingPathComponent("scripts")

    @Test func allAreRunSomewhere() throws {
        let scripts = try Readme.page("Testing").components(separatedBy: "## The tests")[0]
        let text = try Readme.text() + scripts
        let names = Set(text.matches(of: /scripts\/[a-z-]+/).map { String($0.0) })
        #expect(names.count > 12)
        let lines = try ["test", "check", "release-check"].flatMap {
            try String(contentsOf: Self.scripts.appendingPathComponent($0), encoding: .utf8)
                .split(separator: "\n")
        }
        let called = Set(
            lines.flatMap { $0.split(separator: " ").prefix { $0 != "#" } }.map(String.init))
        let here = [
            "scripts/test", "scripts/check", "scripts/release-check", "scripts/provider",
            "scripts/enlist",
        ]
        // scripts/spark-test runs these.
        let spark = ["scripts/spark-setup", "scripts/spark-import", "scripts/spark-reshard"]
        #expect(names.subtracting(called).subtracting(here).subtracting(spark) == [])
    }

    @Test func theDemoShowsWhatCameOfIt() throws {
        let demo = try run("demo")
        #expect(demo.status == 0, "\(demo.error)")
        #expect(demo.output.contains("rows        2,207"))
        #expect(demo.output.contains("total "))
    }

    @Test func installingPutsEverythingUnderThePrefix() throws {
        let sandbox = try Sandbox(nil)
        let result = try run("install --prefix 'my programs'", in: sandbox)
        #expect(result.status == 0, "\(result.error)")
        #expect(try sandbox.shell("'my programs/bin/enlist' --version").output.hasPrefix("enlist "))
        for file in [
            "man/man1/enlist.1", "bash-completion/completions/enlist",
            "zsh/site-functions/_enlist", "fish/vendor_completions.d/enlist.fish",
        ] {
            #expect(sandbox.hasFile("my programs/share/\(file)"), "\(file)")
            let written =
                "wrote \(sandbox.folder.resolvingSymlinksInPath().path)/my programs/share/\(file)"
            #expect(result.output.contains(written))
        }
        for hint in ["my programs/bin on your PATH", "for zsh: fpath=(", "for fish: set -a "] {
            #expect(result.output.contains(hint))
        }
    }

    @Test func installingWhereShellsLookSaysNoMore() throws {
        let sandbox = try Sandbox(nil)
        let result = try run("install --prefix /usr --destdir stage", in: sandbox)
        #expect(result.status == 0, "\(result.error)")
        #expect(
            result.output.split(separator: "\n").allSatisfy { $0.hasPrefix("wrote stage/usr/") })
        #expect(sandbox.hasFile("stage/usr/bin/enlist"))
    }

    private static let systemd = "/usr/bin/systemd-analyze"

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: systemd), "systemd is not installed"))
    func systemdTakesTheUnits() throws {
        let sandbox = try Sandbox(nil)
        let block = try #require(Readme.text().components(separatedBy: "```ini\n").last)
        for unit in block.components(separatedBy: "```")[0]
            .components(separatedBy: "# /etc/systemd/system/").dropFirst()
        {
            let lines = unit.split(separator: "\n", maxSplits: 1)
            let text = String(lines[1]).replacing("/usr/local/bin/enlist", with: "/bin/true")
            try sandbox.write(text, to: String(lines[0]))
        }
        let result = try sandbox.shell("\(Self.systemd) verify ./enlist-nightly.timer ./*.service")
        #expect(result.status == 0)
        #expect(result.error.split(separator: "\n").filter { $0.contains("enlist-nightly") } == [])
    }

    @Test(arguments: ["install --bogus", "install --prefix", "install surplus"])
    func installingRefusesWhatItDoesNotKnow(command: String) throws {
        let result = try run(command)
        #expect(result.status == 2)
        #expect(result.error.contains("usage: scripts/install"))
    }

    @Test func theBenchGivesATableWithRatios() throws {
        let result = try run("bench --rows 100 --runs 1")
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("| sqlite3 .import, raw table | "))
    }

    @Test func theReadersBenchReadsAFile() throws {
        let sandbox = try Sandbox(nil)
        try sandbox.write(ExampleRows.csv(0..<100), to: "rows.csv")
        let result = try run("records-bench rows.csv", in: sandbox)
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("enlist, "))
    }

    @Test func theProvidersBenchComparesTheBill() throws {
        let result = try run("provider-bench --rows 50 --runs 1")
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.components(separatedBy: "numbers a second").count == 4)
    }

    /// A script's line in a folder, with the binaries beside the tests.
    private func run(_ line: String, in sandbox: Sandbox? = nil) throws -> CommandResult {
        let sandbox = try sandbox ?? Sandbox(nil)
        let build = CommandRun.enlist.deletingLastPathComponent().path
        return try sandbox.shell(
            "\"$SCRIPTS\"/\(line)",
            [
                "SCRIPTS": Self.scripts.path, "ENLIST_BUILD": build, "TMPDIR": sandbox.folder.path,
                "HOME": sandbox.folder.path,
            ])
    }
}
