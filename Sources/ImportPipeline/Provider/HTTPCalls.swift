import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// HTTP calls under way on URLSession; whoever asks takes their ends one by one.
///
/// Delegate calls come on the sessions' queues; all state is guarded by `condition`, and Foundation
/// is never called under it.
final class HTTPCalls: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    struct Ended {
        /// What ``start(_:bytesMax:)`` gave.
        let call: Int
        let outcome: Outcome
    }

    enum Outcome: Sendable {
        case response(status: Int, retryAfter: String?, body: [UInt8])
        /// No whole response came; the reason holds neither key nor number.
        case broken(reason: String, wasSent: Bool)
        /// The body passed its limit.
        case tooLarge
        /// Whoever answers there cannot show who it is: nothing was sent.
        case untrusted
    }

    /// A class, so that bytes are appended in place; its state is guarded by `condition`.
    private final class Flight: @unchecked Sendable {
        let bytesMax: Int
        let line: HTTPLine
        var task: URLSessionTask?
        var body: [UInt8] = []
        var pieces = 0

        init(bytesMax: Int, line: HTTPLine) {
            self.bytesMax = bytesMax
            self.line = line
        }
    }

    /// What a piece of a body counts beside its bytes: libcurl hands over each chunk by itself,
    /// and to Foundation one of a single byte costs as much as a page.
    private static let bytesOfPiece = 16

    private let condition = NSCondition()
    private var flights: [Int: Flight] = [:]
    private var ended: [Ended] = []
    private var lastCall = 0
    /// Whose connections are used again; nil once one broke or was flooded.
    private var shared: HTTPLine?
    private let connectionsMax: Int

    init(connectionsMax: Int) {
        self.connectionsMax = connectionsMax
        super.init()
        shared = makeLine()
    }

    private func makeLine() -> HTTPLine {
        HTTPLine(connectionsMax: connectionsMax, delegate: self)
    }

    /// Starts a call and returns its name for ``take(waiting:)``.
    func start(_ request: URLRequest, bytesMax: Int) -> Int {
        condition.lock()
        lastCall += 1
        let name = lastCall
        let shared = shared
        condition.unlock()
        let line = shared ?? makeLine()
        let flight = Flight(bytesMax: bytesMax, line: line)
        condition.lock()
        flights[name] = flight
        condition.unlock()
        line.tell { [self] session in
            let task = session.dataTask(with: request)
            task.taskDescription = String(name)
            condition.lock()
            flight.task = task
            let isWanted = flights[name] === flight
            condition.unlock()
            if isWanted { task.resume() } else { task.cancel() }
        }
        if shared == nil { line.tell { $0.finishTasksAndInvalidate() } }
        return name
    }

    /// From now on every call has a connection of its own.
    ///
    /// On Linux, when a service closes a connection just as it is used again, libcurl would send
    /// the request once more, but Foundation cannot give it the body again: the call neither ends
    /// nor fails. A service that breaks one connection may break the next; and behind one that is
    /// flooded the other calls would wait.
    func stopSharing() {
        condition.lock()
        let line = shared
        shared = nil
        condition.unlock()
        line?.tell { $0.finishTasksAndInvalidate() }
    }

    /// Gives up a call; its end is never taken.
    func cancel(_ call: Int) {
        condition.lock()
        let flight = flights.removeValue(forKey: call)
        ended.removeAll { $0.call == call }
        condition.unlock()
        if let flight { giveUp(flight) }
    }

    private func giveUp(_ flight: Flight) {
        flight.line.tell { [self] _ in
            condition.lock()
            let task = flight.task
            condition.unlock()
            task?.cancel()
        }
    }

    /// The next call that ended, waiting for it at most `seconds`.
    func take(waiting seconds: Double) -> Ended? {
        let deadline = Date() + min(max(seconds, 0), 60)
        condition.lock()
        defer { condition.unlock() }
        while ended.isEmpty {
            if !condition.wait(until: deadline) { break }
        }
        return ended.isEmpty ? nil : ended.removeFirst()
    }

    private static func name(of task: URLSessionTask) -> Int {
        task.taskDescription.flatMap { Int($0) } ?? 0
    }

    /// A body whose length is known to be too large is not waited for.
    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        add(response.expectedContentLength, [], to: dataTask)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        add(0, data, to: dataTask)
    }

    /// - Parameter expected: bytes that will follow; below 0 when that is unknown.
    private func add(_ expected: Int64, _ bytes: some Collection<UInt8>, to task: URLSessionTask) {
        let call = Self.name(of: task)
        condition.lock()
        defer { condition.unlock() }
        guard let flight = flights[call] else { return }
        flight.pieces += 1
        let count = flight.body.count + bytes.count + flight.pieces * Self.bytesOfPiece
        if count <= flight.bytesMax, expected <= Int64(flight.bytesMax) {
            flight.body.append(contentsOf: bytes)
        } else {
            flights[call] = nil
            ended.append(Ended(call: call, outcome: .tooLarge))
            condition.broadcast()
            giveUp(flight)
        }
    }

    /// Redirects are not followed: the key and the numbers go to the address that was given.
    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    /// There is no password to offer to a 401 that asks for one, and Foundation on Linux would wait
    /// for it without end. Who is at the other end is checked as usual. Foundation ends the call
    /// within the handler and waits for its session there.
    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler:
            @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        let asksForPassword = challenge.failureResponse is HTTPURLResponse
        condition.lock()
        let line = flights[Self.name(of: task)]?.line
        condition.unlock()
        line?.tell { _ in
            completionHandler(
                asksForPassword ? .cancelAuthenticationChallenge : .performDefaultHandling, nil)
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?)
    {
        let call = Self.name(of: task)
        condition.lock()
        if let flight = flights.removeValue(forKey: call) {
            ended.append(Ended(call: call, outcome: Self.outcome(of: task, flight, error)))
            condition.broadcast()
        }
        condition.unlock()
    }

    private static func outcome(
        of task: URLSessionTask, _ flight: Flight, _ error: Error?
    ) -> Outcome {
        let response = task.response as? HTTPURLResponse
        // An answer that asked for a password ends its call with an error, and is one all the same.
        if let error, response?.statusCode != 401 {
            if isOfCertificate(error) { return .untrusted }
            return .broken(reason: reason(error), wasSent: !failedBeforeItWasSent(error))
        }
        guard let response else { return .broken(reason: "no HTTP response", wasSent: true) }
        return .response(
            status: response.statusCode,
            retryAfter: response.value(forHTTPHeaderField: "Retry-After"), body: flight.body)
    }

    /// Nothing was connected to that could have got the call.
    private static func failedBeforeItWasSent(_ error: Error) -> Bool {
        switch (error as? URLError)?.code {
        case .cannotConnectToHost, .cannotFindHost, .dnsLookupFailed: true
        default: false
        }
    }

    /// Foundation on Linux has no code for these, only libcurl's sentence.
    private static func isOfCertificate(_ error: Error) -> Bool {
        switch (error as? URLError)?.code {
        case .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid:
            true
        default: error.localizedDescription.localizedCaseInsensitiveContains("certificate")
        }
    }

    /// In words of our own: the system's may hold the address with its path.
    private static func reason(_ error: Error) -> String {
        switch (error as? URLError)?.code {
        case .cannotConnectToHost: "no connection"
        case .cannotFindHost, .dnsLookupFailed: "unknown host"
        case .networkConnectionLost: "the connection broke"
        case .timedOut: "no answer in time"
        default: "the connection failed"
        }
    }
}
