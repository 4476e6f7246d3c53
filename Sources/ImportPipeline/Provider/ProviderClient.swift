import Foundation
import Records

/// Asks the service: several calls under way, each tried again where that helps, never faster than
/// the service takes them.
///
/// Runs on the writer's thread and owns what is learned about the service over a whole run; only
/// the calls' ends come from other threads.
final class ProviderClient {
    let options: ProviderOptions
    private let body: CallBody
    private let calls = HTTPCalls(connectionsMax: ProviderOptions.callsMax)
    private var bucket: TokenBucket
    private var found = FoundRate()
    private var breaker = CircuitBreaker()
    /// Calls under way at most: grows with answers, halves with faults.
    private var window = 4.0
    private var pausedUntil = 0.0
    private var waiting = CallQueue()
    private var flights: [Int: Flight] = [:]
    private var tape = JSONTape()
    private var arrivals: [Arrival] = []
    private var arrivedAt = 0.0
    /// Why the run has to end: told by ``finish(_:stop:refill:deliver:)``.
    private var failure: ImportError?
    /// Calls that have failed since the last answer. Their numbers are refused when an answer or
    /// the end of all others shows that it was their fault; of a service that stays away they are
    /// asked again by whoever goes on.
    private var failed: [Call] = []
    /// Calls on disk that were given up without having been taken by the service.
    private var untaken: [Int64] = []
    private let putOnDisk: PutOnDisk
    private let onNotice: (String) -> Void

    /// Puts the questions of calls on disk and returns what they are called there.
    typealias PutOnDisk = ([[ValidationAsk]]) throws(ImportError) -> [Int64]

    /// Answers wait at most so long before they are on disk; half of what is promised.
    private static let deliverSeconds = 0.5
    /// How often a waiting client looks at the stop flag.
    private static let pollSeconds = 0.1
    /// How long a run that has to end waits for the calls under way, which may cost.
    private static let drainSecondsMax = 5.0

    init(
        _ options: ProviderOptions, body: CallBody, putOnDisk: @escaping PutOnDisk,
        onNotice: @escaping (String) -> Void
    ) {
        self.options = options
        self.body = body
        self.putOnDisk = putOnDisk
        self.onNotice = onNotice
        bucket = TokenBucket(rate: options.numbersPerSecond.map(Double.init), now: Self.now)
    }

    deinit {
        abandon()
        calls.stopSharing()
    }

    private static var now: Double { ProcessInfo.processInfo.systemUptime }

    /// Sends the first calls, behind those of its own and earlier rounds; the others follow, and
    /// answers are taken, in ``goOn(stop:)`` and ``finish(_:stop:refill:deliver:)``.
    ///
    /// - Parameter round: what they are for; answers come with it.
    func begin(_ calls: [PlannedCall], of round: Int) throws(ImportError) {
        waiting.add(calls, of: round)
        if failure != nil { return }
        try putNext()
        _ = startCalls()
    }

    /// Gives up all calls.
    ///
    /// - Returns: those on disk that the service has not taken: nobody has to ask them so again.
    func endCalls() -> [Int64] {
        abandon()
        defer { untaken.removeAll() }
        return untaken
    }

    /// Takes what has arrived and sends what may follow, without waiting: for whoever has other
    /// work between. Not while answers wait for the disk for long; behind a stop nothing is sent.
    func goOn(stop: StopFlag) {
        while failure == nil, !isDeliveryDue, let ended = calls.take(waiting: 0) { take(ended) }
        if failure == nil, !isDeliveryDue, stop.requested == nil { _ = startCalls() }
    }

    /// Numbers of a new call at the present pace.
    var numbersMax: Int { bucket.callMax }

    /// Asks what was begun in its order; returns when each question of a round has a reply or the
    /// run is to stop. Calls of later rounds stay under way, unless it is to stop.
    ///
    /// - Parameters:
    ///   - refill: called when nothing waits to be sent; may begin calls of a later round.
    ///   - deliver: takes what arrived, at most half a second after it did.
    /// - Throws: when the service refuses the key or the account, or stays away.
    func finish(
        _ round: Int, stop: StopFlag, refill: () throws(ImportError) -> Void,
        deliver: ([Arrival]) throws(ImportError) -> Void
    ) throws(ImportError) {
        var isWhole = false
        defer { if !isWhole { abandon() } }
        var isEnding = false
        var drainUntil: Double?
        while isEnding || isUnderWay(round, stop) {
            expire()
            isEnding = failure != nil || stop.requested != nil
            if isEnding {
                let end = drainUntil ?? Self.now + Self.drainSecondsMax
                if flights.isEmpty || Self.now >= end { break }
                drainUntil = end
            } else if waiting.isEmpty {
                try refill()
            }
            if !isEnding { try putNext() }
            let pause = isEnding ? Self.pollSeconds : startCalls()
            if let ended = calls.take(waiting: min(pause, Self.pollSeconds)) { take(ended) }
            noteFailure { () throws(ImportError) in try checkPause() }
            try deliverArrivals(all: false, deliver)
        }
        try deliverArrivals(all: true, deliver)
        if let failure { throw failure }
        isWhole = !isEnding
    }

