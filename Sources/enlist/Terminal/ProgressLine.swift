import Foundation
import ImportPipeline

/// One line on the terminal that says how far an import is.
final class ProgressLine {
    private let isShown: Bool
    private let begin = Date()
    private var shownAt = Date.distantPast
    private var isDrawn = false

    init(isShown: Bool) { self.isShown = isShown }

    func show(_ progress: ImportProgress) {
        let now = Date()
        guard isShown, now.timeIntervalSince(shownAt) >= 0.1 else { return }
        shownAt = now
        isDrawn = true
        let seconds = max(now.timeIntervalSince(begin), 0.001)
        var parts = ["\(Figures.grouped(progress.rows)) rows"]
        if let total = progress.totalBytes, total > 0 {
            parts.append("\(min(progress.bytes * 100 / total, 100)) %")
        }
        parts.append("\(Figures.grouped(Int(Double(progress.rows) / seconds))) rows/s")
        if progress.refused > 0 { parts.append("\(Figures.grouped(progress.refused)) refused") }
        Terminal.write("\r\u{1B}[K" + parts.joined(separator: "  "), to: STDERR_FILENO)
    }

    /// Takes the line away.
    func end() {
        if isDrawn { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
        isDrawn = false
    }
}
