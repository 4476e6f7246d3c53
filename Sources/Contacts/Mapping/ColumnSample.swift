import Records

/// The cells of an input's first records, by which a mapping is found and checked before the first
/// row.
package struct ColumnSample: Sendable {
    /// A record's cells and the line where it starts; a short record has fewer cells than columns.
    package struct Row: Sendable {
        package let line: UInt64
        package let cells: [String]

        package init(line: UInt64, cells: [String]) {
            self.line = line
            self.cells = cells
        }
    }

    package let rows: [Row]

    package init(rows: [Row]) { self.rows = rows }

    /// Takes the readable CSV records of a batch.
    package init(_ batch: RecordBatch) {
        rows = batch.records.filter { $0.fault == nil }.map { record in
            Row(
                line: record.line,
                cells: batch.fields(of: record).map {
                    String(decoding: batch.bytes(of: $0), as: UTF8.self)
                })
        }
    }

    package static let none = ColumnSample(rows: [])

    /// Number of columns of the widest record.
    package var columnCount: Int { rows.map(\.cells.count).max() ?? 0 }

    /// The cells of a column that are not blank, trimmed, with their lines.
    func filledCells(of column: Int) -> [(line: UInt64, text: String)] {
        rows.compactMap { row in
            guard column < row.cells.count else { return nil }
            let text = HeaderName.trimmed(row.cells[column])
            return text.isEmpty ? nil : (row.line, text)
        }
    }

    /// The first values of a column that differ, each at most `sampleLengthMax` characters long.
    package func values(of column: Int, countMax: Int) -> [String] {
        var values: [String] = []
        for cell in filledCells(of: column) where values.count < countMax {
            let value = String(cell.text.prefix(Self.sampleLengthMax))
            if !values.contains(value) { values.append(value) }
        }
        return values
    }

    /// A sample is there to recognise a column by; a whole note or biography is not needed for it.
    private static let sampleLengthMax = 60
}
