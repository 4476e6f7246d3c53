import Foundation
import Testing

@Suite("On a terminal")
struct TerminalTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(ExampleRows.csv(0..<60_000), to: "rows.csv")
    }

    private struct Session: Decodable {
        let status: Int32
        let text: String

        /// What was drawn in the place of the line before, without colours.
        var drawings: [String] {
            text.split(separator: "\r").filter { $0.hasSuffix("\u{1B}[K") }
                .map { String($0.dropLast(3)).replacing(/\u{1B}\[\d+m/, with: "") }
                .filter { !$0.isEmpty }
        }
    }

    /// - Parameter interrupt: the text after which Ctrl-C is typed.
    private func session(
        _ columns: Int, interrupt: String = "-", _ environment: [String: String] = [:],
        _ options: String...
    ) throws -> Session {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("terminal.py").path
        let words =
            [
                "python3", script, "\(columns)", interrupt, CommandRun.enlist.path, "import",
                "rows.csv", "--list", "+18005551234", "--report", "report.ndjson",
                "--commit-rows", "4096",
            ] + options
        let result = try CommandRun(
            program: URL(fileURLWithPath: "/usr/bin/env"), arguments: words,
            environment: ["TERM": "xterm", "LANG": "C.UTF-8"].merging(environment) { $1 },
            folder: sandbox.folder
        ).result()
        return try JSONDecoder().decode(Session.self, from: Data(result.output.utf8))
    }

    @Test(arguments: [40, 80, 120, 200])
    func progressIsOneLineThatFitsAndGoesAway(columns: Int) throws {
        let session = try session(columns)
        #expect(session.status == 0)
        #expect(!session.drawings.isEmpty)
        #expect(session.drawings.allSatisfy { $0.count < columns && $0.contains("rows") })
        let summary = try #require(session.text.range(of: "Imported rows.csv"))
        #expect(session.text[..<summary.lowerBound].hasSuffix("\r\u{1B}[K"))
    }

    @Test(arguments: [40, 80, 120, 200])
    func ctrlCTakesTheLineAwayAndSaysHowToGoOn(columns: Int) throws {
        let session = try session(columns, interrupt: " rows")
        #expect(session.status == 130)
        #expect(session.text.contains("\r\u{1B}[Kstopping at the next commit"))
        #expect(session.text.contains("enlist resume 1"))
        let summary = try #require(session.text.range(of: "Stopped rows.csv"))
        #expect(!session.text[summary.upperBound...].contains("\u{1B}"))
        #expect(try sandbox.rows("SELECT state FROM jobs") == ["interrupted"])
    }

    @Test("a wide terminal gets everything, a narrow one what matters most, both the whole summary")
    func whatIsShownByWidth() throws {
        let rows = "phone,name\njunk,Ann\n" + ExampleRows.csvRows(0..<30_000)
        try sandbox.write(rows, to: "rows.csv")
        let wide = try session(200, [:], "--use-validation")
        let full = try #require(wide.drawings.last)
        for part in [" %", " rows", " rows/s", "1 refused", "$", "█"] {
            #expect(full.contains(part), "\(part) in \(full)")
        }
        let narrow = try session(40, [:], "--dry-run")
        let short = try #require(narrow.drawings.last)
        #expect(short.contains(" rows") && short.contains("1 refused") && !short.contains("rows/s"))
        for session in [wide, narrow] {
            #expect(session.text.contains(/refused +1\s/))
            #expect(session.text.contains(/rows +30,001\s/))
        }
    }

    @Test("the line is drawn ten times a second at most, and only when it changed")
    func isDrawnSeldom() throws {
        let begin = Date()
        let drawings = try session(80).drawings
        #expect(Double(drawings.count) <= Date().timeIntervalSince(begin) * 10 + 1)
        #expect(zip(drawings, drawings.dropFirst()).allSatisfy { $0 != $1 })
    }

    @Test func nothingIsDrawnWhenQuietOrOnADumbTerminal() throws {
        #expect(try session(80, [:], "--quiet").text.isEmpty)
        #expect(try session(80, ["TERM": "dumb"]).drawings.isEmpty)
        #expect(try session(80, [:], "--progress", "never").drawings.isEmpty)
    }

    @Test func coloursAndUnicodeAreOnlyUsedWhereTheyAreWelcome() throws {
        let session = try session(120, ["NO_COLOR": "1", "LC_ALL": "C"])
        #expect(!session.text.contains(/\u{1B}\[\d+m/))
        #expect(session.drawings.allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) })
    }

    @Test func aLogGetsPlainLines() throws {
        let result = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--progress", "always")
        #expect(result.error.contains(/100 %, 60,000 rows, [\d,]+ rows\/s/))
        #expect(!result.error.contains("\u{1B}"))
    }
}
