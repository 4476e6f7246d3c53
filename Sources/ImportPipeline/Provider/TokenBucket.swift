/// How many numbers may be asked now. Time is passed in, in seconds of one clock.
struct TokenBucket {
    /// Numbers a second; nil is no limit.
    private(set) var rate: Double?
    private var tokens: Double
    private var filledAt: Double

    /// What a pause may save up, in seconds of the rate: enough to make up for a commit, too little
    /// to look like a burst to the service.
    private static let burstSeconds = 0.2

    init(rate: Double?, now: Double) {
        self.rate = rate
        tokens = 0
        filledAt = now
        tokens = capacity
    }

    /// At least one call, else it would never leave.
    private var capacity: Double {
        guard let rate else { return .infinity }
        return max(rate * Self.burstSeconds, Double(callMax))
    }

    /// Numbers of one call: a slow service gets a call a second.
    var callMax: Int {
        guard let rate else { return ProviderOptions.numbersMax }
        return max(1, Int(min(rate, Double(ProviderOptions.numbersMax))))
    }

    mutating func set(rate: Double, now: Double) {
        fill(now)
        self.rate = rate
        tokens = min(tokens, 0)
    }

    /// Takes the tokens of a call; nil, or how many seconds to wait for them.
    mutating func take(_ count: Int, now: Double) -> Double? {
        guard let rate else { return nil }
        fill(now)
        // A call that is larger than the bucket leaves when the bucket is full.
        let needed = min(Double(count), capacity)
        if tokens >= needed {
            tokens -= Double(count)
            return nil
        }
        return (needed - tokens) / rate
    }

    private mutating func fill(_ now: Double) {
        if let rate { tokens = min(capacity, tokens + max(0, now - filledAt) * rate) }
        filledAt = now
    }
}
