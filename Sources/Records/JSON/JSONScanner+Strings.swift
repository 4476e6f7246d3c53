/// Strings: found eight bytes at a time, checked where they are not plain ASCII.
extension JSONScanner {
    /// The string whose opening quote is at the position.
    @inline(__always)
    mutating func scanString() throws(JSONFault) {
        let start = position &+ 1
        position = start
        var hasEscapes = false
        while true {
            skipPlainBytes()
            let byte = peek()
            if byte == 0x22 { break }
            if byte == 0x5C { hasEscapes = true }
            position = try JSONStringRules.afterSpecialByte(base, at: position, end: end)
        }
        append(.string, hasEscapes: hasEscapes, from: start)
        position &+= 1
    }

    /// Goes on to the next byte that is a quote, a backslash, a control or outside ASCII.
    @inline(__always)
    private mutating func skipPlainBytes() {
        while position &+ 8 <= end {
            let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
            let found = JSONText.specialBytes(UInt64(littleEndian: word))
            if found != 0 {
                position &+= found.trailingZeroBitCount &>> 3
                return
            }
            position &+= 8
        }
        while position < end, !JSONText.isSpecial(base[position]) { position &+= 1 }
    }
}

/// What is allowed in a string besides plain ASCII.
private enum JSONStringRules {
    /// Position behind the escape or the run of characters outside ASCII at `position`.
    @inline(never)
    static func afterSpecialByte(
        _ base: UnsafePointer<UInt8>, at position: Int, end: Int
    ) throws(JSONFault) -> Int {
        let text = UnsafeBufferPointer(start: base, count: end)
        guard position < end else { throw JSONFault(.syntax, at: position) }
        switch text[position] {
        case 0x5C: return try afterEscape(text, at: position)
        case 0x80...: return try afterCharacters(text, at: position)
        case 0: throw JSONFault(.nulCharacter, at: position)
        default: throw JSONFault(.unescapedControl, at: position)
        }
    }

    private static func afterCharacters(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int
    ) throws(JSONFault) -> Int {
        var position = start
        while position < text.count, text[position] >= 0x80 {
            let length = TextCheck.sequenceLength(text, at: position)
            guard length > 0 else { throw JSONFault(.invalidUTF8, at: position) }
            position += length
        }
        return position
    }

    private static func afterEscape(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int
    ) throws(JSONFault) -> Int {
        guard start + 1 < text.count else { throw JSONFault(.syntax, at: start) }
        switch text[start + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return start + 2
        case 0x75: return try afterUnicodeEscape(text, at: start)
        default: throw JSONFault(.syntax, at: start)
        }
    }

    private static func afterUnicodeEscape(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int
    ) throws(JSONFault) -> Int {
        let unit = try unit(text, at: start + 2)
        if unit == 0 { throw JSONFault(.nulCharacter, at: start) }
        guard unit & 0xF800 == 0xD800 else { return start + 6 }
        guard unit < 0xDC00, start + 7 < text.count,
            text[start + 6] == 0x5C, text[start + 7] == 0x75,
            try self.unit(text, at: start + 8) & 0xFC00 == 0xDC00
        else { throw JSONFault(.loneSurrogate, at: start) }
        return start + 12
    }

    /// The value of four hexadecimal digits.
    private static func unit(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int
    ) throws(JSONFault) -> UInt32 {
        guard start + 4 <= text.count else { throw JSONFault(.syntax, at: text.count) }
        var value: UInt32 = 0
        for position in start..<(start + 4) {
            guard let digit = JSONText.hexValue(text[position]) else {
                throw JSONFault(.syntax, at: position)
            }
            value = value << 4 | digit
        }
        return value
    }
}
