/// Walks a JSON text byte by byte and tells what stands inside strings, without reading values;
/// works on broken texts, too.
package struct JSONOutline {
    private var isInString = false
    private var isEscaped = false

    package init() {}

    /// The text with blanks for its line ends, but for those in strings, where they mean something.
    package static func onOneLine(_ text: some Sequence<UInt8>) -> [UInt8] {
        var outline = JSONOutline()
        return text.map { byte in
            let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            return !outline.isInString(byte) && isLineEnd ? UInt8(ascii: " ") : byte
        }
    }

    /// Whether the next byte of the text belongs to a string, its closing quote included.
    package mutating func isInString(_ byte: UInt8) -> Bool {
        let belongsToString = isInString
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = isInString
        } else if byte == UInt8(ascii: "\"") {
            isInString.toggle()
        }
        return belongsToString
    }
}
