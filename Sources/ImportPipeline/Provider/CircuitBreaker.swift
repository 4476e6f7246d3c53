/// Keeps a service that is away from turning a whole file into failed rows: after a few failed
/// calls in a row nothing is asked but one probe at a time. Time is passed in, in seconds of one
/// clock.
struct CircuitBreaker {
    private var failedCalls = 0
    private var openedAt: Double?
    private var probes = 0
    private(set) var probeAt = 0.0

    /// Failed calls in a row that open it; each had all its tries.
    private static let failuresMax = 3
    private static let probeSecondsMin = 1.0
    private static let probeSecondsMax = 30.0

    var isOpen: Bool { openedAt != nil }

    /// Whether one more failed call would open it.
    var failsNext: Bool { failedCalls + 1 >= Self.failuresMax }

    mutating func noteAnswer() {
        failedCalls = 0
        openedAt = nil
        probes = 0
    }

    /// True when this failed call opened it.
    mutating func noteFailedCall(now: Double) -> Bool {
        failedCalls += 1
        guard failedCalls >= Self.failuresMax, openedAt == nil else { return false }
        openedAt = now
        probeAt = now + Self.probeSecondsMin
        return true
    }

    mutating func noteFailedProbe(now: Double) {
        probes += 1
        probeAt =
            now + min(Self.probeSecondsMin * Double(1 << min(probes, 10)), Self.probeSecondsMax)
    }

    /// How long it has been open.
    func openSeconds(now: Double) -> Double { openedAt.map { now - $0 } ?? 0 }
}
