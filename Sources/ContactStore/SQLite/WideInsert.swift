/// An INSERT that takes many rows a statement: what a statement costs beside its rows (starting it,
/// opening and closing tables) is paid once for all of them.
///
/// Rows whose keys go on behind the table's largest leave the key to SQLite, which then appends
/// them without looking for their place: a fifth of what a row costs. Values that all rows of a
/// call share are bound once, and columns that most rows leave empty are left out where all rows of
/// a statement do: a seventh.
///
/// Conflicts fail the statement (`OR FAIL`) without undoing its earlier rows, which saves SQLite a
/// journal of its own for each statement: the caller rolls the transaction back.
final class WideInsert {
    /// The columns of a table, in the order in which they are bound.
    struct Columns {
        /// The integer key.
        let key: String
        /// Those that every row binds.
        let own: [String]
        /// Those that few rows have a value for.
        var rare: [String] = []
        /// Those of one value for all rows of a call, by the parameter's number: several may have
        /// the same.
        var shared: [(name: String, parameter: Int32)] = []
    }

    /// A statement of this insert.
    private struct Shape: Hashable {
        let rows: Int
        let hasKey: Bool
        let hasRare: Bool
    }

    private let table: String
    private let columns: Columns
    private let sharedCount: Int32
    private let connection: Connection
    /// Compiled when they are first needed: a single request needs few.
    private var statements: [Shape: Statement] = [:]
    private let largestKey: Statement

    /// Rows of a wide statement; more gain nothing that can be measured.
    private static let rows = 64

    init(into table: String, _ columns: Columns, _ connection: Connection) throws(StoreError) {
        self.table = table
        self.columns = columns
        self.connection = connection
        sharedCount = columns.shared.reduce(0) { max($0, $1.parameter) }
        let key = columns.key
        largestKey = try connection.prepare("SELECT max(\(key)) FROM \(table)")
    }

    /// How rows are bound; what is bound must stay in place until the insert is done.
    struct Binding<Row> {
        let key: (Row) -> Int64
        /// Binds what all rows share, to parameters from 1 on.
        var shared: (Statement) -> Void = { _ in }
        /// Binds the row's own columns, from the given parameter on.
        let own: (Row, Statement, Int32) throws(StoreError) -> Void
        /// Whether the row has a value for any of the rare columns.
        var hasRare: (Row) -> Bool = { _ in false }
        /// Binds the rare columns, from the given parameter on.
        var rare: (Row, Statement, Int32) throws(StoreError) -> Void = { _, _, _ in }
    }

    /// Inserts all rows in their order.
    ///
    /// - Parameter rows: ascending by key.
    func insert<Row>(_ rows: [Row], _ binding: Binding<Row>) throws(StoreError) {
        var largest = try largestKeyNow()
        var index = 0
        while index < rows.count {
            let count = rows.count - index < Self.rows ? 1 : Self.rows
            let chunk = rows[index..<(index + count)]
            let first = binding.key(rows[index])
            let last = binding.key(rows[index + count - 1])
            let isAppended = first == largest &+ 1 && last - first == Int64(count) - 1
            let hasRare = !columns.rare.isEmpty && chunk.contains(where: binding.hasRare)
            let shape = Shape(rows: count, hasKey: !isAppended, hasRare: hasRare)
            try insert(chunk, binding, shape)
            guard !isAppended || connection.lastInsertedRow == last else {
                throw StoreError(
                    code: 11, operation: "insert into \(table)", reason: "its keys have changed")
            }
            largest = max(largest, last)
            index += count
        }
    }

    private func insert<Row>(
        _ rows: ArraySlice<Row>, _ binding: Binding<Row>, _ shape: Shape
    ) throws(StoreError) {
        let statement = try statement(shape)
        binding.shared(statement)
        var parameter = sharedCount + 1
        for index in rows.indices {
            if shape.hasKey {
                statement.bind(binding.key(rows[index]), at: parameter)
                parameter += 1
            }
            try binding.own(rows[index], statement, parameter)
            parameter += Int32(columns.own.count)
            if shape.hasRare {
                try binding.rare(rows[index], statement, parameter)
                parameter += Int32(columns.rare.count)
            }
        }
        try statement.run()
    }

    private func statement(_ shape: Shape) throws(StoreError) -> Statement {
        if let statement = statements[shape] { return statement }
        let own =
            (shape.hasKey ? [columns.key] : []) + columns.own
            + (shape.hasRare ? columns.rare : [])
        let shared = columns.shared.map { "?\($0.parameter)" }
        let values = (0..<shape.rows).map { row in
            let first = Int(sharedCount) + 1 + row * own.count
            let parameters = own.indices.map { "?\(first + $0)" }
            return "(" + (parameters + shared).joined(separator: ", ") + ")"
        }.joined(separator: ", ")
        let names = (own + columns.shared.map(\.name)).joined(separator: ", ")
        let statement = try connection.prepare(
            "INSERT OR FAIL INTO \(table)(\(names)) VALUES\(values)")
        statements[shape] = statement
        return statement
    }

    /// 0 in an empty table.
    func largestKeyNow() throws(StoreError) -> Int64 {
        defer { largestKey.reset() }
        return try largestKey.step() ? largestKey.int64(0) : 0
    }
}
