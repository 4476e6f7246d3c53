import Contacts
import ImportPipeline

/// How far an import is, in words.
struct ProgressText {
    let progress: ImportProgress
    /// Since this process began with the rows.
    let seconds: Double
    /// Rows and bytes of earlier processes, when the job was resumed.
    let earlier: (rows: Int, bytes: UInt64)

    private var rowsPerSecond: Int {
        seconds > 0 ? Int(Double(max(progress.rows - earlier.rows, 0)) / seconds) : 0
    }

    /// Of the input's bytes, 0…1; nil for a pipe.
    private var share: Double? {
        guard let total = progress.totalBytes, total > 0 else { return nil }
        return min(Double(progress.bytes) / Double(total), 1)
    }

    private var percent: String? { share.map { "\(Int($0 * 100)) %" } }

    /// Nil as long as nothing says how long it will take.
    private var timeLeft: String? {
        guard let total = progress.totalBytes, progress.bytes > earlier.bytes, seconds > 0,
            total >= progress.bytes
        else { return nil }
        let bytesPerSecond = Double(progress.bytes - earlier.bytes) / seconds
        return Figures.clock(Int((Double(total - progress.bytes) / bytesPerSecond).rounded(.up)))
            + " left"
    }

    private var refused: String? {
        progress.refused > 0 ? "\(Figures.grouped(progress.refused)) refused" : nil
    }

    private var cost: String? {
        progress.mills > 0 ? "$\(Money.dollars(mills: progress.mills))" : nil
    }

    private var rows: String { "\(Figures.grouped(progress.rows)) rows" }
    private var rate: String { "\(Figures.grouped(rowsPerSecond)) rows/s" }

    /// For a log: everything, in words.
    var logLine: String {
        [percent, rows, rate, timeLeft, refused, cost].compactMap { $0 }.joined(separator: ", ")
    }

    /// For a terminal: never wider than it is, what matters least left out first.
    func line(on shape: TerminalShape) -> String {
        // A character in the last column would make some terminals go to the next line.
        let room = max(shape.width - 1, 0)
        var parts = [percent, rows, rate, timeLeft, refused, cost]
        let leastFirst = [2, 5, 3, 4, 0]
        for place in leastFirst where Self.width(parts) > room { parts[place] = nil }
        guard Self.width(parts) <= room else { return String(rows.prefix(room)) }
        let bar = bar(columns: room - Self.width(parts) - Self.gap.count, shape)
        if shape.hasColor { parts[4] = parts[4].map { "\u{1B}[33m\($0)\u{1B}[0m" } }
        return ([bar] + parts).compactMap { $0 }.joined(separator: Self.gap)
    }

    private static let gap = "  "

    private static func width(_ parts: [String?]) -> Int {
        let shown = parts.compactMap { $0 }
        return shown.reduce(0) { $0 + $1.count } + gap.count * max(shown.count - 1, 0)
    }

    /// A bar narrower than this says nothing; one wider than that says no more.
    private static let barColumns = 8...30

    private func bar(columns: Int, _ shape: TerminalShape) -> String? {
        guard let share, columns >= Self.barColumns.lowerBound else { return nil }
        let columns = min(columns, Self.barColumns.upperBound)
        guard shape.hasUnicode else {
            let full = Int(share * Double(columns - 2))
            return "[" + String(repeating: "#", count: full)
                + String(repeating: ".", count: columns - 2 - full) + "]"
        }
        let eighths = Int(share * Double(columns * 8))
        let part = eighths % 8 == 0 ? "" : String(Self.eighths[eighths % 8 - 1])
        let full = String(repeating: "█", count: eighths / 8) + part
        return full + String(repeating: "░", count: columns - full.count)
    }

    private static let eighths = Array("▏▎▍▌▋▊▉")
}
