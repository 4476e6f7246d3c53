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
    let readings: Readings
    let options: RunOptions
    let isDayFirst: Bool
    /// Whether the first row alone shows the format.
    let showsFormat: Bool
}
