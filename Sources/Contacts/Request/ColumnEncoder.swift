import Records

/// A column mapping made ready for rows: which cell goes to which field, and each custom field's key
/// as JSON.
package struct ColumnEncoder: Sendable {
    enum Target: Sendable {
        case field(Field)
        /// The key with quotes and colon, `"City":`, in `keys`.
        case custom(key: TextSlice)
        case ignored
    }

    let targets: [Target]
    /// The text of all custom fields' keys in one place, so that a target holds no reference.
    private let keys: [UInt8]
    /// Bytes that names, quotes and separators can add to a row's cells in compact JSON.
    let overheadBytesMax: Int

    package init(_ mapping: ColumnMapping) {
        var keys: [UInt8] = []
        targets = mapping.columns.map { column in
            switch column {
            case .field(let field): return .field(field)
            case .ignored: return .ignored
            case .custom(let name):
                let start = UInt32(keys.count)
                appendJSONString(of: name, to: &keys)
                keys.append(UInt8(ascii: ":"))
                return .custom(key: TextSlice(start: start, end: UInt32(keys.count)))
            }
        }
        self.keys = keys
        overheadBytesMax = targets.reduce(40) { sum, target in
            switch target {
            case .field: sum + 32
            case .custom(let key): sum + Int(key.end - key.start) + 3
            case .ignored: sum
            }
        }
    }

    /// Gives the keys' text, which the slices of `.custom` address.
    @inline(__always)
    func withKeys<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        keys.withUnsafeBufferPointer(body)
    }
}
