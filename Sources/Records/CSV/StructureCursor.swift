/// Finds the bytes a CSV record turns on (delimiter, line ends, quotes), 64 bytes at a time.
///
/// A block of 64 bytes becomes two bit masks; the scanner then steps from set bit to set bit. Reads
/// up to 64 bytes behind the position asked for, which the window pads. Positions only move
/// forward, except by `move(to:)`.
struct StructureCursor {
    private let base: UnsafePointer<UInt8>
    private let delimiter: SIMD16<UInt8>
    private let quote: SIMD16<UInt8>

    private var block = 0
    private var separators: UInt64 = 0
    private var quotes: UInt64 = 0
    private var passedSeparators: UInt64 = 0
    private var highBits = SIMD16<UInt8>(repeating: 0)
    private var nulBytes = SIMD16<UInt8>(repeating: 0)

    init(base: UnsafePointer<UInt8>, position: Int, delimiter: UInt8, quote: UInt8) {
        self.base = base
        self.delimiter = SIMD16(repeating: delimiter)
        self.quote = SIMD16(repeating: quote)
        load(position)
    }

    /// A byte that needs a look at the text was seen: NUL or outside ASCII.
    var sawOddBytes: Bool { ((highBits & 0x80) | nulBytes) != SIMD16(repeating: 0) }

    @inline(__always)
    mutating func move(to position: Int) {
        passedSeparators = 0
        load(position)
    }

    /// Position of the next delimiter or line end; at or behind `end` when there is none before it.
    @inline(__always)
    mutating func nextSeparator(before end: Int) -> Int {
        while separators == 0 {
            guard block + 64 < end else { return end }
            load(block + 64)
        }
        let position = block + separators.trailingZeroBitCount
        separators &= separators &- 1
        return position
    }

    /// Position of the next quote at or behind `start`; at or behind `end` when there is none
    /// before it.
    @inline(__always)
    mutating func nextQuote(from start: Int, before end: Int) -> Int {
        var start = start
        while true {
            let skipped = start - block
            let found = skipped < 64 ? quotes & (UInt64.max &<< UInt64(skipped)) : 0
            if found != 0 { return block + found.trailingZeroBitCount }
            passedSeparators |= separators
            guard block + 64 < end else { return end }
            load(block + 64)
            start = max(start, block)
        }
    }

    /// Forgets separators up to the closing quote at `close`; true when there were any in the
    /// field.
    @inline(__always)
    mutating func closeField(at close: Int) -> Bool {
        let inside = UInt64.max &>> UInt64(63 - (close - block))
        let found = passedSeparators | (separators & inside)
        separators &= ~inside
        passedSeparators = 0
        return found != 0
    }

    @inline(__always)
    private mutating func load(_ position: Int) {
        block = position
        let bytes = UnsafeRawPointer(base + position)
        let a = bytes.loadUnaligned(as: SIMD16<UInt8>.self)
        let b = bytes.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
        let c = bytes.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self)
        let d = bytes.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
        separators =
            bits(isSeparator(a)) | bits(isSeparator(b)) &<< 16 | bits(isSeparator(c)) &<< 32
            | bits(isSeparator(d)) &<< 48
        highBits |= a | b | c | d
        nulBytes |= equal(a, 0) | equal(b, 0) | equal(c, 0) | equal(d, 0)
        loadQuotes(a, b, c, d)
    }

    @inline(__always)
    private mutating func loadQuotes(
        _ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>, _ c: SIMD16<UInt8>, _ d: SIMD16<UInt8>
    ) {
        let inA = equal(a, quote)
        let inB = equal(b, quote)
        let inC = equal(c, quote)
        let inD = equal(d, quote)
        let words = unsafeBitCast(inA | inB | inC | inD, to: SIMD2<UInt64>.self)
        guard words[0] | words[1] != 0 else {
            quotes = 0
            return
        }
        quotes = bits(inA) | bits(inB) &<< 16 | bits(inC) &<< 32 | bits(inD) &<< 48
    }

    @inline(__always)
    private func isSeparator(_ bytes: SIMD16<UInt8>) -> SIMD16<UInt8> {
        equal(bytes, delimiter) | equal(bytes, SIMD16(repeating: 0x0A))
            | equal(bytes, SIMD16(repeating: 0x0D))
    }

    /// 0xFF where the bytes are equal, 0 elsewhere.
    @inline(__always)
    private func equal(_ bytes: SIMD16<UInt8>, _ other: SIMD16<UInt8>) -> SIMD16<UInt8> {
        unsafeBitCast(bytes .== other, to: SIMD16<UInt8>.self)
    }

    @inline(__always)
    private func equal(_ bytes: SIMD16<UInt8>, _ other: UInt8) -> SIMD16<UInt8> {
        equal(bytes, SIMD16(repeating: other))
    }

    /// One bit per byte. A multiplication gathers eight bytes of one bit each, since Swift has no
    /// name for the instruction that would.
    @inline(__always)
    private func bits(_ mask: SIMD16<UInt8>) -> UInt64 {
        let weights = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
        let words = unsafeBitCast(mask & weights, to: SIMD2<UInt64>.self)
        let low = (words[0] &* 0x0101_0101_0101_0101) &>> 56
        let high = (words[1] &* 0x0101_0101_0101_0101) &>> 56
        return low | high &<< 8
    }
}
