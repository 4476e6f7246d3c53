/// Walks a JSON text byte by byte and tells what stands inside strings, without reading values;
/// works on broken texts, too.
package struct JSONOutline {
    private var isInString = false
    private var isEscaped = false

    package init() {}

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
