/// A text compared byte for byte, because Swift's own equality takes canonical equivalents as one.
struct Text: Hashable, Comparable, ExpressibleByStringInterpolation, CustomStringConvertible {
    var bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
    init(_ string: String) { bytes = Array(string.utf8) }
    init(stringLiteral string: String) { self.init(string) }

    var string: String { String(decoding: bytes, as: UTF8.self) }
    var description: String { string }
    var isBlank: Bool { trimmed.bytes.isEmpty }

    /// The text without the spaces and tabs around it.
    var trimmed: Text {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let tail = bytes.drop(while: isSpace).reversed().drop(while: isSpace)
        return Text(tail.reversed())
    }

    func starts(with prefix: Text) -> Bool { bytes.starts(with: prefix.bytes) }

    func contains(_ part: Text) -> Bool {
        if part.bytes.isEmpty { return true }
        return bytes.indices.contains { bytes[$0...].starts(with: part.bytes) }
    }

    static func < (left: Text, right: Text) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// A number in E.164, with its plus sign.
typealias Phone = Text
