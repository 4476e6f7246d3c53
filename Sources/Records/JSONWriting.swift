/// Appends valid UTF-8 as one JSON string with its quotes.
///
/// Only `"`, `\` and controls are escaped, in the short form where there is one; `/` and what is not
/// ASCII stay as they are.
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
