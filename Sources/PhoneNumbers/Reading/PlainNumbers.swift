/// The numbers that need no rules: no prefix can stand before them, and their length is possible.
/// Most numbers of a file are such, and each costs a few table look-ups.
struct PlainNumbers: Sendable {
    /// By first digit: bit n is set when n digits are a number of the home region as they are.
    fileprivate let homeLengths: [UInt32]
    /// The home calling code times 10 to the power of the position.
    fileprivate let homeOffsets: [UInt64]
    /// Digits that start no prefix of the home region behind its calling code.
    fileprivate let behindHomeCode: UInt32
    /// The longest number of the home region; a longer one that starts with its calling code has
    /// it. More than any number where the region's own prefixes could start like the code.
    fileprivate let homeCountMax: Int

    init(plan: PlanTables, home: Territory, code: CallingCode) {
        let codeLead = DigitString(value: code.code, count: code.digitCount)[0]
        let noPrefix = (0...9).map { digit in
            plan.prefixes.ignores(digit: digit, from: home.nationalPrefix)
        }
        let noAbroad = (0...9).map { digit in
            plan.prefixes.ignores(digit: digit, from: home.internationalPrefix)
        }
        let lengths = plan.mainTerritory(of: code).lengths(fittingBehind: code)
        homeLengths = (0...9).map { digit in
            digit != codeLead && noPrefix[digit] && noAbroad[digit] ? lengths : 0
        }
        homeOffsets = (0...16).map { code.code &* powerOfTen($0) }
        behindHomeCode = (0...9).reduce(0) { $0 | (noPrefix[$1] ? 1 << UInt32($1) : 0) }
        let longest = 31 - (home.lengths | home.localLengths).leadingZeroBitCount
        homeCountMax = noAbroad[codeLead] ? longest : 32
    }
}

extension DialledNumber {
    /// The number, if it needs no rules; nil says nothing.
    @inline(__always)
    func plainNumber(_ scan: DigitScan) -> PhoneNumber? {
        if scan.isInternational { return plainAbroad(scan, home: false) }
        let first = Int(truncatingIfNeeded: scan.packed &>> UInt64(4 * (scan.count - 1)))
        guard plain.homeLengths[first] &>> UInt32(scan.count) & 1 == 1 else {
            return scan.count > plain.homeCountMax ? plainAbroad(scan, home: true) : nil
        }
        return PhoneNumber(digits: plain.homeOffsets[scan.count] &+ decimal(packed: scan.packed))
    }

    /// `home`: there was no plus sign, so only the home region's code counts as one.
    @inline(__always)
    private func plainAbroad(_ scan: DigitScan, home: Bool) -> PhoneNumber? {
        let lead = Int(truncatingIfNeeded: scan.packed &>> UInt64(4 * (scan.count - 3)))
        guard let position = plan.callingCodePosition(lead: lead) else { return nil }
        let code = plan.callingCodes[position]
        let national = scan.count - code.digitCount
        guard national > 0 else { return nil }
        let next = Int(truncatingIfNeeded: scan.packed &>> UInt64(4 * (national - 1))) & 15
        if home {
            let isPlain = plain.behindHomeCode &>> UInt32(next) & 1 == 1
            guard isPlain, code.code == homeCode.code else { return nil }
        }
        let lengths = plan.plainLengths[10 * position + next]
        guard lengths &>> UInt32(national) & 1 == 1 else { return nil }
        return PhoneNumber(digits: decimal(packed: scan.packed))
    }
}
