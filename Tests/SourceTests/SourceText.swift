/// A Swift source cut into words and literals, so that rules see code and neither comments nor
/// strings.
struct SourceText {
    /// A name, a number or one other character of the code.
    struct Token {
        let text: String
        /// Counted from 0.
        let line: Int
        /// Nothing stands between it and the token before.
        let isGlued: Bool
        /// What stands between the quotes, when it is a string literal.
        let literal: String?
    }

    /// A string literal as written, interpolations included.
    struct Literal {
        let text: String
        /// Counted from 0.
        let line: Int
    }

    private(set) var tokens: [Token] = []
    private(set) var literals: [Literal] = []

    private let bytes: [UInt8]
    private var place = 0
    private var line = 0
    private var isGlued = false

    init(_ text: String) {
        // Behind the end stand bytes that end everything, so that looking ahead needs no checks.
        bytes = Array(text.utf8) + [0x0A, 0x0A, 0x0A]
        readCode(untilClosed: false)
    }

    private var byte: UInt8 { bytes[place] }
    private var isAtEnd: Bool { place >= bytes.count - 3 }

    /// - Parameter untilClosed: ends behind the parenthesis that closes an interpolation.
    private mutating func readCode(untilClosed: Bool) {
        var depth = 1
        while !isAtEnd {
            switch byte {
            case UInt8(ascii: "\""): readString(hashes: 0)
            case UInt8(ascii: "#") where startsRawString: readRawString()
            case UInt8(ascii: "/") where skipCommentOrRegex(): isGlued = false
            default:
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                readToken()
                if untilClosed && depth == 0 { return }
            }
        }
    }

    private mutating func readToken() {
        if byte == 0x20 || byte == 0x0A {
            advance()
            isGlued = false
            return
        }
        let start = place
        place += 1
        if Self.isNameByte(bytes[start]) { while Self.isNameByte(byte) { place += 1 } }
        append(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private mutating func append(_ text: String, literal: String? = nil) {
        tokens.append(Token(text: text, line: line, isGlued: isGlued, literal: literal))
        isGlued = true
    }

    private mutating func advance() {
        if byte == 0x0A { line += 1 }
        place += 1
    }

    private var startsRawString: Bool {
        var end = place
        while bytes[end] == UInt8(ascii: "#") { end += 1 }
        return bytes[end] == UInt8(ascii: "\"")
    }

    private mutating func readRawString() {
        let start = place
        while byte == UInt8(ascii: "#") { place += 1 }
        readString(hashes: place - start)
    }

    private mutating func readString(hashes: Int) {
        let firstLine = line
        let isLong = bytes[place + 1] == byte && bytes[place + 2] == byte
        let quotes = isLong ? 3 : 1
        place += quotes
        let start = place
        while !isAtEnd, !closes(quotes: quotes, hashes: hashes) {
            if byte == UInt8(ascii: "\\"), hashes == 0 {
                place += 1
                let isInterpolation = byte == UInt8(ascii: "(")
                advance()
                if isInterpolation { readCode(untilClosed: true) }
            } else {
                advance()
            }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        literals.append(Literal(text: text, line: firstLine))
        place = min(place + quotes + hashes, bytes.count - 3)
        append("\"\"", literal: text)
    }

    private func closes(quotes: Int, hashes: Int) -> Bool {
        guard byte == UInt8(ascii: "\"") else { return false }
        let end = place + quotes
        return bytes[place..<min(end, bytes.count)].allSatisfy { $0 == UInt8(ascii: "\"") }
            && bytes[min(end, bytes.count)...].prefix(hashes).allSatisfy {
                $0 == UInt8(ascii: "#")
            }
    }

    /// Whether what begins with a slash was a comment or a regular expression and is passed.
    private mutating func skipCommentOrRegex() -> Bool {
        switch bytes[place + 1] {
        case UInt8(ascii: "/"):
            while byte != 0x0A { place += 1 }
        case UInt8(ascii: "*"):
            while !isAtEnd, !(byte == UInt8(ascii: "*") && bytes[place + 1] == UInt8(ascii: "/")) {
                advance()
            }
            place = min(place + 2, bytes.count - 3)
        case 0x20, 0x0A: return false
        default:
            guard ["(", ",", "=", ":", "["].contains(tokens.last?.text) else { return false }
            place += 1
            while byte != UInt8(ascii: "/"), byte != 0x0A {
                place += byte == UInt8(ascii: "\\") ? 2 : 1
            }
            if byte != 0x0A { place += 1 }
            append("\"\"")
        }
        return true
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}
