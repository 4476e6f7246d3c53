import Testing

@testable import ImportPipeline
@testable import enlist

@Suite("The progress of an import")
struct ProgressTests {
    private let half = ProgressText(
        progress: ImportProgress(
            rows: 1_234_567, refused: 1_234, bytes: 50, totalBytes: 100, mills: 1_230),
        seconds: 10, earlier: (0, 0))

    private func shape(_ width: Int) -> TerminalShape {
        TerminalShape(width: width, hasUnicode: true, hasColor: false)
    }

    @Test(
        "fits the terminal, what matters least left out first",
        arguments: [
            (20, "1,234,567 rows"), (40, "50 %  1,234,567 rows  1,234 refused"),
            (50, "50 %  1,234,567 rows  0:10 left  1,234 refused"),
            (
                80,
                "████░░░░  50 %  1,234,567 rows  123,456 rows/s  0:10 left  1,234 refused  $1.23"
            ),
            (
                120,
                "███████████████░░░░░░░░░░░░░░░  50 %  1,234,567 rows  123,456 rows/s  0:10 left  "
                    + "1,234 refused  $1.23"
            ),
        ])
    func fits(width: Int, line: String) { #expect(half.line(on: shape(width)) == line) }

    @Test("is never wider than the terminal", arguments: 1...200)
    func width(width: Int) { #expect(half.line(on: shape(width)).count <= max(width - 1, 0)) }

    @Test("is plain where there is no Unicode, and coloured where colours are welcome")
    func looks() {
        let plain = TerminalShape(width: 100, hasUnicode: false, hasColor: false)
        #expect(half.line(on: plain).hasPrefix("[#####"))
        #expect(half.line(on: plain).unicodeScalars.allSatisfy { $0.isASCII })
        let colored = TerminalShape(width: 100, hasUnicode: true, hasColor: true)
        #expect(half.line(on: colored).contains("\u{1B}[33m1,234 refused\u{1B}[0m"))
    }

    @Test("of a pipe has no percent and no end; of a resumed job, the rate is this process's")
    func others() {
        let pipe = ProgressText(
            progress: ImportProgress(rows: 10, refused: 0, bytes: 50, totalBytes: nil, mills: 0),
            seconds: 2, earlier: (6, 20))
        #expect(pipe.logLine == "10 rows, 2 rows/s")
        #expect(pipe.line(on: shape(80)) == "10 rows  2 rows/s")
    }

    @Test(
        "tells the time left as a clock",
        arguments: [(5, "0:05"), (75, "1:15"), (3_725, "1:02:05")])
    func clock(seconds: Int, text: String) { #expect(Figures.clock(seconds) == text) }
}
