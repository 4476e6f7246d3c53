import Foundation
import Testing

/// Names, cells and paths that hold what a terminal obeys.
@Suite("Nothing that came from outside controls a terminal")
struct TerminalEscapeTests {
    private let sandbox: Sandbox

    /// Clears the screen, sets the title, turns the direction of what follows.
    private static let evil = "\u{1B}[2J\u{1B}]0;x\u{7}\u{9B}31m\u{202E}"

    init() throws {
        sandbox = try Sandbox(
            Configurations.acme.replacing(
                "\"Main\"", with: #""Ma\u001b[2J\u0007\u009b31m\u202ein""#
            ).replacing("\"Acme\"", with: #""Ac\u001b[2J\u0007\u009b31m\u202eme""#))
        let cells =
            "phone,na\(Self.evil)me,signup_date\n4155552671,x\(Self.evil),\n"
            + "a\(Self.evil)bc,y,\n4155552672,z,never\(Self.evil)\n"
        try sandbox.write(cells, to: Self.file)
    }

    private static let file = "r\(evil).csv"

    private static let controls: [Unicode.Scalar] = [
        "\u{1B}", "\u{7}", "\u{9B}", "\u{202E}",
    ]

    private func expectHarmless(_ result: CommandResult) {
        for text in [result.output, result.error] {
            #expect(!text.unicodeScalars.contains { Self.controls.contains($0) })
        }
    }

    @Test("by commands that are read by people")
    func commands() throws {
        let imported = try sandbox.enlist(
            "import", Self.file, "--list", "+18005551234", "--report", "r.ndjson", "--rejects",
            "bad.csv")
        #expect(imported.status == 3)
        expectHarmless(imported)
        let commands = [
            ["apply", "config.json"], ["lists"], ["jobs"], ["jobs", "1"], ["why", "4155552671"],
            ["inspect", Self.file], ["config"], ["invoice"], ["check"],
            ["unsubscribe", Self.file, "--list", "+18005551234", "--report", "u.ndjson"],
            ["mapping", Self.file, "--json"], ["undo", "1"],
        ]
        for command in commands { expectHarmless(try sandbox.enlist(command)) }
    }

    @Test(
        "by errors that name what was typed",
        arguments: [
            ["\(evil)"], ["import", "no\u{1B}\u{7}\u{9B}\u{202E}.csv", "--list", "+18005551234"],
            ["help", evil],
            ["import", "rows.csv", "--\(evil)"], ["export", evil],
            ["jobs", evil],
            ["key", "create", evil], ["key", "revoke", evil, evil], ["apply", evil],
            ["--workspace", "no\(evil).db", "lists"], ["split", evil, "--shard", "0"],
        ])
    func errors(arguments: [String]) throws {
        let result = try sandbox.enlist(arguments)
        #expect(result.status != 0)
        #expect(!result.error.isEmpty)
        expectHarmless(result)
    }

    @Test("a report on a terminal, neither", arguments: ["csv", "ndjson"])
    func reportOnTerminal(format: String) throws {
        let call =
            "import r*.csv --list +18005551234 --report-format \(format) --anew --quiet --report"
        let shown = try sandbox.shell(
            "script -qec '\"$ENLIST\" \(call) -' /dev/null </dev/null")
        #expect(shown.output.contains("bc"))
        expectHarmless(shown)
        let device = try sandbox.shell(
            "script -qec '\"$ENLIST\" \(call) /dev/tty' /dev/null </dev/null")
        #expect(device.output.contains("bc"))
        expectHarmless(device)
        let piped = try sandbox.shell("\"$ENLIST\" \(call) -")
        #expect(piped.output.contains("\u{202E}"))
    }

    @Test(
        "nor messages and ends in JSON",
        arguments: [
            "import r*.csv --list +18005551234 --report r.ndjson --log-format json --quiet",
            "import r*.csv --list +18005551234 --report r.ndjson --log-format json",
            "normalize r*.csv --log-format json", "jobs \"$NAME\" --json",
        ])
    func jsonOnTerminal(call: String) throws {
        let shown = try sandbox.shell(
            "script -qec '\"$ENLIST\" \(call)' /dev/null </dev/null", ["NAME": Self.file])
        #expect(shown.output.contains("{") || call.contains("--quiet"))
        expectHarmless(shown)
    }

    @Test(
        "line ends of CSV stay line ends on a terminal",
        arguments: [
            "invoice --csv",
            "import r*.csv --list +18005551234 --report-format csv --quiet --report -",
        ])
    func lineEndsOnTerminal(call: String) throws {
        let piped = try sandbox.shell("\"$ENLIST\" \(call)")
        #expect(piped.output.contains("\r\n"))
        let shown = try sandbox.shell("script -qec '\"$ENLIST\" \(call)' /dev/null </dev/null")
        // The terminal itself makes CRLF of a line feed.
        #expect(shown.output.utf8.count { $0 == 0x0A } > 0)
        #expect(!shown.output.contains("\u{FFFD}\r\n"))
    }

    @Test("an export as CSV, which keeps cells as they are, on a terminal does not")
    func exportOnTerminal() throws {
        _ = try sandbox.enlist(
            "import", Self.file, "--list", "+18005551234", "--report", "r.ndjson", "--quiet")
        let piped = try sandbox.enlist("export", "+18005551234", "--format", "csv")
        #expect(piped.output.contains("x\(Self.evil)"))
        let shown = try sandbox.shell(
            "script -qec '\"$ENLIST\" export +18005551234 --format csv' /dev/null </dev/null")
        #expect(shown.status == 0)
        #expect(shown.output.contains("+14155552671"))
        expectHarmless(shown)
    }
}
