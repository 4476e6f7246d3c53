/// The digits of a text that is nothing but digits and separators, after at most one plus sign and
/// a word in front.
struct DigitScan {
    /// Four bits a digit, the last one lowest.
    private(set) var packed: UInt64 = 0
    private(set) var count = 0
    let isInternational: Bool

    /// Longer texts take the second look, which knows libphonenumber's limit.
    private static let bytesMax = 64
    /// Fewer digits are a number only in rare forms, more do not fit here.
    private static let countMin = 3
    private static let countMax = 16
    /// A bit for each byte below 64: space ( ) - . / and the digits.
    private static let allowed: UInt64 = 0x03FF_E301_0000_0000
    private static let point = UInt8(ascii: ".")

    /// Nil when the text needs a second look.
    @inline(__always)
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.count >= Self.countMin, text.count <= Self.bytesMax else { return nil }
        let start = text[0] < 0x40 ? 0 : Self.start(text)
        guard start < text.count else { return nil }
        isInternational = text[start] == UInt8(ascii: "+")
        var unfit: UInt8 = 0
        var points = 0
        for position in (isInternational ? start + 1 : start)..<text.count {
            // No branch depends on the byte: where separators stand is not predictable.
            let byte = text[position]
            let digit = UInt64(byte &- 0x30)
            let isDigit: UInt64 = digit <= 9 ? 1 : 0
            packed = packed &<< (isDigit &* 4) | (digit & (0 &- isDigit))
            count &+= Int(truncatingIfNeeded: isDigit)
            unfit |= byte >> 6 | UInt8(truncatingIfNeeded: ~(Self.allowed &>> UInt64(byte))) & 1
            points &+= byte == Self.point ? 1 : 0
        }
        guard unfit == 0, count >= Self.countMin, count <= Self.countMax else { return nil }
        if points == 1, !isInternational, !dropZeroFraction(text) { return nil }
    }

    /// The first digit or plus sign behind a word such as `tel:`; the end where a tel: URI's
    /// parameters, a formula or another script make that a matter for the second look.
    private static func start(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        for position in 0..<text.count {
            let byte = text[position]
            if byte &- 0x30 <= 9 || byte == UInt8(ascii: "+") { return position }
            guard byte < 0x80, byte != UInt8(ascii: ";"), byte != UInt8(ascii: "=") else { break }
        }
        return text.count
    }

    /// Drops `.0` and `.00` when there are only digits before. False when blanks around make that
    /// a matter of trimming.
    private mutating func dropZeroFraction(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let blank = UInt8(ascii: " ")
        guard text.count == count + 1 else {
            return text[0] != blank && text[text.count - 1] != blank
        }
        let fractionCount = text.reversed().prefix { $0 != Self.point }.count
        guard (1...2).contains(fractionCount), fractionCount < count,
            packed & ((1 << UInt64(4 * fractionCount)) - 1) == 0
        else { return true }
        packed >>= UInt64(4 * fractionCount)
        count -= fractionCount
        return count >= Self.countMin
    }
}
