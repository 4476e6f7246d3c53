/// What each column of a CSV file means, and who decided it: a value that can be printed, checked
/// and written as a mapping file.
package struct ColumnMapping: Sendable, Equatable {
    /// What a column means.
    package enum Column: Sendable, Equatable {
        case field(Field, values: ValueTable? = nil)
        case custom(name: String)
        case ignored
    }

    /// One of the columns that a row's number may stand in.
    package struct PhoneColumn: Sendable, Equatable {
        package let column: Int
        /// The column whose cell says what kind of number this is, as in Google Contacts.
        package let label: Int?
        /// Asked before the others: the mobile one.
        package let isPreferred: Bool
    }

    /// A value that every row has, as if the file had a column of it.
    package enum Constant: Sendable, Equatable {
        case field(Field, text: String)
        case custom(name: String, text: String)
    }

    /// Who decided.
    package enum Origin: Sendable, Equatable {
        /// Field names, their aliases and the options.
        case names
        /// The export of another platform, by its name.
        case preset(String)
        /// A mapping file, by its path.
        case document(String)
        /// The cells, in a file without a header.
        case content
    }

    /// Why an input cannot be used with this mapping; the words say what to do.
    package struct Fault: Error, Equatable, Sendable {
        /// What has to be mended.
        package enum Kind: Sendable {
            /// The header or the first rows.
            case header
            /// The mapping file; the message begins with the place in it.
            case document
            /// A column tells who left and nobody said what becomes of it.
            case undecided
            /// Dates in the other order.
            case dateOrder
        }

        package let kind: Kind
        package let message: String

        package init(_ kind: Kind = .header, message: String) {
            self.kind = kind
            self.message = message
        }
    }

    package let origin: Origin
    /// The names in the first record; of a file without a header as many empty ones.
    package let header: [String]
    package let hasHeader: Bool
    package let columns: [Column]
    /// The columns with numbers, in the order in which they are asked, when there are several or
    /// the one has labels.
    package let phones: [PhoneColumn]
    package let constants: [Constant]
    /// Columns that tell who left and that nobody decided about, with what gives them away.
    package let undecided: [Int: String]
    /// What a user should know before the first row, such as a column without a header.
    package let warnings: [String]
    /// Everything that keeps the input from being used.
    package let faults: [Fault]

    /// The prefix that makes any header a custom field: `custom_fields.NAME`.
    package static let customPrefix = "custom_fields."

    /// The header that is read as the custom field `name`: a name that means a field, or is blank,
    /// gets the prefix that makes it a custom one.
    package static func header(ofCustomField name: String) -> String {
        let isPlain =
            !HeaderName.trimmed(name).isEmpty && !name.utf8.starts(with: customPrefix.utf8)
            && Field.named(name) == nil
        return isPlain ? name : customPrefix + name
    }

    /// An input without a single record.
    package static let none = ColumnMapping(MappingDraft(header: []))

    /// Throws what keeps the input from being used.
    package func check() throws(Fault) {
        if let fault = faults.first { throw fault }
    }

    init(_ draft: MappingDraft) {
        origin = draft.origin
        header = draft.header
        hasHeader = draft.hasHeader
        columns = draft.columns.map { $0 ?? .ignored }
        let asked = draft.orderedPhones
        phones = asked.count > 1 || asked.first?.label != nil ? asked : []
        constants = draft.constants
        undecided = draft.undecided
        warnings = draft.warnings
        faults = draft.faults
    }
}

// The text form.
extension ColumnMapping {
    /// A line for each column: its name and what it means.
    package var lines: [String] {
        columns.indices.map { index in
            let name = hasHeader ? "\"\(header[index])\"" : "without a name"
            return "column \(index + 1) \(name): \(meaning(of: index))"
        }
    }

    /// What a column means, such as `custom field "City"`.
    package func meaning(of index: Int) -> String {
        if let reason = undecided[index] { return "undecided (\(reason))" }
        switch columns[index] {
        case .ignored: return "ignored"
        case .custom(let name): return "custom field \"\(name)\""
        case .field(.phoneNumber, _):
            let place = phones.firstIndex { $0.column == index }
            return Field.phoneNumber.name + (place.map { ", choice \($0 + 1)" } ?? "")
        case .field(let field, let values):
            return field.name + (values == nil ? "" : ", translated")
        }
    }
}
