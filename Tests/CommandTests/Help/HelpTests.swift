import Foundation
import Testing

@testable import enlist

@Suite("The help")
struct HelpTests {
    /// Written by scripts/help-snapshots.
    private static let snapshots = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("Snapshots")

    private func snapshot(_ name: String) throws -> String {
        try String(contentsOf: Self.snapshots.appendingPathComponent(name), encoding: .utf8)
    }

    @Test("of each command is as it was read and approved", arguments: Enlist.commands)
    func page(command: CommandDeclaration) throws {
        #expect(try HelpText.page(command) + "\n" == snapshot("\(command.name).txt"))
    }

    @Test("of all commands, the manual page and the completions are as they were approved")
    func whole() throws {
        #expect(try HelpText.overview(Enlist.commands) + "\n" == snapshot("overview.txt"))
        #expect(try ManualPage(commands: Enlist.commands).text + "\n" == snapshot("enlist.1"))
        for shell in CompletionShell.allCases {
            #expect(
                try shell.script(Enlist.commands) + "\n"
                    == snapshot("completions.\(shell.rawValue)"))
        }
    }

    @Test("keeps text that means something to troff as text")
    func troff() {
        #expect(
            ManualPage.escaped(".TH 'a' \\n –\n'x")
                == "\\&.TH \\(aqa\\(aq \\en \\[u2013]\n\\&\\(aqx")
    }

    @Test(
        "is offered where a command is not known, with what was meant",
        arguments: [
            ("imprt", "unknown command imprt: did you mean `import`?"),
            ("rollback", "unknown command rollback: did you mean `undo`?"),
            ("--dry-run", "unknown option --dry-run: did you mean `enlist import --dry-run`?"),
            (
                "/etc/passwd",
                "unknown command /etc/passwd: did you mean `enlist import /etc/passwd`?"
            ),
            ("zzzzzz", "unknown command zzzzzz"),
        ])
    func suggestions(word: String, message: String) {
        #expect(throws: UsageError(message: message, command: nil)) {
            try CommandSearch.find(word, among: Enlist.commands)
        }
    }

    @Test("answers --help, help and --version on standard output with status 0")
    func statuses() throws {
        let binary = try Binary()
        for words in [["--help"], ["help"], ["help", "import"], ["import", "--help"]] {
            let result = try binary.enlist(words)
            #expect(result.status == 0 && result.messages.isEmpty && !result.output.isEmpty)
        }
        #expect(try binary.enlist("--version").output == "enlist \(Enlist.version)\n")
        #expect(try binary.enlist().status == 2)
    }

    @Test("completes commands, options and the words of options in bash")
    func bash() throws {
        let script = CompletionShell.bash.script(Enlist.commands)
        #expect(try completions(script, ["enlist", "imp"]) == ["import"])
        #expect(
            try completions(script, ["enlist", "import", "a.csv", "--use-v"]) == [
                "--use-validation"
            ])
        #expect(
            try completions(script, ["enlist", "import", "--format", ""]) == ["csv", "ndjson"])
        #expect(try completions(script, ["enlist", "--workspace", "x.db", "lis"]) == ["lists"])
        #expect(try completions(script, ["enlist", "import", "a"]).isEmpty)
    }

    /// What bash offers for the last of the words.
    private func completions(_ script: String, _ words: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        let ask = """
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _enlist; printf '%s\\n' "${COMPREPLY[@]}"
            """
        process.arguments = ["-c", script + "\n" + ask, "bash"] + words
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
