import Contacts
import Records

/// How the refused rows of one input are written, so that they can be mended and imported again.
struct RejectLayout {
    let format: RecordFormat
    /// What stands in front of the first row.
    let prefix: [UInt8]
    let dialect: Dialect
    /// Columns of the input without those of an earlier file of rejects.
    let columnCount: Int
    /// Columns that an earlier file of rejects had added.
    let ownColumnCount: Int

    init(_ input: ImportInput) {
        format = input.profile.format
        dialect = input.profile.dialect ?? Dialect()
        let header = input.header
        ownColumnCount = RejectColumns.count(in: header)
        columnCount = (input.mapping?.columns.count ?? 0) - ownColumnCount
        guard format == .csv else {
            prefix = []
            return
        }
        var prefix = Self.mark(input.profile)
        if dialect.hasSeparatorLine {
            prefix += Array("sep=".utf8) + [dialect.delimiter] + dialect.lineEnd
        }
        prefix +=
            header.isEmpty
            ? Self.header(of: input.mapping ?? .none, dialect)
            : Self.cut(input.headerText, to: columnCount, dialect)
        for name in RejectColumns.names { prefix += [dialect.delimiter] + Array(name.utf8) }
        self.prefix = prefix + dialect.lineEnd
    }

    /// Rejects are UTF-8. The mark says so to programs that would guess, which matters where the
    /// input had one or was in another encoding.
    private static func mark(_ profile: InputProfile) -> [UInt8] {
        profile.hasByteOrderMark || profile.encoding != .utf8 ? [0xEF, 0xBB, 0xBF] : []
    }

    private static func cut(_ raw: [UInt8], to columns: Int, _ dialect: Dialect) -> [UInt8] {
        raw.withUnsafeBufferPointer { bytes in
            let ends = CSVOutline(bytes, dialect: dialect).fieldEnds
            return columns > 0 && columns < ends.count ? Array(bytes[..<ends[columns - 1]]) : raw
        }
    }

    /// A header for rows that came without one: rows alone may show no number to tell their column
    /// by.
    private static func header(of mapping: ColumnMapping, _ dialect: Dialect) -> [UInt8] {
        let names = mapping.columns.map { column in
            switch column {
            case .field(let field, _): field.name
            case .custom(let name): ColumnMapping.customPrefix + name
            case .ignored: ""
            }
        }
        let quote = dialect.quote
        let cells = names.map { name -> [UInt8] in
            let bytes = Array(name.utf8)
            let special = [dialect.delimiter, quote, 0x0A, 0x0D]
            guard bytes.contains(where: special.contains) else { return bytes }
            return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
        }
        return Array(cells.joined(separator: [dialect.delimiter]))
    }
}
