/// Windows-1252 as browsers read it (WHATWG Encoding Standard): Latin-1 with printable characters
/// for 0x80 to 0x9F; the five bytes without one stay controls.
enum Windows1252 {
    private static let c1: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    /// Writes the text as UTF-8, up to three bytes for one; returns the count.
    static func transcode(
        _ input: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var written = 0
        var position = 0
        while position < input.count {
            let run = copyASCII(input, from: position, to: output + written)
            position += run
            written += run
            guard position < input.count else { break }
            let byte = input[position]
            position += 1
            if byte < 0x80 {
                output[written] = byte
                written += 1
            } else {
                let scalar = byte < 0xA0 ? UInt32(c1[Int(byte - 0x80)]) : UInt32(byte)
                written += Transcoder.write(scalar: scalar, to: output + written)
            }
        }
        return written
    }

    /// Copies ASCII eight bytes at a time, as far as it goes; returns how many.
    @inline(__always)
    private static func copyASCII(
        _ input: UnsafeBufferPointer<UInt8>, from start: Int,
        to output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        guard let base = UnsafeRawPointer(input.baseAddress) else { return 0 }
        var count = 0
        while start &+ count &+ 8 <= input.count {
            let word = base.loadUnaligned(fromByteOffset: start &+ count, as: UInt64.self)
            guard word & 0x8080_8080_8080_8080 == 0 else { break }
            UnsafeMutableRawPointer(output + count).storeBytes(of: word, as: UInt64.self)
            count &+= 8
        }
        return count
    }
}
