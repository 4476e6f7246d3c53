/// Rows of cells under headings, aligned for people.
struct AlignedTable {
    enum Alignment { case left, right }

    private let alignments: [Alignment]
    private var rows: [[String]]

    init(_ columns: [(heading: String, alignment: Alignment)]) {
        alignments = columns.map(\.alignment)
        rows = [columns.map(\.heading)]
    }

    /// A line, whatever the cells hold.
    mutating func append(_ cells: [String]) {
        rows.append(cells.map { String($0.map { $0.isNewline ? "\u{FFFD}" : $0 }) })
    }

    var text: String {
        let widths = alignments.indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            let cells = zip(row, zip(widths, alignments)).map { cell, column in
                Self.padded(cell, to: column.0, column.1)
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    private static func padded(
        _ cell: String, to width: Int, _ alignment: Alignment
    ) -> String {
        let space = String(repeating: " ", count: width - cell.count)
        return alignment == .left ? cell + space : space + cell
    }
}
