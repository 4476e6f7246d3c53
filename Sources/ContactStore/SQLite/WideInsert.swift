/// An INSERT that takes many rows a statement: what a statement costs beside its rows (starting it,
/// opening and closing tables) is paid once for all of them.
///
/// Rows whose keys go on behind the table's largest leave the key to SQLite, which then appends
/// them without looking for their place: a fifth of what a row costs.
///
/// Conflicts fail the statement (`OR FAIL`) without undoing its earlier rows, which saves SQLite a
/// journal of its own for each statement: the caller rolls the transaction back.
struct WideInsert {
    private let wide: Statement
    private let appending: Statement
    private let single: Statement
    private let largestKey: Statement
    private let columns: Int32
    private let table: String
    private let connection: Connection

    /// Rows of a wide statement; more gain nothing that can be measured.
    private static let rows = 16

    /// - Parameters:
    ///   - key: the column of the integer key.
    ///   - columns: the others, in the order in which they are bound.
    init(
        into table: String, key: String, columns: [String], _ connection: Connection
    ) throws(StoreError) {
        func insert(_ columns: [String], rows: Int) throws(StoreError) -> Statement {
            let row = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
            let values = [String](repeating: row, count: rows).joined(separator: ", ")
            let names = columns.joined(separator: ", ")
            return try connection.prepare("INSERT OR FAIL INTO \(table)(\(names)) VALUES\(values)")
        }
        wide = try insert([key] + columns, rows: Self.rows)
        appending = try insert(columns, rows: Self.rows)
        single = try insert([key] + columns, rows: 1)
        largestKey = try connection.prepare("SELECT max(\(key)) FROM \(table)")
        self.columns = Int32(columns.count)
        self.table = table
        self.connection = connection
    }

    /// Inserts all rows in their order.
    ///
    /// - Parameters:
    ///   - rows: ascending by key.
    ///   - bind: binds a row's columns but the key to a statement, from the given parameter on;
    ///     what it binds must stay in place until the insert is done.
    func insert<Row>(
        _ rows: [Row], key: (Row) -> Int64,
        bind: (Row, Statement, Int32) throws(StoreError) -> Void
    ) throws(StoreError) {
        var largest = try largestKeyNow()
        var index = 0
        while rows.count - index >= Self.rows {
            let first = key(rows[index])
            let last = key(rows[index + Self.rows - 1])
            if first == largest + 1, last - first == Self.rows - 1 {
                try append(rows[index..<(index + Self.rows)], upTo: last, bind)
            } else {
                try insertWide(rows[index..<(index + Self.rows)], key, bind)
            }
            largest = max(largest, last)
            index += Self.rows
        }
        for row in rows[index...] {
            single.bind(key(row), at: 1)
            try bind(row, single, 2)
            try single.run()
        }
    }

    private func append<Row>(
        _ rows: ArraySlice<Row>, upTo last: Int64,
        _ bind: (Row, Statement, Int32) throws(StoreError) -> Void
    ) throws(StoreError) {
        var parameter: Int32 = 1
        for index in rows.indices {
            try bind(rows[index], appending, parameter)
            parameter += columns
        }
        try appending.run()
        guard connection.lastInsertedRow == last else {
            throw StoreError(
                code: 11, operation: "insert into \(table)", reason: "its keys have changed")
        }
    }

    private func insertWide<Row>(
        _ rows: ArraySlice<Row>, _ key: (Row) -> Int64,
        _ bind: (Row, Statement, Int32) throws(StoreError) -> Void
    ) throws(StoreError) {
        var parameter: Int32 = 1
        for index in rows.indices {
            wide.bind(key(rows[index]), at: parameter)
            try bind(rows[index], wide, parameter + 1)
            parameter += columns + 1
        }
        try wide.run()
    }

    /// 0 in an empty table.
    func largestKeyNow() throws(StoreError) -> Int64 {
        defer { largestKey.reset() }
        return try largestKey.step() ? largestKey.int64(0) : 0
    }
}
