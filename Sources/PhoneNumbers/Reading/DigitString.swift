/// Up to 32 decimal digits, four bits each, the last one lowest; leading zeros count.
///
/// Taking digits off the front is a mask, and nothing is allocated.
struct DigitString: Hashable, Sendable {
    /// More digits never read as a number of 15: the longest prefixes that reading takes off (an
    /// international prefix of 8, two national ones of 6) leave more than that.
    static let countMax = 32

    private(set) var packed: UInt128
    private(set) var count: Int

    init() {
        packed = 0
        count = 0
    }

    /// The digits of an integer below 10^16; none for 0.
    init(_ value: UInt64) {
        let digits = packedDecimal(value)
        self.init(packed: digits, count: 16 - digits.leadingZeroBitCount / 4)
    }

    init(packed: UInt64, count: Int) {
        self.packed = UInt128(packed)
        self.count = count
    }

    /// `value` with zeros in front up to `count` digits, at most 16.
    init(value: UInt64, count: Int) {
        self.init(packed: packedDecimal(value), count: count)
    }

    /// The digits from the left, each in the top four bits in its turn.
    var leftAligned: UInt128 {
        count == 0 ? 0 : packed << UInt128(4 * (Self.countMax - count))
    }

    /// The integer of the digits; right for up to 16 of them.
    var value: UInt64 {
        decimal(packed: UInt64(truncatingIfNeeded: packed))
    }

    var first: Int? {
        count == 0 ? nil : self[0]
    }

    subscript(position: Int) -> Int {
        Int(truncatingIfNeeded: packed >> UInt128(4 * (count - 1 - position))) & 15
    }

    /// False when there is no room left.
    mutating func append(_ digit: Int) -> Bool {
        guard count < Self.countMax else { return false }
        packed = packed << 4 | UInt128(digit)
        count += 1
        return true
    }

    func dropFirst(_ dropped: Int) -> DigitString {
        var rest = self
        rest.count = max(0, count - dropped)
        rest.packed = rest.count == 0 ? 0 : packed & (UInt128.max >> UInt128(128 - 4 * rest.count))
        return rest
    }

    func prefix(_ kept: Int) -> DigitString {
        var start = self
        start.count = min(kept, count)
        start.packed = start.count == 0 ? 0 : packed >> UInt128(4 * (count - start.count))
        return start
    }

    /// Both after another; false digits are never made: nil when they have no room.
    func appending(_ tail: DigitString) -> DigitString? {
        guard count + tail.count <= Self.countMax else { return nil }
        guard tail.count < Self.countMax else { return tail }
        var joined = self
        joined.packed = packed << UInt128(4 * tail.count) | tail.packed
        joined.count += tail.count
        return joined
    }
}

/// The integer of 16 packed digits, in four steps that join neighbours.
@inline(__always)
func decimal(packed: UInt64) -> UInt64 {
    let pairs = (packed & 0x0F0F_0F0F_0F0F_0F0F) &+ ((packed >> 4) & 0x0F0F_0F0F_0F0F_0F0F) &* 10
    let fours = (pairs & 0x00FF_00FF_00FF_00FF) &+ ((pairs >> 8) & 0x00FF_00FF_00FF_00FF) &* 100
    let eights = (fours & 0x0000_FFFF_0000_FFFF) &+ ((fours >> 16) & 0x0000_FFFF_0000_FFFF) &* 10000
    return (eights & 0xFFFF_FFFF) &+ (eights >> 32) &* 100_000_000
}

/// The 16 packed digits of an integer below 10^16, by the same steps backwards. A quotient by 100
/// or 10 is a product and a shift, exact for what stands in a lane.
@inline(__always)
func packedDecimal(_ value: UInt64) -> UInt64 {
    let (high, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
    let fours =
        (high / 10000) << 48 | (high % 10000) << 32 | (low / 10000) << 16 | (low % 10000)
    let even = ((fours & 0x0000_FFFF_0000_FFFF) &* 5243) >> 19 & 0x0000_007F_0000_007F
    let odd = ((fours >> 16 & 0x0000_FFFF_0000_FFFF) &* 5243) >> 19 & 0x0000_007F_0000_007F
    let pairs = fours &+ (even | odd << 16) &* 156
    let evenPairs = ((pairs & 0x00FF_00FF_00FF_00FF) &* 103) >> 10 & 0x000F_000F_000F_000F
    let oddPairs = ((pairs >> 8 & 0x00FF_00FF_00FF_00FF) &* 103) >> 10 & 0x000F_000F_000F_000F
    return pairs &+ (evenPairs | oddPairs << 8) &* 6
}

/// 10 to the power of `exponent`, at most 16.
func powerOfTen(_ exponent: Int) -> UInt64 {
    var power: UInt64 = 1
    for _ in 0..<exponent { power &*= 10 }
    return power
}
