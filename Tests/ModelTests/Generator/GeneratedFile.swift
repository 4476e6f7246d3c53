/// A file to import, with what its writer meant by it.
struct GeneratedFile {
    enum Format: String {
        case ndjson, csv
    }

    let format: Format
    let text: Text
    let rows: [Row]
    /// The rows' own lines; only NDJSON has them.
    var lines: [Text] = []
    /// Where each row begins in the text, the first byte being 1, and behind them where it ends.
    var starts: [Int] = []
    let readings: Readings
    let options: RunOptions
    let isDayFirst: Bool
    /// Whether the first row alone shows the format.
    let showsFormat: Bool

    /// Where a row stands; nil where its writer did not note it.
    func place(ofRow index: Int) -> RowPlace? {
        guard index + 1 < starts.count else { return nil }
        return RowPlace(text: text, bytes: starts[index]...starts[index + 1])
    }
}

/// The bytes of a row in its file, the first byte being 1.
struct RowPlace: Sendable {
    let text: Text
    /// From its first to the one behind it, where an input can end too early.
    let bytes: ClosedRange<Int>

    /// How a sentence ends that names one of the row's bytes: its line ends with a line feed.
    func words(ofByte byte: Int) -> String {
        let lineFeeds = text.bytes.prefix(byte - 1).count { $0 == UInt8(ascii: "\n") }
        return " (line \(lineFeeds + 1), byte \(byte))"
    }
}
