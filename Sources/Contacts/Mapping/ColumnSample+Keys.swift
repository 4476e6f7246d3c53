import Records

extension ColumnSample {
    /// Takes the keys of a batch's NDJSON rows as columns and their values as cells.
    ///
    /// - Returns: the keys in the order in which they come, and the rows; one that is no object is
    ///   left out.
    package static func keys(of batch: RecordBatch) -> (keys: [String], sample: ColumnSample) {
        var keys: [String] = []
        var places: [String: Int] = [:]
        var rows: [Row] = []
        for record in batch.records where record.fault == nil {
            guard let members = members(of: Array(batch.bytes(of: record.raw))) else { continue }
            var cells = [String](repeating: "", count: keys.count)
            for (key, value) in members where !isInternal(key) {
                let place = places[key] ?? keys.count
                if place == keys.count {
                    guard keys.count < keysMax else { continue }
                    places[key] = place
                    keys.append(key)
                    cells.append("")
                }
                cells[place] = value.cell
            }
            rows.append(Row(line: record.line, cells: cells))
        }
        return (keys, ColumnSample(rows: rows))
    }

    /// Rows of machines that make a key of each value are no contacts; the first keys tell enough.
    private static let keysMax = 1_000

    private static func members(of bytes: [UInt8]) -> [(key: String, value: JSONValue)]? {
        guard case .object(let members)? = JSONValue.parsed(bytes) else { return nil }
        return members
    }

    /// The keys that this program adds to rows that it writes.
    private static func isInternal(_ key: String) -> Bool { key.utf8.first == UInt8(ascii: "_") }
}
