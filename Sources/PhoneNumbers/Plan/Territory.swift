/// One region's, or one non-geographic code's, rules for reading a number.
struct Territory: Sendable {
    let callingCode: UInt64
    let internationalPrefix: UInt16
    let nationalPrefix: UInt16
    let generalPattern: UInt16
    /// Bit n: national numbers of n digits are possible, or possible within an area only.
    let lengths: UInt32
    let localLengths: UInt32

    init(_ text: inout NumberingPlanText) {
        callingCode = UInt64(text.integer())
        internationalPrefix = UInt16(text.integer())
        nationalPrefix = UInt16(text.integer())
        generalPattern = UInt16(text.integer())
        lengths = UInt32(text.integer())
        localLengths = UInt32(text.integer())
    }

    /// How a national number of that many digits compares with the possible lengths.
    func compare(length: Int) -> Length {
        let bit: UInt32 = length < 32 ? 1 << UInt32(length) : 0
        if localLengths & bit != 0 { return .possibleLocally }
        if lengths & bit != 0 { return .possible }
        if bit != 0 && lengths & (bit - 1) == 0 { return .tooShort }
        return bit == 0 || lengths < bit ? .tooLong : .between
    }

    /// Bit n: national numbers of n digits are possible and fit E.164.
    func lengths(fittingBehind code: CallingCode) -> UInt32 {
        let fitting: UInt32 = (1 << UInt32(PhoneNumber.digitsMax - code.digitCount + 1)) - 1
        return (lengths | localLengths) & fitting
    }

    enum Length { case possible, possibleLocally, tooShort, tooLong, between }
}
