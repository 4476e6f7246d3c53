/// Reads one JSON text strictly (RFC 8259), and refuses a name that comes twice in one object, a
/// NUL in a string, which no text of the store can hold, and nesting that no request needs.
struct JSONReader {
    struct Malformed: Error {}

    private static let depthMax = 64

    /// What the mark behind a backslash stands for, `u` apart.
    private static let escapes: [UInt8: UInt8] = [
        0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D,
        0x74: 0x09,
    ]

    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    private init(_ text: Text) { bytes = text.bytes }

    static func read(_ text: Text) throws -> JSON {
        var reader = JSONReader(text)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.next == nil else { throw Malformed() }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, " \t\r\n".utf8.contains(byte) { place += 1 }
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[place...].starts(with: text.utf8) else { return false }
        place += text.utf8.count
        return true
    }

    private mutating func expect(_ text: String) throws {
        guard take(text) else { throw Malformed() }
    }

    private mutating func value() throws -> JSON {
        skipSpace()
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONReader.depthMax else { throw Malformed() }
        if take("null") { return .null }
        if take("true") { return .bool(true) }
        if take("false") { return .bool(false) }
        if take("\"") { return .string(try string()) }
        if take("[") { return .array(try array()) }
        if take("{") { return .object(try object()) }
        return .number(try number())
    }

    private mutating func array() throws -> [JSON] {
        var values: [JSON] = []
        skipSpace()
        if take("]") { return [] }
        repeat {
            values.append(try value())
            skipSpace()
        } while take(",")
        try expect("]")
        return values
    }

    private mutating func object() throws -> [JSON.Member] {
        var members: [JSON.Member] = []
        skipSpace()
        if take("}") { return [] }
        repeat {
            let member = try self.member()
            guard !members.contains(where: { $0.name == member.name }) else { throw Malformed() }
            members.append(member)
            skipSpace()
        } while take(",")
        try expect("}")
        return members
    }

    private mutating func member() throws -> JSON.Member {
        skipSpace()
        try expect("\"")
        let name = try string()
        skipSpace()
        try expect(":")
        return JSON.Member(name: name, value: try value())
    }

    private mutating func number() throws -> Text {
        let start = place
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return Text(bytes[start..<place])
    }

    private mutating func digits() throws {
        let start = place
        while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
        guard place > start else { throw Malformed() }
    }

    private mutating func string() throws -> Text {
        var text: [UInt8] = []
        while let byte = next, byte >= 0x20 {
            place += 1
            if byte == UInt8(ascii: "\"") {
                if text.contains(0) { throw Malformed() }
                return Text(text)
            }
            text += byte == UInt8(ascii: "\\") ? try escape() : [byte]
        }
        throw Malformed()
    }

    private mutating func escape() throws -> [UInt8] {
        guard let mark = next else { throw Malformed() }
        place += 1
        if let meaning = JSONReader.escapes[mark] { return [meaning] }
        guard mark == UInt8(ascii: "u") else { throw Malformed() }
        var units = [try hexUnit()]
        if (0xD800..<0xDC00).contains(units[0]) {
            try expect("\\u")
            units.append(try hexUnit())
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw Malformed() }
        return Array(text.utf8)
    }

    private mutating func hexUnit() throws -> UInt16 {
        let digits = bytes[place...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw Malformed() }
        place += 4
        return unit
    }
}
