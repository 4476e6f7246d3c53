/// Follows one JSON value to its end: how deep in brackets, inside a string or not.
///
/// Trusts the value to be JSON; when it is not, the scan of the record says so. Only a line end
/// inside a string, which JSON never has, stops the walk: there a quote is missing.
struct ElementWalk {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// The value ended at a line end inside a string.
    private(set) var isBroken = false

    /// Position behind the value; `nil`, with the state kept, when it goes on behind `limit`.
    mutating func end(_ view: WindowView, from start: Int, before limit: Int) -> Int? {
        var position = start
        while position < limit {
            if isInString {
                guard let close = endOfString(view, from: position, before: limit) else {
                    return nil
                }
                position = close
                isInString = false
                if depth == 0 || isBroken { return position }
            } else {
                position =
                    depth > 0 ? bracketOrQuote(view, from: position, before: limit) : position
                guard position < limit else { return nil }
                if let end = step(over: view.base[position], at: position) { return end }
                position += 1
            }
        }
        return nil
    }

    /// One byte outside strings; the position where the value ends when it does so here.
    @inline(__always)
    private mutating func step(over byte: UInt8, at position: Int) -> Int? {
        switch byte {
        case 0x22: isInString = true
        case 0x5B, 0x7B: depth += 1
        case 0x5D, 0x7D:
            if depth == 0 { return position }
            depth -= 1
            if depth == 0 { return position + 1 }
        case 0x2C, 0x20, 0x09, 0x0A, 0x0D:
            if depth == 0 { return position }
        default: break
        }
        return nil
    }

    /// Position of the next byte that matters inside brackets, else `limit`.
    @inline(__always)
    private func bracketOrQuote(_ view: WindowView, from start: Int, before limit: Int) -> Int {
        var position = start
        while position < limit {
            // Both kinds of bracket differ in one bit.
            let byte = view.base[position]
            if byte == 0x22 || byte | 0x20 == 0x7B || byte | 0x20 == 0x7D { break }
            position &+= 1
        }
        return position
    }

    /// Position behind the quote that ends the string, or of the line end that breaks it.
    private mutating func endOfString(
        _ view: WindowView, from start: Int, before limit: Int
    ) -> Int? {
        var position = start
        if isEscaped {
            isEscaped = false
            position += 1
        }
        while position < limit {
            position = JSONText.endOfPlainBytes(view.base, from: position, before: limit)
            guard position < limit else { break }
            if view.base[position] == 0x22 { return position + 1 }
            if view.base[position] == 0x0A || view.base[position] == 0x0D {
                isBroken = true
                return position
            }
            if view.base[position] == 0x5C {
                isEscaped = position + 1 == limit
                position += 1
            }
            position += 1
        }
        return nil
    }
}