    /// Whether a round lacks replies; refuses what has failed when nothing else can show why.
    private func isUnderWay(_ round: Int, _ stop: StopFlag) -> Bool {
        if waiting.holdsCalls(upTo: round) { return true }
        if flights.values.contains(where: { $0.call.round <= round }) { return true }
        if failed.isEmpty { return false }
        let isEnding = failure != nil || stop.requested != nil
        if waiting.isEmpty, flights.isEmpty, !isEnding { refuseFailed() }
        return failed.contains { $0.round <= round }
    }

    private func abandon() {
        flights.keys.forEach(calls.cancel)
        flights.removeAll()
        untaken += (waiting.removeAll() + failed).filter(\.isUntaken).map(\.planned.id)
        failed.removeAll()
    }

    private func take(_ ended: HTTPCalls.Ended) {
        noteFailure { () throws(ImportError) in try end(ended) }
    }

    /// The first one counts.
    private func noteFailure(_ body: () throws(ImportError) -> Void) {
        do { try body() } catch { failure = failure ?? error }
    }

    /// What arrived first has waited for as long as it may.
    private var isDeliveryDue: Bool {
        !arrivals.isEmpty && Self.now - arrivedAt >= Self.deliverSeconds
    }

    private func deliverArrivals(
        all: Bool, _ deliver: ([Arrival]) throws(ImportError) -> Void
    ) throws(ImportError) {
        guard all && !arrivals.isEmpty || isDeliveryDue else { return }
        let ready = arrivals
        arrivals.removeAll()
        try deliver(ready)
    }

    /// Puts the calls on disk that leave next: what half a second takes at the present pace, and
    /// never more than are under way at once. Not within a transaction: nothing is on disk there.
    private func putNext() throws(ImportError) {
        let now = Self.now
        if now < pausedUntil { return }
        let pace = bucket.rate.map { Int($0 / 2) / bucket.callMax + 1 } ?? ProviderOptions.callsMax
        let most = breaker.isOpen ? 1 : max(1, min(Int(window), pace))
        try waiting.putNext(most, now: now, putOnDisk)
    }

    /// Starts what may start now; returns how long there is nothing to start.
    private func startCalls() -> Double {
        while let index = nextCall() {
            let now = Self.now
            let count = waiting.calls[index].planned.asks.count
            if let seconds = bucket.take(count, now: now) { return seconds }
            start(waiting.remove(at: index), now: now)
        }
        return Self.pollSeconds
    }

    /// The first call in order that may leave.
    private func nextCall() -> Int? {
        let now = Self.now
        let most = breaker.isOpen ? 1 : Int(window)
        guard flights.count < most, now >= pausedUntil else { return nil }
        if breaker.isOpen, now < breaker.probeAt { return nil }
        return waiting.next(now: now, asksAlone: Int(window) == 1, isProbe: breaker.isOpen)
    }

    private func start(_ call: Call, now: Double) {
        let name = calls.start(
            body.request(for: call.planned.asks),
            bytesMax: AnswerReader.bytesMax(numbers: call.planned.asks.count))
        flights[name] = Flight(
            call: call, sentAt: now, deadline: now + options.timeoutSeconds,
            isProbe: breaker.isOpen)
    }

    /// Calls whose time is over are given up: what they cost is unknown, and a second try has the
    /// same Idempotency-Key.
    private func expire() {
        let now = Self.now
        for (name, flight) in flights where flight.deadline <= now {
            calls.cancel(name)
            calls.stopSharing()
            flights[name] = nil
            retry(flight, .init(reason: "no answer within \(Int(options.timeoutSeconds)) s"))
        }
    }

    private func end(_ ended: HTTPCalls.Ended) throws(ImportError) {
        guard let flight = flights.removeValue(forKey: ended.call) else { return }
        switch ended.outcome {
        case .broken(let reason, let wasSent):
            calls.stopSharing()
            retry(flight, Fault(reason: reason, wasSent: wasSent))
        case .tooLarge:
            calls.stopSharing()
            try fail(flight, Fault(reason: "the answer is too large"))
        case .untrusted:
            throw stopped(
                at: flight, "shows a certificate that this system does not trust; nothing was sent")
        case .response(200, _, let body): try accept(body, flight)
        case .response(let status, let retryAfter, _):
            try refuse(status, retryAfter, flight)
        }
    }

    private func accept(_ body: [UInt8], _ flight: Flight) throws(ImportError) {
        let replies: [NumberReply]
        do {
            replies = try AnswerReader.replies(
                in: body, to: flight.call.planned.asks, on: &tape)
        } catch {
            return try fail(flight, Fault(reason: error.reason))
        }
        if breaker.isOpen { onNotice("\(options.host) answers again; going on") }
        breaker.noteAnswer()
        refuseFailed()
        window = min(window + 1, Double(ProviderOptions.callsMax))
        let now = Self.now
        if options.numbersPerSecond == nil,
            let rate = found.afterAnswer(
                count: replies.count, sentAt: flight.sentAt, rate: bucket.rate, now: now)
        {
            bucket.set(rate: rate, now: now)
        }
        arrive(flight.call, replies, body)
    }

