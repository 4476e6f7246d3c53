/// Whether bytes are text: UTF-8 without NUL.
enum TextCheck {
    /// Fast for ASCII and letters of two bytes: 64 bytes a step.
    static func isText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        while position < bytes.count {
            // Other characters cost the fast step for no more than one block.
            let end = min(position + 64, bytes.count)
            while position < end {
                let length = characterLength(bytes, at: position)
                if length == 0 { return false }
                position += length
            }
            position = PlainText.end(in: bytes, from: position)
        }
        return true
    }

    /// Position of the first byte that is NUL or breaks the rules of UTF-8, else the end.
    static func offsetOfFault(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var position = 0
        while true {
            position = endOfASCII(bytes, from: position)
            guard position < bytes.count else { return position }
            let length = sequenceLength(bytes, at: position)
            if length == 0 { return position }
            position += length
        }
    }

    static func fault(in bytes: UnsafeBufferPointer<UInt8>) -> RecordFault? {
        if isText(bytes) { return nil }
        return bytes.contains(0) ? .containsNUL : .invalidUTF8
    }

    /// Position of the first byte that is NUL or outside ASCII, else the end.
    static func endOfASCII(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return start }
        while position + 16 <= bytes.count {
            let low = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let high = base.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self)
            let oddLow = oddBytes(UInt64(littleEndian: low))
            if oddLow != 0 { return position + oddLow.trailingZeroBitCount >> 3 }
            let oddHigh = oddBytes(UInt64(littleEndian: high))
            if oddHigh != 0 { return position + 8 + oddHigh.trailingZeroBitCount >> 3 }
            position += 16
        }
        while position < bytes.count, bytes[position] &- 1 < 0x7F { position += 1 }
        return position
    }

    /// The high bit of each byte that is NUL or outside ASCII. Bytes above the lowest one found may
    /// be marked in error.
    @inline(__always)
    private static func oddBytes(_ word: UInt64) -> UInt64 {
        (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080
    }

    /// Length of the character at `position`, 0 when it is NUL or no UTF-8.
    @inline(__always)
    private static func characterLength(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> Int {
        bytes[position] &- 1 < 0x7F ? 1 : sequenceLength(bytes, at: position)
    }

    /// Length of the UTF-8 sequence of two to four bytes that starts at `position`, 0 when it is
    /// not one: overlong, a surrogate, above U+10FFFF, cut short (RFC 3629).
    @inline(__always)
    static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        let lead = bytes[position]
        let left = bytes.count - position
        guard lead >= 0xC2, lead <= 0xF4, left >= 2 else { return 0 }
        let second = bytes[position + 1]
        if lead < 0xE0 { return isContinuation(second) ? 2 : 0 }
        guard left >= 3, isContinuation(bytes[position + 2]), secondFits(second, after: lead) else {
            return 0
        }
        if lead < 0xF0 { return 3 }
        return left >= 4 && isContinuation(bytes[position + 3]) ? 4 : 0
    }

    @inline(__always)
    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    @inline(__always)
    private static func secondFits(_ second: UInt8, after lead: UInt8) -> Bool {
        switch lead {
        case 0xE0: second & 0xE0 == 0xA0
        case 0xED: second & 0xE0 == 0x80
        case 0xF0: second >= 0x90 && second <= 0xBF
        case 0xF4: second & 0xF0 == 0x80
        default: isContinuation(second)
        }
    }
}
