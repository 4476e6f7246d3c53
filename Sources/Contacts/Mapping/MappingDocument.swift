/// A mapping file: what the columns of an input, or the keys of NDJSON rows, mean.
///
///     {"columns": {"Handy": "phone_number", "Ort": {"custom": "city"}, "Notiz": "ignore",
///                  "Status": {"field": "opted_out", "values": {"STOP": true, "OK": false}}},
///      "constants": {"list_number": "+18005551234", "custom_fields": {"source": "crm"}},
///      "ignore": ["Konto"], "header": true}
///
/// A column is named by its header or by its place, `#3`. What the file does not name is read by
/// names and aliases as without it. `samples` are for the reader and mean nothing.
package struct MappingDocument: Sendable, Equatable {
    /// The path, for messages.
    package let name: String
    /// Whether the first record names the columns.
    package let hasHeader: Bool
    let rules: [ColumnRule]
    let constants: [ColumnMapping.Constant]

    /// A mapping as a file that means the same.
    package init(_ mapping: ColumnMapping) {
        name = ""
        hasHeader = mapping.hasHeader
        constants = mapping.constants
        let names = HeaderIndex(mapping.header)
        let phones = Dictionary(
            mapping.phones.map { ($0.column, $0) }
        ) { first, _ in first }
        rules = mapping.columns.indices.map { mapping.rule(for: $0, names, phones[$0]) }
    }

    init(
        name: String, hasHeader: Bool, rules: [ColumnRule], constants: [ColumnMapping.Constant]
    ) {
        self.name = name
        self.hasHeader = hasHeader
        self.rules = rules
        self.constants = constants
    }

    /// Where the file speaks of a column.
    static func place(of column: String) -> String { "columns.\(column)" }

    /// Largest file: room for a rule of a hundred bytes for each of the most columns there can be.
    package static let bytesMax = 4 << 20
}

extension ColumnMapping {
    fileprivate func rule(
        for index: Int, _ names: HeaderIndex, _ phone: PhoneColumn?
    ) -> ColumnRule {
        let name = names.uniqueName(of: index)
        if undecided[index] != nil { return ColumnRule(column: name, target: .undecided) }
        switch columns[index] {
        case .ignored: return ColumnRule(column: name, target: .ignored)
        case .custom(let field):
            return ColumnRule(column: name, target: .custom(name: field))
        case .field(let field, let values):
            var rule = ColumnRule(column: name, target: .field(field), values: values)
            if let phone {
                rule.label = phone.label.map(names.uniqueName)
                rule.isPreferred = phone.isPreferred
            }
            return rule
        }
    }
}
