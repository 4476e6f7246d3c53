/// Strings: found eight bytes at a time, checked where they are not plain ASCII.
extension JSONScanner {
    /// The string whose opening quote is at the position.
    @inline(__always)
    mutating func scanString(isKey: Bool) throws(JSONFault) {
        let start = position &+ 1
        position = start
        var hasEscapes = false
        while true {
            skipPlainBytes()
            let byte = peek()
            if byte == 0x22 { break }
            if byte == 0x5C { hasEscapes = true }
            try scanSpecialByte(byte)
        }
        tokens.append(
            JSONToken(
                kind: .string, isKey: isKey, hasEscapes: hasEscapes,
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: position),
                next: UInt32(truncatingIfNeeded: tokens.count &+ 1)))
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

    @inline(never)
    private mutating func scanSpecialByte(_ byte: UInt8) throws(JSONFault) {
        if byte == 0x5C { return try scanEscape() }
        guard byte >= 0x80 else {
            guard position < end else { throw JSONFault(.syntax, at: position) }
            throw JSONFault(byte == 0 ? .nulCharacter : .unescapedControl, at: position)
        }
        let rest = UnsafeBufferPointer(start: base, count: end)
        while position < end, base[position] >= 0x80 {
            let length = TextCheck.sequenceLength(rest, at: position)
            guard length > 0 else { throw JSONFault(.invalidUTF8, at: position) }
            position += length
        }
    }

    private mutating func scanEscape() throws(JSONFault) {
        let start = position
        position += 1
        switch peek() {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: position += 1
        case 0x75: try scanUnicodeEscape(from: start)
        default: throw JSONFault(.syntax, at: start)
        }
    }

    private mutating func scanUnicodeEscape(from start: Int) throws(JSONFault) {
        let unit = try scanHexDigits()
        if unit == 0 { throw JSONFault(.nulCharacter, at: start) }
        guard unit & 0xF800 == 0xD800 else { return }
        guard unit < 0xDC00, peek() == 0x5C, position + 1 < end, base[position + 1] == 0x75 else {
            throw JSONFault(.loneSurrogate, at: start)
        }
        position += 1
        guard try scanHexDigits() & 0xFC00 == 0xDC00 else {
            throw JSONFault(.loneSurrogate, at: start)
        }
    }

    /// The `u` at the position and four hexadecimal digits.
    private mutating func scanHexDigits() throws(JSONFault) -> UInt32 {
        position += 1
        guard position + 4 <= end else { throw JSONFault(.syntax, at: end) }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = JSONText.hexValue(base[position]) else {
                throw JSONFault(.syntax, at: position)
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }
}
