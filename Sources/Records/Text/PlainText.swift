/// Text of ASCII and UTF-8 sequences of two bytes (U+0080 to U+07FF: Latin, Greek, Cyrillic,
/// Hebrew, Arabic), checked without a branch for each of them.
enum PlainText {
    private typealias Bytes = SIMD16<Int8>
    private typealias Mask = SIMDMask<SIMD16<Int8>>

    private static let blockBytes = 64

    /// Position behind the blocks of 64 bytes from `start` on that are whole characters of plain
    /// text without NUL.
    ///
    /// - Parameter start: above 0; a character ends before it.
    static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return start }
        var position = start
        while position + blockBytes <= bytes.count, isPlain(base + position) {
            position += blockBytes
        }
        return position
    }

    @inline(__always)
    private static func isPlain(_ block: UnsafeRawPointer) -> Bool {
        let odd =
            (load(block) .<= .zero) .| (load(block + 16) .<= .zero)
            .| (load(block + 32) .<= .zero) .| (load(block + 48) .<= .zero)
        return isEmpty(odd) || isSequencesOfTwo(block)
    }

    @inline(__always)
    private static func isSequencesOfTwo(_ block: UnsafeRawPointer) -> Bool {
        let faults =
            faults(block) .| faults(block + 16) .| faults(block + 32) .| faults(block + 48)
        let last = block.load(fromByteOffset: blockBytes - 1, as: UInt8.self)
        return isEmpty(faults) && last < 0xC0
    }

    /// Bytes that are NUL, begin a longer sequence or none, or are a continuation where none is
    /// due, or not one where it is.
    @inline(__always)
    private static func faults(_ bytes: UnsafeRawPointer) -> Mask {
        let text = load(bytes)
        let continuations = text .< Bytes(repeating: -0x40)
        let odd = (text .<= .zero) .& .!(continuations .| leads(text))
        return odd .| (continuations .^ leads(load(bytes - 1)))
    }

    /// The bytes 0xC2 to 0xDF: as signed numbers -0x3E to -0x21.
    @inline(__always)
    private static func leads(_ text: Bytes) -> Mask {
        (text .> Bytes(repeating: -0x3F)) .& (text .< Bytes(repeating: -0x20))
    }

    @inline(__always)
    private static func isEmpty(_ mask: Mask) -> Bool {
        let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return words[0] | words[1] == 0
    }

    @inline(__always)
    private static func load(_ bytes: UnsafeRawPointer) -> Bytes {
        bytes.loadUnaligned(as: Bytes.self)
    }
}
