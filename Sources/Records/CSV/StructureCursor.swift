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
    private var oddBytes = SIMDMask<SIMD16<Int8>>(repeating: false)

    init(base: UnsafePointer<UInt8>, position: Int, delimiter: UInt8, quote: UInt8) {
        self.base = base
        self.delimiter = SIMD16(repeating: delimiter)
        self.quote = SIMD16(repeating: quote)
        load(position)
    }

    /// A byte that needs a look at the text was seen: NUL or outside ASCII.
    var sawOddBytes: Bool { any(oddBytes) }

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

    /// Adds the field at `start`, which has no opening quote, and those behind it until one has or
    /// the record ends. Returns where the last one added ends; at or behind `end` when the record
    /// goes on there.
    @inline(__always)
    mutating func nextPlainFields(
        from start: Int, before end: Int, into fields: inout FieldRun
    ) -> Int {
        let (base, delimiter, quote) = (base, delimiter[0], quote[0])
        var start = start
        while true {
            // The mask of the block stays in a register.
            var separators = separators
            while separators != 0 {
                let position = block &+ separators.trailingZeroBitCount
                separators &= separators &- 1
                fields.append(from: start, to: position)
                start = position &+ 1
                if base[position] != delimiter || base[start] == quote || position >= end {
                    self.separators = separators
                    return position
                }
            }
            guard block &+ 64 < end else {
                self.separators = 0
                fields.append(from: start, to: end)
                return end
            }
            load(block &+ 64)
        }
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
        separators = bits(isSeparator(a), isSeparator(b), isSeparator(c), isSeparator(d))
        oddBytes .|= isOdd(a) .| isOdd(b) .| isOdd(c) .| isOdd(d)
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
        quotes = bits(inA, inB, inC, inD)
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

    /// NUL or outside ASCII: as signed numbers they are not above 0.
    @inline(__always)
    private func isOdd(_ bytes: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        unsafeBitCast(bytes, to: SIMD16<Int8>.self) .<= .zero
    }

    /// One bit for each of 64 bytes that are 0xFF or 0, the first in the lowest.
    ///
    /// Every byte keeps the bit of its place among eight; then neighbours are joined three times.
    /// Swift has no name for the instruction that would do it at once.
    @inline(__always)
    private func bits(
        _ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>, _ c: SIMD16<UInt8>, _ d: SIMD16<UInt8>
    ) -> UInt64 {
        let places = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
        let twos = joined(joined(a & places, b & places), joined(c & places, d & places))
        return unsafeBitCast(joined(twos, twos).lowHalf, to: UInt64.self)
    }

    /// Each two neighbours as one byte with the bits of both.
    @inline(__always)
    private func joined(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> SIMD16<UInt8> {
        SIMD16(lowHalf: joined(a), highHalf: joined(b))
    }

    @inline(__always)
    private func joined(_ bytes: SIMD16<UInt8>) -> SIMD8<UInt8> {
        let pairs = unsafeBitCast(bytes, to: SIMD8<UInt16>.self)
        return SIMD8(truncatingIfNeeded: pairs | pairs &>> SIMD8(repeating: 8))
    }
}
