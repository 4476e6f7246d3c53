/// A JSON value that forgets nothing a request may depend on: the order of names, the text of
/// numbers.
enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Text)
    case string(Text)
    case array([JSON])
    case object([Member])

    struct Member: Equatable, Sendable {
        var name: Text
        var value: JSON
    }

    /// The value of a name of an object; nil for other values and unknown names.
    subscript(name: Text) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The value without insignificant white space.
    var compact: Text {
        switch self {
        case .null: "null"
        case .bool(let claim): claim ? "true" : "false"
        case .number(let source): source
        case .string(let text): JSON.quoted(text)
        case .array(let values): JSON.joined(values.map(\.compact), between: "[", and: "]")
        case .object(let members): JSON.joined(members.map(\.compact), between: "{", and: "}")
        }
    }

    private static func joined(_ parts: [Text], between start: String, and end: String) -> Text {
        let body = parts.map(\.bytes).joined(separator: Array(",".utf8))
        return Text(Array(start.utf8) + body + Array(end.utf8))
    }

    private static func quoted(_ text: Text) -> Text {
        Text([UInt8(ascii: "\"")] + text.bytes.flatMap(escaped) + [UInt8(ascii: "\"")])
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [UInt8(ascii: "\\"), byte]
        case 0..<0x20:
            let digits = String(byte, radix: 16)
            return Array("\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8)
        default: return [byte]
        }
    }
}

extension JSON.Member {
    var compact: Text {
        Text(JSON.string(name).compact.bytes + [UInt8(ascii: ":")] + value.compact.bytes)
    }
}
