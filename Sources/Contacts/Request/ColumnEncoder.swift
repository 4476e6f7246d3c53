import Records

/// A column mapping made ready for rows: which cell goes to which field, and each custom field's
/// key as JSON.
package struct ColumnEncoder: Sendable {
    enum Target: Sendable {
        case field(Field)
        /// The key with quotes and colon, `"City":`, in `keys`.
        case custom(key: TextSlice)
        case ignored
        /// One of several columns with numbers, taken behind the others.
        case phone
        /// A field whose words are translated by `tables`.
        case translated(Field, table: UInt16)
    }

    /// A column with numbers.
    struct Phone: Sendable {
        let column: Int
        let label: Int?
        /// Under which its number is kept when the row takes another; nil when extra columns are
        /// not.
        let key: [UInt8]?
    }

    let targets: [Target]
    /// The text of all custom fields' keys in one place, so that a target holds no reference.
    private let keys: [UInt8]
    let tables: [ValueTable]
    /// Columns with translated words, which a short row may leave out.
    let translated: [Int]
    /// In the order in which they are asked; empty when there is one and no label.
    let phones: [Phone]
    /// Where the rest of a cell with several numbers is kept, when there is one phone column.
    let phoneKey: [UInt8]?
    let constants: Constants
    /// Room for the texts that a row takes from tables and constants.
    let textBytesMax: Int
    /// Nothing but fields, custom fields and ignored columns: what most files have.
    let isPlain: Bool
    /// Bytes that names, quotes and separators can add to a row's cells in compact JSON.
    package let overheadBytesMax: Int

    /// - Parameter keepsExtra: whether the numbers that a row does not take become custom fields.
    package init(_ mapping: ColumnMapping, keepsExtra: Bool = true) {
        var tables: [ValueTable] = []
        var keys: [UInt8] = []
        let optOuts = mapping.columns.count {
            if case .field(.optedOut, _) = $0 { true } else { false }
        }
        targets = mapping.columns.map { column in
            switch column {
            case .field(.phoneNumber, _) where !mapping.phones.isEmpty: return .phone
            case .field(let field, let values):
                // Several columns may say that somebody left, so each is asked.
                let isOneOfSeveral = field == .optedOut && optOuts > 1
                guard let table = values ?? (isOneOfSeveral ? ValueTable([]) : nil) else {
                    return .field(field)
                }
                tables.append(table)
                return .translated(field, table: UInt16(tables.count - 1))
            case .ignored: return .ignored
            case .custom(let name):
                let start = UInt32(keys.count)
                keys += Self.key(name)
                return .custom(key: TextSlice(start: start, end: UInt32(keys.count)))
            }
        }
        self.keys = keys
        self.tables = tables
        translated = targets.enumerated().compactMap { column, target in
            if case .translated = target { column } else { nil }
        }
        let taken = mapping.customNames
        let name: (Int) -> [UInt8]? = { column in
            let name = mapping.header[column]
            let isFree = keepsExtra && mapping.hasHeader && !taken.contains(Array(name.utf8))
            return isFree ? Self.key(name) : nil
        }
        phones = mapping.phones.map {
            Phone(column: $0.column, label: $0.label, key: name($0.column))
        }
        phoneKey = mapping.columns.firstIndex(of: .field(.phoneNumber)).flatMap(name)
        constants = Constants(mapping.constants)
        textBytesMax = tables.reduce(0) { $0 + $1.textBytesMax } + constants.textBytes
        isPlain = tables.isEmpty && phones.isEmpty && constants.isEmpty
        overheadBytesMax =
            Self.overhead(targets, phones) + textBytesMax * 6 + constants.overheadBytes
    }

    /// Gives the keys' text, which the slices of `.custom` address.
    @inline(__always)
    func withKeys<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        keys.withUnsafeBufferPointer(body)
    }

    private static func overhead(
        _ targets: [Target], _ phones: [Phone]
    ) -> Int {
        let columns = targets.reduce(40) { sum, target in
            switch target {
            case .field, .phone, .translated: sum + 32
            case .custom(let key): sum + Int(key.end - key.start) + 3
            case .ignored: sum
            }
        }
        return columns + phones.reduce(0) { $0 + ($1.key?.count ?? 0) + 3 }
    }

    static func key(_ name: String) -> [UInt8] {
        var key: [UInt8] = []
        appendJSONString(of: name, to: &key)
        key.append(UInt8(ascii: ":"))
        return key
    }
}

extension ColumnEncoder {
    /// What every row has without a column.
    struct Constants: Sendable {
        let fields: [(field: Field, text: [UInt8])]
        /// Members of the custom fields: the name, and `"name":"text"`.
        let custom: [(name: [UInt8], member: [UInt8])]

        init(_ constants: [ColumnMapping.Constant]) {
            var fields: [(field: Field, text: [UInt8])] = []
            var custom: [(name: [UInt8], member: [UInt8])] = []
            for constant in constants {
                switch constant {
                case .field(let field, let text): fields.append((field, Array(text.utf8)))
                case .custom(let name, let text):
                    var member = ColumnEncoder.key(name)
                    appendJSONString(of: text, to: &member)
                    custom.append((Array(name.utf8), member))
                }
            }
            self.fields = fields
            self.custom = custom
        }

        var isEmpty: Bool { fields.isEmpty && custom.isEmpty }
        var textBytes: Int { fields.reduce(0) { $0 + $1.text.count } }
        var overheadBytes: Int {
            fields.count * 32 + custom.reduce(0) { $0 + $1.member.count + 1 }
        }
    }
}

extension ColumnMapping {
    /// The names of the custom fields that columns and constants make.
    fileprivate var customNames: Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        for case .custom(let name) in columns { names.insert(Array(name.utf8)) }
        for case .custom(let name, _) in constants { names.insert(Array(name.utf8)) }
        return names
    }
}
