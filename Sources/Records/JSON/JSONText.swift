/// The bytes inside JSON strings: what needs an escape, and what an escape means.
enum JSONText {
    /// The high bit of each byte that is a quote, a backslash, a control or outside ASCII. Bytes
    /// above the lowest one found may be marked in error.
    @inline(__always)
    static func specialBytes(_ word: UInt64) -> UInt64 {
        escapedBytes(word) | (word & 0x8080_8080_8080_8080)
    }

    @inline(__always)
    static func isSpecial(_ byte: UInt8) -> Bool {
        needsEscape(byte) || byte >= 0x80
    }

    /// The high bit of each byte that is a quote, a backslash or a control. Bytes above the lowest
    /// one found may be marked in error.
    @inline(__always)
    private static func escapedBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let found =
            ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
            | ((word &- ones &* 0x20) & ~word)
        return found & 0x8080_8080_8080_8080
    }

    @inline(__always)
    static func needsEscape(_ byte: UInt8) -> Bool {
        byte == 0x22 || byte == 0x5C || byte < 0x20
    }

    /// Position of the next byte that needs an escape, else `end`.
    @inline(__always)
    static func endOfPlainBytes(
        _ base: UnsafePointer<UInt8>, from start: Int, before end: Int
    ) -> Int {
        var position = start
        while position &+ 8 <= end {
            let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
            let found = escapedBytes(UInt64(littleEndian: word))
            if found != 0 { return position &+ found.trailingZeroBitCount &>> 3 }
            position &+= 8
        }
        while position < end, !needsEscape(base[position]) { position &+= 1 }
        return position
    }

    /// Copies up to the next byte that needs an escape, else up to `end`; the output has room for a
    /// word more than is copied.
    @inline(__always)
    static func copyPlainBytes(
        _ base: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int,
        into output: UnsafeMutablePointer<UInt8>, _ written: inout Int
    ) {
        while position &+ 8 <= end {
            let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
            UnsafeMutableRawPointer(output + written).storeBytes(of: word, as: UInt64.self)
            let found = escapedBytes(UInt64(littleEndian: word))
            let plain = found == 0 ? 8 : found.trailingZeroBitCount &>> 3
            position &+= plain
            written &+= plain
            if found != 0 { return }
        }
        while position < end, !needsEscape(base[position]) {
            output[written] = base[position]
            position &+= 1
            written &+= 1
        }
    }

    @inline(__always)
    static func hexValue(_ digit: UInt8) -> UInt32? {
        switch digit {
        case 0x30...0x39: UInt32(digit - 0x30)
        case 0x41...0x46: UInt32(digit - 0x37)
        case 0x61...0x66: UInt32(digit - 0x57)
        default: nil
        }
    }

    /// Appends the bytes that a scanned string stands for.
    static func unescape(
        _ base: UnsafePointer<UInt8>, _ token: JSONToken, into output: inout [UInt8]
    ) {
        let text = UnsafeBufferPointer(
            start: base + Int(token.start), count: Int(token.end - token.start))
        guard token.hasEscapes else { return output.append(contentsOf: text) }
        var position = 0
        while position < text.count {
            guard text[position] == 0x5C else {
                output.append(text[position])
                position += 1
                continue
            }
            position = appendEscape(text, at: position, to: &output)
        }
    }

    /// Returns the position behind the escape.
    private static func appendEscape(
        _ text: UnsafeBufferPointer<UInt8>, at position: Int, to output: inout [UInt8]
    ) -> Int {
        switch text[position + 1] {
        case 0x62: output.append(0x08)
        case 0x66: output.append(0x0C)
        case 0x6E: output.append(0x0A)
        case 0x72: output.append(0x0D)
        case 0x74: output.append(0x09)
        case 0x75: return appendUnicodeEscape(text, at: position, to: &output)
        case let other: output.append(other)
        }
        return position + 2
    }

    private static func appendUnicodeEscape(
        _ text: UnsafeBufferPointer<UInt8>, at position: Int, to output: inout [UInt8]
    ) -> Int {
        let unit = hexValue(of: text, at: position + 2)
        if unit & 0xF800 != 0xD800 {
            appendUTF8(unit, to: &output)
            return position + 6
        }
        let low = hexValue(of: text, at: position + 8)
        appendUTF8(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF), to: &output)
        return position + 12
    }

    private static func hexValue(of text: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt32 {
        var value: UInt32 = 0
        for offset in 0..<4 {
            value = value << 4 | (hexValue(text[position + offset]) ?? 0)
        }
        return value
    }

    private static func appendUTF8(_ scalar: UInt32, to output: inout [UInt8]) {
        let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}

extension JSONTape {
    /// Appends the decoded bytes of a string token, whose text stands in `bytes`, to an arena.
    package static func unescape(
        _ bytes: UnsafeBufferPointer<UInt8>, _ token: JSONToken, to arena: inout [UInt8]
    ) {
        precondition(token.kind == .string && Int(token.end) <= bytes.count)
        guard let base = bytes.baseAddress else { return }
        JSONText.unescape(base, token, into: &arena)
    }
}
