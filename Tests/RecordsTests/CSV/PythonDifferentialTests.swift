import Foundation
import Fuzzing
import Testing

@testable import Records

/// Python's `csv` module reads the way this reader documents; it is asked itself.
@Suite("CSV is read as Python reads it")
struct PythonDifferentialTests {
    private static let script = """
        import csv, io, json, sys
        cases = sys.stdin.buffer.read().decode().split("\\0")
        print(json.dumps([list(csv.reader(io.StringIO(case, newline=""))) for case in cases]))
        """

    private static let pieces = [
        "a", "bc", ",", ",", "\"", "\"", "\"\"", "\n", "\r", "\r\n", " ", "é", "\",\"", "\n\"",
        "\"\n", "0123456789012345678901234567890123456789012345678901234567890123456789",
    ]

    /// The rows of each case; a line of blanks is a row for Python, and for us none.
    private static func pythonRows(of cases: [String]) throws -> [[[String]]] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data(cases.joined(separator: "\0").utf8))
        try input.fileHandleForWriting.close()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([[[String]]].self, from: answer)
    }

    private static func withoutBlanks(_ rows: [[String]]) -> [[String]] {
        rows.filter { $0.count > 1 || $0.contains { $0.utf8.contains { $0 > 0x20 } } }
    }

    @Test(arguments: [1, 2, 3])
    func randomText(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        let cases = (0..<1000).map { _ in
            (0..<Int.random(in: 0..<50, using: &generator)).map { _ in
                PythonDifferentialTests.pieces.randomElement(using: &generator) ?? ""
            }.joined()
        }
        let options = ReaderOptions(format: .csv, delimiter: 0x2C, quote: 0x22)
        for (text, rows) in zip(cases, try PythonDifferentialTests.pythonRows(of: cases)) {
            let reading = try Reading(text, options: options)
            // Python takes what a quote that never closes has swallowed as one cell.
            if reading.faults.contains(.unterminatedQuote) { continue }
            #expect(
                PythonDifferentialTests.withoutBlanks(reading.rows)
                    == PythonDifferentialTests.withoutBlanks(rows),
                "seed \(seed): \(text.debugDescription)")
        }
    }
}
