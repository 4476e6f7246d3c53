/// Appends valid UTF-8 as one JSON string with its quotes.
///
/// Only `"`, `\` and controls are escaped, in the short form where there is one; `/` and what is not
/// ASCII stay as they are.
package func appendJSONString(
    of bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
) {
    output.append(0x22)
    var start = 0
    var position = 0
    while true {
        position = JSONEscaping.endOfPlainBytes(bytes, from: position)
        guard position < bytes.count else { break }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
        JSONEscaping.append(bytes[position], to: &output)
        position += 1
        start = position
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
    output.append(0x22)
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
    /// Position of the next byte that needs an escape, else the end.
    @inline(__always)
    static func endOfPlainBytes(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return start }
        while position + 8 <= bytes.count {
            let word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let found = JSONText.escapedBytes(UInt64(littleEndian: word))
            if found != 0 { return position + found.trailingZeroBitCount >> 3 }
            position += 8
        }
        while position < bytes.count, !JSONText.needsEscape(bytes[position]) { position += 1 }
        return position
    }

    static func append(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(0x5C)
        switch byte {
        case 0x22, 0x5C: output.append(byte)
        case 0x08: output.append(0x62)
        case 0x09: output.append(0x74)
        case 0x0A: output.append(0x6E)
        case 0x0C: output.append(0x66)
        case 0x0D: output.append(0x72)
        default:
            let digits = Array("0123456789abcdef".utf8)
            output += [0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
