import Foundation
import Synchronization

/// The one line at the bottom of the terminal that is drawn again and again. Messages go above it,
/// and whoever ends the process takes it away first.
enum StatusLine {
    /// What is drawn now; empty when nothing is.
    private static let drawn = Mutex("")

    private static let erase = "\r\u{1B}[K"

    /// Draws it in the place of what was there: over it, so that nothing flickers.
    static func draw(_ text: String) {
        drawn.withLock { drawn in
            if text == drawn { return }
            Terminal.write("\r" + text + "\u{1B}[K", to: STDERR_FILENO)
            drawn = text
        }
    }

    static func clear() { aside {} }

    /// Takes the line away for what `body` writes; the next drawing brings it back below.
    static func aside(_ body: () -> Void) {
        drawn.withLock { drawn in
            if !drawn.isEmpty { Terminal.write(erase, to: STDERR_FILENO) }
            drawn = ""
            body()
        }
    }
}
