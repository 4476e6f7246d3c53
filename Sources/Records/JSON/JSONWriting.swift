/// Appends valid UTF-8 as one JSON string with its quotes.
///
/// Only `"`, `\` and controls are escaped, in the short form where there is one; `/` and what is
/// not ASCII stay as they are.
package func appendJSONString(
    of bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
) {
    output.append(0x22)
    defer { output.append(0x22) }
    guard let base = bytes.baseAddress else { return }
    var start = 0
    while true {
        let end = JSONText.endOfPlainBytes(base, from: start, before: bytes.count)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
        guard end < bytes.count else { return }
        JSONEscaping.append(bytes[end], to: &output)
        start = end + 1
    }
}

/// Room that `writeJSONString` needs for a string of `count` bytes: six for each, as in `\u0001`,
/// two quotes, and what is left of the last word.
@inline(__always)
package func jsonStringBytesMax(of count: Int) -> Int { count * 6 + 2 + 8 }

/// Writes what `appendJSONString` appends, a word at a time, to memory with room for
/// `jsonStringBytesMax(of: bytes.count)`; returns the length.
package func writeJSONString(
    of bytes: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
) -> Int {
    output[0] = 0x22
    var written = 1
    if let base = bytes.baseAddress {
        var position = 0
        while true {
            JSONText.copyPlainBytes(base, &position, bytes.count, into: output, &written)
            guard position < bytes.count else { break }
            written += JSONEscaping.write(base[position], into: output + written)
            position += 1
        }
    }
    output[written] = 0x22
    return written + 1
}

/// Appends valid UTF-8 as one JSON string with its quotes.
package func appendJSONString(of bytes: [UInt8], to output: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { appendJSONString(of: $0, to: &output) }
}

/// Appends a text as one JSON string with its quotes.
package func appendJSONString(of text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { appendJSONString(of: $0, to: &output) }
}

private enum JSONEscaping {
    static let bytesMax = 6

    static func append(_ byte: UInt8, to output: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytesMax) { escape in
            guard let base = escape.baseAddress else { return }
            output += escape.prefix(write(byte, into: base))
        }
    }

    /// Returns the length, at most `bytesMax`.
    static func write(_ byte: UInt8, into output: UnsafeMutablePointer<UInt8>) -> Int {
        output[0] = 0x5C
        switch byte {
        case 0x22, 0x5C: output[1] = byte
        case 0x08: output[1] = 0x62
        case 0x09: output[1] = 0x74
        case 0x0A: output[1] = 0x6E
        case 0x0C: output[1] = 0x66
        case 0x0D: output[1] = 0x72
        default:
            (output[1], output[2], output[3]) = (0x75, 0x30, 0x30)
            (output[4], output[5]) = (hexDigit(byte >> 4), hexDigit(byte & 15))
            return bytesMax
        }
        return 2
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x57 + value
    }
}
