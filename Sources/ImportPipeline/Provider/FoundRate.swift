/// The service's rate as it shows in its answers: how many numbers it took a second until it
/// refused more, and a little more for every second without a refusal; much more where it took much
/// more before it took nothing at all.
struct FoundRate {
    /// A refusal that counts, and what the service took until then.
    private struct Refusal {
        let at: Double
        /// What was asked until then; nil when nothing limited it.
        let rate: Double?
        let seconds: Double
        /// Numbers.
        var answered: Int

        var newRate: Double {
            let seen = Double(answered) / seconds
            guard let rate else { return max(seen, FoundRate.unknown) }
            return max(min(seen, rate) * 0.97, rate * 0.8, FoundRate.smallest)
        }
    }

    private var answered: [(at: Double, count: Int)] = []
    /// When answers began to be counted.
    private var countedFrom: Double?
    private var refusal: Refusal?
    /// What it took before the last refusal with answers before it: those of a service that takes
    /// nothing for a while say nothing about what it takes in the long run.
    private var lasting = 0.0
    private var raisedAt = -Double.infinity

    /// Seconds for which one refusal counts, and after which the rate grows.
    private static let stepSeconds = 1.0
    /// Seconds over which answers are counted at most: what a service takes in a burst is not what
    /// it takes in the long run.
    private static let countedSecondsMax = 5.0
    private static let growth = 1.05
    /// Below half of what lasted.
    private static let growthBack = 1.5
    private static let smallest = 1.0
    /// As much as may be asked for with `--provider-rate`.
    private static let largest = 1_000_000.0
    /// Where to begin when little was asked lately: a call a second.
    private static let unknown = Double(ProviderOptions.numbersMax)

    /// The rate after an answer; nil as long as it stays.
    ///
    /// - Parameters:
    ///   - count: of the numbers that were answered.
    ///   - sentAt: when they were asked. What was asked before a refusal was taken before it,
    ///     though its answer comes later.
    ///   - rate: the present one; nil is no limit.
    mutating func afterAnswer(
        count: Int, sentAt: Double, rate: Double?, now: Double
    ) -> Double? {
        if var last = refusal, sentAt <= last.at {
            guard now - last.at < Self.stepSeconds else { return nil }
            last.answered += count
            refusal = last
            lasting = last.newRate
            return last.newRate
        }
        // A service saves up for its next burst while it lets nobody ask: up to a second of that
        // belongs to what it takes.
        countedFrom = countedFrom ?? max(sentAt - Self.stepSeconds, refusal?.at ?? sentAt)
        answered.append((now, count))
        answered.removeAll { $0.at < now - Self.countedSecondsMax }
        return raised(rate, now: now)
    }

    /// The rate to go on with after a refusal; nil when one of the last second changed it already.
    mutating func afterRefusal(rate: Double?, now: Double) -> Double? {
        if let refusal, now - refusal.at < Self.stepSeconds { return nil }
        let seconds = min(now - (countedFrom ?? now), Self.countedSecondsMax)
        answered.removeAll { $0.at < now - Self.countedSecondsMax }
        let new = Refusal(
            at: now, rate: rate, seconds: max(seconds, Self.stepSeconds),
            answered: answered.reduce(0) { $0 + $1.count })
        refusal = new
        if new.answered > 0 { lasting = new.newRate }
        answered.removeAll()
        countedFrom = nil
        return new.newRate
    }

    /// The rate after a second without a refusal.
    private mutating func raised(_ rate: Double?, now: Double) -> Double? {
        let changedAt = max(raisedAt, refusal?.at ?? raisedAt)
        guard let rate, rate < Self.largest, now - changedAt >= Self.stepSeconds else {
            return nil
        }
        raisedAt = now
        let growth = rate < lasting / 2 ? Self.growthBack : Self.growth
        return min(rate * growth, Self.largest)
    }
}
