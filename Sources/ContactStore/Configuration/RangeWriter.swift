import Contacts
import Records

/// Stores number ranges, in the caller's transaction.
struct RangeWriter {
    let connection: Connection
    /// Paths of files are relative to this.
    let folder: String

    /// Returns how many are new or another than before.
    func write(_ source: RangeSource) throws -> Int {
        let upsert = try connection.prepare(
            """
            INSERT INTO number_ranges(
                prefix, carrier_raw, carrier, line_type, ported, country, state, city)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT(prefix) DO UPDATE
            SET carrier_raw = ?2, carrier = ?3, line_type = ?4, ported = ?5,
                country = ?6, state = ?7, city = ?8
            WHERE carrier_raw IS NOT ?2 OR carrier IS NOT ?3 OR line_type IS NOT ?4
                OR ported IS NOT ?5 OR country IS NOT ?6 OR state IS NOT ?7 OR city IS NOT ?8
            """)
        var stored = 0
        var prefixes = Set<String>()
        func store(_ range: NumberRange, _ place: String) throws {
            guard prefixes.insert(range.prefix).inserted else {
                throw ConfigurationError(place: place, "the prefix is there twice: keep one")
            }
            Self.bind(range, to: upsert)
            try upsert.run()
            stored += connection.changedRows
        }
        switch source {
        case .ranges(let ranges):
            for (index, range) in ranges.enumerated() {
                try store(range, "number_ranges[\(index)]")
            }
        case .file(let path): try forEachRange(in: path, store)
        }
        return stored
    }

    private static func bind(_ range: NumberRange, to statement: Statement) {
        statement.bind(range.prefix, at: 1)
        statement.bind(range.carrierRaw, at: 2)
        statement.bind(range.carrier, at: 3)
        statement.bind(range.lineType.name, at: 4)
        statement.bind(range.isPorted ? 1 : 0, at: 5)
        statement.bind(range.country, at: 6)
        statement.bind(range.state, at: 7)
        statement.bind(range.city, at: 8)
    }

    private func forEachRange(
        in path: String, _ body: (NumberRange, String) throws -> Void
    ) throws {
        let reader = try ConfigurationFile.open(path, in: folder, format: .csv)
        let columns = try Self.columns(of: reader.header, path)
        let batch = RecordBatch()
        while try ConfigurationFile.fill(batch, from: reader) {
            for record in batch.records {
                let place = "\(path):\(record.line)"
                if let fault = record.fault {
                    throw ConfigurationError(place: place, fault.sentence)
                }
                var cells: [String: String] = [:]
                for (column, field) in zip(columns, batch.fields(of: record)) {
                    cells[column] = String(decoding: batch.bytes(of: field), as: UTF8.self)
                }
                try body(NumberRange(cells: cells, place: place), place)
            }
        }
    }

    private static func columns(
        of header: [String], _ path: String
    ) throws(ConfigurationError) -> [String] {
        var seen = Set<String>()
        for column in header {
            guard NumberRange.columns.contains(column), seen.insert(column).inserted else {
                throw ConfigurationError(
                    place: "\(path):1",
                    "the columns must be \(NumberRange.columns.joined(separator: ",")), each once")
            }
        }
        for column in NumberRange.columnsNeeded where !seen.contains(column) {
            throw ConfigurationError(place: "\(path):1", "the column \(column) is missing")
        }
        return header
    }
}
