/// What is damaged in the inputs of a run, told from the signs of batches taken in file order.
///
/// The same for any size of batch and any number of threads: everything that depends on the order
/// of rows is decided here. Memory is bounded.
package struct DamageTally: Sendable, Equatable {
    /// Findings of the inputs that are read, by their place among the run's inputs.
    package private(set) var findings: [InputFindings] = []
    /// The number cells of all inputs by length.
    package private(set) var lengths = NumberLengths()
    private(set) var current: InputDamage?

    /// What is damaged in one of the inputs.
    package struct InputFindings: Sendable, Equatable {
        package let input: Int
        package let damage: [DamageFinding]
    }

    package init() {}

    /// Findings of inputs that are read, in the order of inputs.
    package init(findings: [(input: Int, damage: DamageFinding)]) {
        for finding in findings {
            let isNext = self.findings.last?.input == finding.input
            let earlier = isNext ? self.findings.removeLast().damage : []
            self.findings.append(
                InputFindings(input: finding.input, damage: earlier + [finding.damage]))
        }
    }

    /// Takes what the next batch of the run shows.
    package mutating func take(_ batch: PreparedBatch) {
        if current?.input != batch.input { closeInput() }
        lengths.add(batch.signs.lengths)
        var damage = current ?? InputDamage(input: batch.input)
        current = nil
        damage.take(batch.signs)
        current = damage
    }

    /// Everything found so far, the input that is being read included.
    package var all: [InputFindings] {
        var tally = self
        tally.closeInput()
        return tally.findings
    }

    private mutating func closeInput() {
        guard let current else { return }
        let damage = current.findings
        if !damage.isEmpty { findings.append(.init(input: current.input, damage: damage)) }
        self.current = nil
    }

    /// Goes on from where another run stood.
    mutating func restore(
        findings: [InputFindings], lengths: NumberLengths, current: InputDamage?
    ) {
        self.findings = findings
        self.lengths = lengths
        self.current = current
    }
}