    private func arrive(_ call: Call, _ replies: [NumberReply], _ body: [UInt8]) {
        if arrivals.isEmpty { arrivedAt = Self.now }
        arrivals.append(
            Arrival(
                call: call.planned, round: call.round, replies: replies, body: body,
                mayBeCharged: call.mayBeCharged || call.planned.wasCutOff))
    }

    private func refuse(
        _ status: Int, _ retryAfter: String?, _ flight: Flight
    ) throws(ImportError) {
        let wait = RetryAfter.seconds(retryAfter, now: Date())
        switch status {
        case 401, 403:
            throw stopped(
                at: flight,
                "refuses the key (HTTP \(status)); check $ENLIST_PROVIDER_KEY or "
                    + "--provider-key-file")
        case 402:
            throw stopped(
                at: flight, "asks for payment (HTTP 402); settle that with the provider")
        case 429:
            let now = Self.now
            if let wait { pausedUntil = max(pausedUntil, now + wait) }
            if options.numbersPerSecond == nil,
                let rate = found.afterRefusal(rate: bucket.rate, now: now)
            {
                bucket.set(rate: rate, now: now)
            }
            retry(flight, Fault(reason: "HTTP 429", waitSeconds: wait, isRefusal: true))
        case 500...599: retry(flight, Fault(reason: "HTTP \(status)", waitSeconds: wait))
        case 300...399:
            try fail(
                flight,
                Fault(
                    reason: "HTTP \(status), a redirect, which is not followed; "
                        + "give --provider the address it leads to", isRefusal: true))
        default:
            let isRefusal = !(200...299).contains(status)
            try fail(flight, Fault(reason: "HTTP \(status)", isRefusal: isRefusal))
        }
    }

    /// Whoever is not let in is not charged: the call waits as if it had not been sent.
    private func stopped(at flight: Flight, _ reason: String) -> ImportError {
        waiting.putBack(flight.call)
        return ImportError(.provider, code: "provider_refused", "\(options.host) \(reason)")
    }

    /// Full jitter: anywhere up to a limit that doubles with every try, and not before the service
    /// wants to be asked again.
    private func retry(_ flight: Flight, _ fault: Fault) {
        let now = Self.now
        lastReason = fault.reason
        window = max(1, window / 2)
        var call = flight.call
        if fault.wasSent && !fault.isRefusal { call.mayBeCharged = true }
        if flight.isProbe {
            breaker.noteFailedProbe(now: now)
            waiting.putBack(call)
            return
        }
        call.tries += 1
        if call.tries >= ProviderOptions.triesMax {
            if fault.isRefusal, options.numbersPerSecond == nil {
                lastReason +=
                    " (where fewer than \(ProviderOptions.numbersMax) numbers are taken at once, "
                    + "--provider-rate says how many a second)"
            }
            failNumbers(of: call)
            return
        }
        // One that asks for a pause as long as that is away, whatever its status.
        if let seconds = fault.waitSeconds, seconds >= ProviderOptions.pauseSecondsMax {
            pausedUntil = max(pausedUntil, now + seconds)
        }
        let limit = ProviderOptions.backoffSeconds * Double(1 << (call.tries - 1))
        call.notBefore = now + max(Double.random(in: 0...limit), fault.waitSeconds ?? 0)
        waiting.putBack(call)
    }

    /// What went wrong last.
    private var lastReason = ""
    /// For which calls have failed.
    private var toldReasons: Set<String> = []

    /// A fault that another try would not mend.
    private func fail(_ flight: Flight, _ fault: Fault) throws(ImportError) {
        lastReason = fault.reason
        window = max(1, window / 2)
        var call = flight.call
        call.wasAnswered = !fault.isRefusal
        if flight.isProbe || breaker.failsNext {
            failed.append(call)
            throw ImportError(
                .provider, code: "provider_unusable",
                "\(options.host) answers, but not as a validation service: \(fault.reason)")
        }
        failNumbers(of: call)
    }

    private func refuseFailed() {
        for call in failed {
            arrive(call, call.planned.asks.map { _ in .failed }, [])
        }
        failed.removeAll()
    }

    private func failNumbers(of call: Call) {
        failed.append(call)
        if breaker.noteFailedCall(now: Self.now) {
            onNotice("\(options.host): \(lastReason); pausing until it answers again")
        } else if toldReasons.insert(lastReason).inserted {
            onNotice("\(options.host): \(lastReason); the numbers of such a call are refused")
        }
    }

    private func checkPause() throws(ImportError) {
        let now = Self.now
        let seconds = max(breaker.openSeconds(now: now), pausedUntil - now)
        guard seconds >= ProviderOptions.pauseSecondsMax else { return }
        throw ImportError(
            .provider, code: "provider_away",
            "\(options.host): \(lastReason), for longer than \(Int(ProviderOptions.pauseSecondsMax)) s; "
                + "go on when it is back")
    }
}
