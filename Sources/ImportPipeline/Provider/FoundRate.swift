/// The service's rate as it shows in its answers: how many numbers came back in the last second
/// when it first refused more, and a little more for every second without a refusal.
struct FoundRate {
    private var answered: [(at: Double, count: Int)] = []
    private var changedAt = -Double.infinity

    /// Seconds over which answers are counted, and in which one refusal counts.
    private static let windowSeconds = 1.0
    private static let growth = 1.05
    private static let smallest = 1.0
    /// As much as may be asked for with `--provider-rate`.
    private static let largest = 1_000_000.0
    /// Where to begin when nothing was answered lately: a call a second.
    private static let unknown = Double(ProviderOptions.numbersMax)

    mutating func noteAnswer(count: Int, now: Double) {
        answered.append((now, count))
        answered.removeAll { $0.at < now - Self.windowSeconds }
    }

    /// The rate to go on with after a refusal; nil when one of the last second changed it already.
    mutating func afterRefusal(rate: Double?, now: Double) -> Double? {
        guard now - changedAt >= Self.windowSeconds else { return nil }
        changedAt = now
        answered.removeAll { $0.at < now - Self.windowSeconds }
        let seen = Double(answered.reduce(0) { $0 + $1.count }) / Self.windowSeconds
        guard let rate else { return seen > 0 ? seen : Self.unknown }
        return max(min(seen, rate) * 0.97, rate / 2, Self.smallest)
    }

    /// The rate after a second without a refusal; nil as long as it stays.
    mutating func afterSuccess(rate: Double?, now: Double) -> Double? {
        guard let rate, rate < Self.largest, now - changedAt >= Self.windowSeconds else {
            return nil
        }
        changedAt = now
        return min(rate * Self.growth, Self.largest)
    }
}
