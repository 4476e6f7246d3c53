import Foundation

/// The quoting of CSV fields (RFC 4180), read the lenient way of Python's `csv` module.
enum CSVQuoting {
    /// Writes the text of a field that starts with a quote to `target`, which has room for as many
    /// bytes; returns how many it has. Doubled quotes become one; what follows the closing quote
    /// is appended as it is.
    static func unescape(
        _ field: UnsafeBufferPointer<UInt8>, quote: UInt8, to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        guard let source = field.baseAddress else { return 0 }
        var position = 1
        var written = 0
        var isInside = true
        while position < field.count {
            let rest = field.count - position
            let length = runLength(source + position, count: rest, upTo: quote)
            (target + written).update(from: source + position, count: length)
            written += length
            position += length
            guard position < field.count else { break }
            let isDoubled = position + 1 < field.count && source[position + 1] == quote
            if !isInside || isDoubled {
                target[written] = quote
                written += 1
            }
            position += isInside && isDoubled ? 2 : 1
            isInside = isInside && isDoubled
        }
        return written
    }

    private static func runLength(
        _ bytes: UnsafePointer<UInt8>, count: Int, upTo quote: UInt8
    ) -> Int {
        guard let found = memchr(bytes, Int32(quote), count) else { return count }
        return UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(found))
    }
}
