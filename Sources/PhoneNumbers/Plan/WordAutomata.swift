/// Automata over digits that share their states: which numbers a pattern matches, and what a
/// number is worth. State 0 is dead.
struct WordAutomata: Sendable {
    private let targets: [UInt16]
    private let labels: [UInt16]

    init(_ section: StaticString) {
        var text = NumberingPlanText(section)
        let count = text.integer()
        var labels: [UInt16] = []
        labels.reserveCapacity(count)
        targets = text.states(count, width: 10) {
            labels.append(UInt16($0.integer()))
        } entry: { state, value in
            value == 0 ? 0 : UInt16(state - value)
        }
        self.labels = labels
    }

    /// The label of the state the digits lead to; 0 when they lead nowhere.
    func label(of digits: DigitString, from start: UInt16) -> Int {
        var state = Int(start)
        var rest = digits.leftAligned
        for _ in 0..<digits.count {
            state = Int(targets[10 * state + Int(truncatingIfNeeded: rest >> 124)])
            if state == 0 { return 0 }
            rest <<= 4
        }
        return Int(labels[state])
    }
}
