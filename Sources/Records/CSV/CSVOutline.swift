/// Where the fields of one raw CSV record end, quotes regarded; also for records that have a fault.
package struct CSVOutline {
    /// Offset behind each field, where its delimiter or the end of the record stands.
    package private(set) var fieldEnds: [Int] = []
    /// Offset of the quote that no other closes, if any.
    package private(set) var openQuote: Int?

    /// - Parameter raw: a record without its line end.
    package init(_ raw: UnsafeBufferPointer<UInt8>, dialect: Dialect) {
        var position = 0
        while true {
            let start = position
            if start < raw.count, raw[start] == dialect.quote {
                position = Self.behindQuotes(raw, from: start, dialect.quote)
                if position > raw.count { openQuote = start }
            }
            position = min(position, raw.count)
            while position < raw.count, raw[position] != dialect.delimiter { position += 1 }
            fieldEnds.append(position)
            guard position < raw.count else { return }
            position += 1
        }
    }

    /// Position behind the quote that closes the one at `open`; past the end when there is none.
    private static func behindQuotes(
        _ raw: UnsafeBufferPointer<UInt8>, from open: Int, _ quote: UInt8
    ) -> Int {
        var position = open + 1
        while position < raw.count {
            guard raw[position] == quote else {
                position += 1
                continue
            }
            guard position + 1 < raw.count, raw[position + 1] == quote else { return position + 1 }
            position += 2
        }
        return raw.count + 1
    }
}
