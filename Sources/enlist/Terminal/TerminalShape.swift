import Foundation

/// What the terminal behind standard error can show.
struct TerminalShape: Equatable {
    /// Columns.
    var width: Int
    var hasUnicode: Bool
    var hasColor: Bool

    /// Columns where a terminal does not say how many it has.
    private static let usualWidth = 80

    /// As it is now: windows are resized while a run goes on.
    static var current: TerminalShape {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let width = isKnown ? Int(size.ws_col) : CallerEnvironment["COLUMNS"].flatMap { Int($0) }
        return TerminalShape(
            width: max(width ?? usualWidth, 1), hasUnicode: hasUnicode,
            hasColor: (CallerEnvironment["NO_COLOR"] ?? "").isEmpty)
    }

    /// A terminal on which a line can be drawn again.
    static var canRedraw: Bool {
        let name = CallerEnvironment["TERM"] ?? "dumb"
        return Terminal.showsMessages && name != "dumb" && !name.isEmpty
    }

    /// The first of these that is set decides, as in the C library.
    private static var hasUnicode: Bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"]
        let locale = names.compactMap { CallerEnvironment[$0] }.first { !$0.isEmpty } ?? ""
        let encoding = locale.lowercased().filter { $0 != "-" }
        return encoding.contains("utf8")
    }
}
