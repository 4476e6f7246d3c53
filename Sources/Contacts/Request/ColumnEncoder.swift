import Records

/// A column mapping made ready for rows: which cell goes to which field, and each custom field's key
/// as JSON.
package struct ColumnEncoder: Sendable {
    enum Target: Sendable {
        case field(Field)
        /// The key with quotes and colon, `"City":`.
        case custom(key: [UInt8])
        case ignored
    }

    let targets: [Target]
    /// Bytes that names, quotes and separators can add to a row's cells in compact JSON.
    let overheadBytesMax: Int

    package init(_ mapping: ColumnMapping) {
        targets = mapping.columns.map { column in
            switch column {
            case .field(let field): return .field(field)
            case .ignored: return .ignored
            case .custom(let name):
                var key: [UInt8] = []
                appendJSONString(of: name, to: &key)
                key.append(UInt8(ascii: ":"))
                return .custom(key: key)
            }
        }
        overheadBytesMax = targets.reduce(40) { sum, target in
            switch target {
            case .field: sum + 32
            case .custom(let key): sum + key.count + 3
            case .ignored: sum
            }
        }
    }
}
