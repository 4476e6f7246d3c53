/// Turns text of other encodings into UTF-8, piece by piece.
///
/// What cannot be text, such as half a surrogate pair, becomes the byte 0xFF, which is nowhere in
/// UTF-8: the record with it is refused like any with bad bytes.
struct Transcoder {
    /// Most bytes that one byte of input becomes, and a few for what the last piece left over.
    static func outputMax(inputCount: Int) -> Int { 3 * inputCount + 8 }

    private static let badText: UInt8 = 0xFF

    private let encoding: TextEncoding
    /// UTF-16: the first byte of a unit that was cut.
    private var cutUnit: UInt8?
    /// UTF-16: the first half of a pair, waiting for the second.
    private var highSurrogate: UInt16?

    init(encoding: TextEncoding) {
        self.encoding = encoding
    }

    /// Writes the text of `input` as UTF-8 and returns the count of bytes written; `output` has
    /// room for `outputMax`.
    mutating func transcode(
        _ input: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        switch encoding {
        case .utf8:
            guard let base = input.baseAddress else { return 0 }
            output.update(from: base, count: input.count)
            return input.count
        case .windows1252: return Windows1252.transcode(input, to: output)
        case .utf16LittleEndian, .utf16BigEndian: return transcodeUnits(input, to: output)
        }
    }

    /// What is left at the end of the input.
    mutating func finish(to output: UnsafeMutablePointer<UInt8>) -> Int {
        guard cutUnit != nil || highSurrogate != nil else { return 0 }
        cutUnit = nil
        highSurrogate = nil
        output[0] = Transcoder.badText
        return 1
    }

    private mutating func transcodeUnits(
        _ input: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var position = 0
        var written = 0
        if let first = cutUnit, !input.isEmpty {
            written += write(unit(first, input[0]), to: output)
            cutUnit = nil
            position = 1
        }
        while position + 1 < input.count {
            if highSurrogate == nil {
                let count = copyASCII(input, from: position, to: output + written)
                position += 2 * count
                written += count
                guard position + 1 < input.count else { break }
            }
            written += write(unit(input[position], input[position + 1]), to: output + written)
            position += 2
        }
        if position < input.count { cutUnit = input[position] }
        return written
    }

    /// Copies units of ASCII four at a time, as far as they go; returns how many.
    @inline(__always)
    private func copyASCII(
        _ input: UnsafeBufferPointer<UInt8>, from start: Int,
        to output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        guard let base = UnsafeRawPointer(input.baseAddress) else { return 0 }
        let shift: UInt64 = encoding == .utf16LittleEndian ? 0 : 8
        var count = 0
        while start &+ 2 &* count &+ 8 <= input.count {
            let loaded = base.loadUnaligned(
                fromByteOffset: start &+ 2 &* count, as: UInt64.self)
            let word = UInt64(littleEndian: loaded)
            // The byte that must be 0 and the one that must be under 0x80, four times.
            let wide: UInt64 = shift == 0 ? 0xFF80_FF80_FF80_FF80 : 0x80FF_80FF_80FF_80FF
            guard word & wide == 0 else { break }
            let units = word &>> shift
            for place in 0..<4 {
                output[count &+ place] = UInt8(truncatingIfNeeded: units &>> UInt64(16 &* place))
            }
            count &+= 4
        }
        return count
    }

    @inline(__always)
    private func unit(_ first: UInt8, _ second: UInt8) -> UInt16 {
        encoding == .utf16LittleEndian
            ? UInt16(second) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(second)
    }

    @inline(__always)
    private mutating func write(_ unit: UInt16, to output: UnsafeMutablePointer<UInt8>) -> Int {
        guard unit >= 0x80 || highSurrogate != nil else {
            output[0] = UInt8(truncatingIfNeeded: unit)
            return 1
        }
        return writeWide(unit, to: output)
    }

    private mutating func writeWide(_ unit: UInt16, to output: UnsafeMutablePointer<UInt8>) -> Int {
        var written = 0
        if let high = highSurrogate {
            highSurrogate = nil
            if unit & 0xFC00 == 0xDC00 {
                let scalar = 0x10000 + UInt32(high & 0x3FF) << 10 + UInt32(unit & 0x3FF)
                return Transcoder.write(scalar: scalar, to: output)
            }
            output[0] = Transcoder.badText
            written = 1
        }
        if unit & 0xFC00 == 0xD800 {
            highSurrogate = unit
            return written
        }
        if unit & 0xFC00 == 0xDC00 {
            output[written] = Transcoder.badText
            return written + 1
        }
        return written + Transcoder.write(scalar: UInt32(unit), to: output + written)
    }

    /// Writes a scalar value as one to four bytes of UTF-8.
    @inline(__always)
    static func write(scalar: UInt32, to output: UnsafeMutablePointer<UInt8>) -> Int {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (scalar >> shift) & 0x3F) }
        if scalar < 0x80 {
            output[0] = UInt8(scalar)
            return 1
        }
        if scalar < 0x800 {
            output[0] = UInt8(0xC0 | scalar >> 6)
            output[1] = tail(0)
            return 2
        }
        if scalar < 0x10000 {
            output[0] = UInt8(0xE0 | scalar >> 12)
            output[1] = tail(6)
            output[2] = tail(0)
            return 3
        }
        output[0] = UInt8(0xF0 | scalar >> 18)
        output[1] = tail(12)
        output[2] = tail(6)
        output[3] = tail(0)
        return 4
    }
}
