/// What each column of a CSV file means.
package struct ColumnMapping: Sendable {
    package enum Column: Sendable, Equatable {
        case field(Field)
        case custom(name: String)
        case ignored
    }

    package let columns: [Column]
    /// What a user should know before the first row, such as a column without a header.
    package let warnings: [String]

    /// A header that cannot be used; the words say what to do.
    package struct Fault: Error, Equatable, Sendable {
        package let message: String

        /// The input has no header, and its first row shows no number.
        package static let headerless = Fault(
            message: "the first row holds no phone number to tell its column by; add a header")
    }

    /// The prefix that makes any header a custom field: `custom_fields.NAME`.
    package static let customPrefix = "custom_fields."

    /// Maps a header: a field's exact name wins over an alias, the leftmost of equals wins, and what
    /// is left becomes a custom field or is ignored.
    package init(header: [String], extra keepsExtra: Bool) throws(Fault) {
        var columns = [Column?](repeating: nil, count: header.count)
        for field in Field.allCases where field != .customFields {
            if let index = try Self.column(for: field, in: header) {
                columns[index] = .field(field)
            }
        }
        var warnings: [String] = []
        for (index, name) in header.enumerated() where columns[index] == nil {
            columns[index] = Self.extraColumn(
                name, at: index, keepsExtra: keepsExtra, warnings: &warnings)
        }
        self.columns = columns.map { $0 ?? .ignored }
        self.warnings = warnings
        try checkPhoneColumn(header)
        try checkCustomNames()
    }

    /// A file without a header: the column with phone numbers, all others ignored.
    package init(phoneColumn: Int, of count: Int) {
        columns = (0..<count).map { $0 == phoneColumn ? .field(.phoneNumber) : .ignored }
        warnings = ["no header: column \(phoneColumn + 1) is read as phone_number"]
    }

    /// An input without a single record.
    package static let none = ColumnMapping(columns: [], warnings: [])

    /// The same with more columns behind, which mean nothing.
    package func ignoring(next count: Int) -> ColumnMapping {
        ColumnMapping(
            columns: columns + Array(repeating: .ignored, count: count), warnings: warnings)
    }

    /// A header that cannot be used: none of so many columns means anything.
    package init(ignoring count: Int) {
        self.init(columns: [Column](repeating: .ignored, count: count), warnings: [])
    }

    private init(columns: [Column], warnings: [String]) {
        self.columns = columns
        self.warnings = warnings
    }

    private static func column(
        for field: Field, in header: [String]
    ) throws(Fault) -> Int? {
        let exact = header.indices.filter { trimmed(header[$0]) == field.name }
        if exact.count > 1 {
            throw Fault(
                message: "columns \(exact[0] + 1) and \(exact[1] + 1) are both called "
                    + "\(field.name): rename or remove one")
        }
        if let index = exact.first { return index }
        let own = Field.folded(field.name)
        if let index = header.firstIndex(where: { Field.folded($0) == own }) { return index }
        for alias in field.aliases.map(Field.folded) {
            if let index = header.firstIndex(where: { Field.folded($0) == alias }) {
                return index
            }
        }
        return nil
    }

    private static func extraColumn(
        _ name: String, at index: Int, keepsExtra: Bool, warnings: inout [String]
    ) -> Column {
        if trimmed(name).isEmpty {
            warnings.append("column \(index + 1) has no header and is ignored")
            return .ignored
        }
        if name.utf8.starts(with: customPrefix.utf8) {
            return .custom(
                name: String(decoding: name.utf8.dropFirst(customPrefix.utf8.count), as: UTF8.self))
        }
        return keepsExtra ? .custom(name: name) : .ignored
    }

    private func checkPhoneColumn(_ header: [String]) throws(Fault) {
        guard !columns.contains(.field(.phoneNumber)) else { return }
        let shown = header.prefix(12).joined(separator: ", ")
        throw Fault(
            message: "no column holds phone numbers (columns: \(shown)): name one phone_number")
    }

    private func checkCustomNames() throws(Fault) {
        var seen: [[UInt8]: Int] = [:]
        for (index, column) in columns.enumerated() {
            guard case .custom(let name) = column else { continue }
            if let other = seen.updateValue(index, forKey: Array(name.utf8)) {
                throw Fault(
                    message: "columns \(other + 1) and \(index + 1) have the same header "
                        + "\"\(name)\": rename or remove one")
            }
        }
    }

    private static func trimmed(_ text: String) -> String {
        String(
            text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }
                .reversed())
    }
}
