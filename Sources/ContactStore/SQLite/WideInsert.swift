/// An INSERT that takes many rows a statement: what a statement costs beside its rows (starting it,
/// opening and closing tables) is paid once for all of them.
///
/// Conflicts fail the statement (`OR FAIL`) without undoing its earlier rows, which saves SQLite a
/// journal of its own for each statement: the caller rolls the transaction back.
struct WideInsert {
    private let wide: Statement
    private let single: Statement
    private let columns: Int32

    /// Rows of a wide statement; more gain nothing that can be measured.
    private static let rows = 16

    /// - Parameter target: table and columns, `contacts(id, phone)`.
    init(into target: String, columns: Int, _ connection: Connection) throws(StoreError) {
        let row = "(" + [String](repeating: "?", count: columns).joined(separator: ", ") + ")"
        let rows = [String](repeating: row, count: Self.rows).joined(separator: ", ")
        let head = "INSERT OR FAIL INTO \(target) VALUES"
        wide = try connection.prepare(head + rows)
        single = try connection.prepare(head + row)
        self.columns = Int32(columns)
    }

    /// Inserts all rows in their order.
    ///
    /// - Parameter bind: binds a row's columns to a statement, from the given parameter on; what it
    ///   binds must stay in place until the insert is done.
    func insert<Row>(
        _ rows: [Row], bind: (Row, Statement, Int32) -> Void
    ) throws(StoreError) {
        var index = 0
        while rows.count - index >= Self.rows {
            for offset in 0..<Self.rows {
                bind(rows[index + offset], wide, Int32(offset) * columns + 1)
            }
            try wide.run()
            index += Self.rows
        }
        for row in rows[index...] {
            bind(row, single, 1)
            try single.run()
        }
    }
}
