/// The longest known prefix of a number, as an automaton over its digits. Value 0 means none.
struct PrefixMap: Sendable {
    /// Eleven entries a state: one for each next digit, and one for the end of the number. The
    /// top bit marks a final value; without it the entry is the next state.
    private let entries: [UInt16]
    private let start: Int

    init(_ text: inout NumberingPlanText) {
        let count = text.integer()
        entries = text.states(count, width: 11) { state, value in
            value & 1 == 1 ? UInt16(0x8000 | value >> 1) : UInt16(state - value >> 1)
        }
        start = count - 1
    }

    func value(of digits: DigitString) -> Int {
        var state = start
        var rest = digits.leftAligned
        for _ in 0..<digits.count {
            let entry = entries[11 * state + Int(truncatingIfNeeded: rest >> 124)]
            if entry & 0x8000 != 0 { return Int(entry & 0x7FFF) }
            state = Int(entry)
            rest <<= 4
        }
        return Int(entries[11 * state + 10] & 0x7FFF)
    }
}
