import Foundation
import Testing

@Suite(
    "Memory",
    .enabled(
        if: ProcessInfo.processInfo.environment["ENLIST_SANITIZER"] == nil,
        "a sanitizer takes as much memory again"))
struct MemoryTests {
    /// What a build for tests takes beyond the one that users have.
    private static let debugMiB = 24

    @Test(
        "stays within the budget, whatever the rows are like",
        arguments: [64, 192], ["short", "long", "known", "json", "refused"])
    func staysWithin(budget: Int, rows: String) throws {
        let sandbox = try Sandbox()
        let file = try Self.write(rows, to: sandbox)
        if rows == "known" {
            let made = try sandbox.enlist("import", "long.csv", "--list", "+18005551234")
            #expect(made.status == 0)
        }
        let options = "--memory \(budget) --threads 8 --use-validation --use-journeys"
        let peak = try Self.peakMiB(
            "import \(file) --list +18005551234 --rejects rejects \(options)", in: sandbox)
        #expect(peak <= budget + Self.debugMiB, "\(peak) MiB")
    }

    /// The most that a call had in memory at once, as the system counted it.
    private static func peakMiB(_ call: String, in sandbox: Sandbox) throws -> Int {
        let run =
            "import os, sys; pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ); "
            + "_, status, usage = os.wait4(pid, 0); "
            + "print(os.waitstatus_to_exitcode(status), usage.ru_maxrss // 1024)"
        let result = try sandbox.shell("python3 -c '\(run)' \"$ENLIST\" \(call) --quiet")
        let figures = result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        guard figures.count == 2, [0, 3].contains(figures[0]) else {
            throw Sandbox.Failure(description: result.output + result.error)
        }
        return figures[1]
    }

    private static func write(_ rows: String, to sandbox: Sandbox) throws -> String {
        let long = String(repeating: "a long note ", count: 300)
        switch rows {
        case "short":
            let lines = (0..<60_000).map { "\(number($0)),Ann,Austin" }
            return try sandbox.write(
                "phone,name,city\n" + lines.joined(separator: "\n"), to: "short.csv")
        case "json":
            let lines = (0..<8_000).map {
                "{\"phone_number\":\"\(number($0))\",\"custom_fields\":{\"note\":\"\(long)\"}}"
            }
            return try sandbox.write(lines.joined(separator: "\n"), to: "long.ndjson")
        case "refused":
            let lines = (0..<20_000).map { "\(1000 + $0),\(long.prefix(900))" }
            return try sandbox.write(
                "phone,note\n" + lines.joined(separator: "\n"), to: "refused.csv")
        default:
            let lines = (0..<8_000).map { "\(number($0)),\(long)" }
            try sandbox.write("phone,note\n" + lines.joined(separator: "\n"), to: "long.csv")
            let known = (0..<8_000).map { "\(number($0)),\($0)" }
            try sandbox.write("phone,n\n" + known.joined(separator: "\n"), to: "known.csv")
            return rows == "known" ? "known.csv" : "long.csv"
        }
    }

    /// Of an area code with many numbers.
    private static func number(_ row: Int) -> Int { 4_152_000_000 + row }

    @Test(
        "loses no row where a limit ends a run that would take too much",
        arguments: [[], ["--dry-run"]])
    func limitEndsIt(options: [String]) throws {
        // Each group has the numbers of the one before, whose texts are looked up and looked back
        // at; the last row of one is refused.
        let texts = (0..<6).map { String(repeating: "\($0)", count: 100) }
        let again = texts.flatMap { text in (0..<3_072).map { "\(Self.number($0)),\($0)\(text)\n" }
        }
        let first = (5_000..<5_768).map { "\(Self.number($0)),first\n" }
        var rows = first + again
        rows[6_899] = "abc,refused\n"
        let words = ["import", "rows.csv", "--list", "+18005551234", "--report", "report.ndjson"]
        var reports: [[String]] = []
        for budget in ["64", "192"] {
            let sandbox = try Sandbox()
            try sandbox.write("phone,note\n" + rows.joined(), to: "rows.csv")
            let stopped = try sandbox.enlist(
                words + options + ["--memory", budget, "--max-rejects", "0"])
            #expect(stopped.status == 75)
            #expect(sandbox.lines().count == 6_899)
            if options.isEmpty {
                #expect(try sandbox.enlist("resume", "--max-rejects", "1").status == 3)
                #expect(sandbox.lines().count == rows.count)
                #expect(try sandbox.enlist("check").status == 0)
            }
            reports.append(sandbox.lines().map(ReportIDs.hidden))
        }
        #expect(reports[0] == reports[1])
    }

