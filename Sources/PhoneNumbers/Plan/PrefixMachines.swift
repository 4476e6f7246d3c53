/// What a prefix pattern does with a number: the number becomes `literal`, its digits
/// `kept`, and its digits from `end` on.
struct PrefixAction: Sendable {
    let end: Int
    let literal: DigitString
    let kept: Range<Int>

    /// True when the prefix is only taken off.
    var strips: Bool { literal.count == 0 && kept.isEmpty }

    /// The rewritten number; nil when it has no room, so is none.
    func applied(to digits: DigitString) -> DigitString? {
        let tail = digits.dropFirst(end)
        if strips { return tail }
        let kept = digits.prefix(kept.upperBound).dropFirst(kept.lowerBound)
        return literal.appending(kept)?.appending(tail)
    }
}

/// Automata that find a pattern's match at the start of a number as a backtracking regular
/// expression would: for international prefixes and for national ones with their transforms.
struct PrefixMachines: Sendable {
    private let targets: [UInt16]
    private let actionHere: [UInt8]
    private let actionAtEnd: [UInt8]
    private let actions: [PrefixAction]

    init(_ section: StaticString) {
        var text = NumberingPlanText(section)
        let none = PrefixAction(end: 0, literal: DigitString(), kept: 0..<0)
        actions = [none] + text.rows(Self.action)
        var targets: [UInt16] = []
        var here: [UInt8] = []
        var atEnd: [UInt8] = []
        _ = text.rows { text in
            for _ in 0..<10 { targets.append(UInt16(text.integer())) }
            here.append(UInt8(text.integer()))
            atEnd.append(UInt8(text.integer()))
        }
        self.targets = targets
        actionHere = here
        actionAtEnd = atEnd
    }

    /// What the pattern of `start` does with the digits; nil when it does not match.
    func action(on digits: DigitString, from start: UInt16) -> PrefixAction? {
        var state = Int(start)
        guard state != 0 else { return nil }
        var rest = digits.leftAligned
        for _ in 0..<digits.count {
            let target = Int(targets[10 * state + Int(truncatingIfNeeded: rest >> 124)])
            guard target != 0 else { return action(actionHere[state]) }
            state = target
            rest <<= 4
        }
        return action(actionAtEnd[state])
    }

    /// True when the pattern of `start` leaves every number alone that begins with `digit`.
    func ignores(digit: Int, from start: UInt16) -> Bool {
        let state = Int(start)
        guard state != 0 else { return true }
        let here = actions[Int(actionHere[state])]
        return targets[10 * state + digit] == 0 && here.end == 0 && here.strips
    }

    private func action(_ number: UInt8) -> PrefixAction? {
        number == 0 ? nil : actions[Int(number)]
    }

    private static func action(_ text: inout NumberingPlanText) -> PrefixAction {
        let end = text.integer()
        let literalCount = text.integer()
        let literal = DigitString(value: UInt64(text.integer()), count: literalCount)
        let from = text.integer()
        return PrefixAction(end: end, literal: literal, kept: from..<max(from, text.integer()))
    }
}
