/// Reads rows of a table by their integer keys.
///
/// Keys that lie close together, as those of rows that came in together do, are read by going along
/// the table: half the time of looking each up.
final class KeyedRead {
    private let one: Statement
    private let range: Statement

    /// Passing over a row costs a few per cent of looking one up.
    private static let gapMax: Int64 = 16

    /// - Parameters:
    ///   - columns: those that a row gives, from 1; its column 0 is the key.
    ///   - key: the column of the integer key.
    init(
        _ columns: [String], of table: String, key: String, _ connection: Connection
    ) throws(StoreError) {
        let names = ([key] + columns).joined(separator: ", ")
        one = try connection.prepare("SELECT \(names) FROM \(table) WHERE \(key) = ?")
        range = try connection.prepare(
            "SELECT \(names) FROM \(table) WHERE \(key) BETWEEN ? AND ? ORDER BY \(key)")
    }

    /// - Parameters:
    ///   - keys: ascending, each once.
    ///   - found: takes what is there: the place of its key among the keys, ascending, and the row.
    func read(
        _ keys: [Int64], found: (Int, Statement) throws(StoreError) -> Void
    ) throws(StoreError) {
        // Modulo 2^64: a stranger's keys may lie further apart than an Int64 can say.
        for run in keys.runs(where: { UInt64(bitPattern: $1 &- $0) <= Self.gapMax }) {
            if run.count == 1 {
                try readOne(keys[run.lowerBound], at: run.lowerBound, found)
            } else {
                try readRange(keys[run], found)
            }
        }
    }

    private func readOne(
        _ key: Int64, at place: Int, _ found: (Int, Statement) throws(StoreError) -> Void
    ) throws(StoreError) {
        one.bind(key, at: 1)
        guard try one.step() else { return }
        defer { one.reset() }
        try found(place, one)
    }

    private func readRange(
        _ keys: ArraySlice<Int64>, _ found: (Int, Statement) throws(StoreError) -> Void
    ) throws(StoreError) {
        range.bind(keys[keys.startIndex], at: 1)
        range.bind(keys[keys.endIndex - 1], at: 2)
        // After an error too the statement must not go on reading.
        defer { range.reset() }
        var next = keys.startIndex
        while try range.step() {
            let key = range.int64(0)
            while next < keys.endIndex, keys[next] < key { next += 1 }
            guard next < keys.endIndex, keys[next] == key else { continue }
            try found(next, range)
        }
    }
}