    @Test("a budget that cannot be kept is wrong usage")
    func tooSmall() throws {
        let sandbox = try Sandbox()
        try sandbox.write("phone\n4155550100\n", to: "one.csv")
        let result = try sandbox.enlist("import", "one.csv", "--memory", "63")
        #expect(result.status == 2)
        #expect(result.error.contains("--memory takes a whole number from 64 to "))
    }

    @Test("that a process may not take is told before anything is read")
    func addressSpace() throws {
        let sandbox = try Sandbox()
        try sandbox.write("phone\n4155550100\n", to: "one.csv")
        let call = "\"$ENLIST\" import one.csv --list +18005551234"
        var statuses: Set<Int32> = []
        for mebibytes in stride(from: 120, through: 900, by: 60) {
            let run = try sandbox.shell("ulimit -v \(mebibytes << 10); \(call)")
            statuses.insert(run.status)
            guard run.status == 2 else { continue }
            #expect(run.error.contains("more that it needs: raise `ulimit -v`"))
        }
        // What cannot even be loaded ends with 127.
        #expect(statuses.subtracting([127]) == [0, 2])
    }

    @Test("many files at once take no more")
    func manyFiles() throws {
        let sandbox = try Sandbox()
        for file in 0..<200 {
            let lines = (0..<100).map { "\(Self.number(file * 100 + $0)),Ann" }
            try sandbox.write(
                "phone,name\n" + lines.joined(separator: "\n"), to: "\(file).csv")
        }
        let files = (0..<200).map { "\($0).csv" }.joined(separator: " ")
        let call = "import \(files) --list +18005551234 --memory 64"
        let peak = try Self.peakMiB(call, in: sandbox)
        #expect(peak <= 64 + Self.debugMiB, "\(peak) MiB")
        #expect(try sandbox.count("list_contacts") == 20_000)
    }

    @Test("files that were read whole are not opened again when the job goes on in a later one")
    func resumedInALaterFile() throws {
        let sandbox = try Sandbox()
        try sandbox.write("phone\n4152000002\n", to: "a.csv")
        try sandbox.write("phone\n4152000003\nabc\n4152000004\n", to: "b.csv")
        let stopped = try sandbox.enlist(
            "import", "a.csv", "b.csv", "--list", "+18005551234", "--report", "report.ndjson",
            "--max-rejects", "0")
        #expect(stopped.status == 75, "\(stopped.error)")
        #expect(sandbox.lines().count == 2)
        let resumed = try sandbox.enlist("resume", "--max-rejects", "1")
        #expect(resumed.status == 3, "\(resumed.error)")
        #expect(sandbox.lines().count == 4)
    }

    @Test("a file that was cut is told when the job goes on in a later one, too")
    func cutInAnEarlierFile() throws {
        let sandbox = try Sandbox()
        try sandbox.write("[{\"phone_number\":\"4152000001\"}]\n[]\n", to: "a.json")
        try sandbox.write("phone\n4152000003\nabc\n4152000004\n", to: "b.csv")
        let words = ["import", "a.json", "b.csv", "--list", "+18005551234", "--max-rejects", "0"]
        for call in [words, ["resume", "--max-rejects", "1"], ["resume", "--max-rejects", "1"]] {
            let ended = try sandbox.enlist(call)
            #expect(ended.status == 1)
            #expect(ended.error.contains("a.json: more follows"), "\(ended.error)")
        }
    }

    @Test("a file that changes before its turn is not taken for what it was")
    func changedFile() throws {
        let sandbox = try Sandbox()
        try sandbox.write("phone,name\n4155550100,Ann\n", to: "second.csv")
        let pipe = Pipe()
        let running = try sandbox.start(
            "import", "-", "second.csv", "--list", "+18005551234", input: .pipe(pipe))
        let writer = pipe.fileHandleForWriting
        let rows = (0..<30_000).map { "\(Self.number($0))\n" }.joined()
        try writer.write(contentsOf: Data(("phone\n" + rows).utf8))
        try running.wait { running.errorText.contains("second.csv: CSV") }
        _ = try sandbox.shell("printf 'name;phone\\nAnn;4155550100\\n' > second.csv")
        try writer.close()
        let result = try running.finish()
        #expect(result.status == 1)
        #expect(result.error.contains("second.csv: was changed since the import began"))
        #expect(try sandbox.count("list_contacts") == 30_000)
    }
}
