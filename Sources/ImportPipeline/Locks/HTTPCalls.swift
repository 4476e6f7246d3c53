import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// HTTP calls under way on URLSession; whoever asks takes their ends one by one.
///
/// Delegate calls come on the session's queue; all state is guarded by `condition`.
final class HTTPCalls: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    struct Ended {
        /// What ``start(_:bytesMax:)`` gave.
        let call: Int
        let outcome: Outcome
    }

    enum Outcome: Sendable {
        case response(status: Int, retryAfter: String?, body: [UInt8])
        /// No whole response came; the reason holds neither key nor number.
        case broken(reason: String)
        /// The body passed its limit.
        case tooLarge
    }

    /// A class, so that bytes are appended in place.
    private final class Flight {
        let task: URLSessionTask
        let bytesMax: Int
        var body: [UInt8] = []

        init(task: URLSessionTask, bytesMax: Int) {
            self.task = task
            self.bytesMax = bytesMax
        }
    }

    private let condition = NSCondition()
    private var flights: [Int: Flight] = [:]
    private var ended: [Ended] = []
    private var session: URLSession?

    init(connectionsMax: Int) {
        super.init()
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = connectionsMax
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    }

    /// Starts a call and returns its name for ``take(until:)``.
    func start(_ request: URLRequest, bytesMax: Int) -> Int {
        condition.lock()
        defer { condition.unlock() }
        guard let session else { return -1 }
        let task = session.dataTask(with: request)
        flights[task.taskIdentifier] = Flight(task: task, bytesMax: bytesMax)
        task.resume()
        return task.taskIdentifier
    }

    /// Gives up a call; its end is never taken.
    func cancel(_ call: Int) {
        condition.lock()
        let flight = flights.removeValue(forKey: call)
        condition.unlock()
        flight?.task.cancel()
    }

    /// Ends everything; no call can be started any more.
    func close() {
        condition.lock()
        let open = session
        session = nil
        flights.removeAll()
        condition.unlock()
        open?.invalidateAndCancel()
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

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        condition.lock()
        defer { condition.unlock() }
        let call = dataTask.taskIdentifier
        guard let flight = flights[call] else { return }
        if flight.body.count + data.count <= flight.bytesMax {
            flight.body.append(contentsOf: data)
        } else {
            flights[call] = nil
            ended.append(Ended(call: call, outcome: .tooLarge))
            condition.broadcast()
            dataTask.cancel()
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

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?)
    {
        condition.lock()
        if let flight = flights.removeValue(forKey: task.taskIdentifier) {
            ended.append(
                Ended(call: task.taskIdentifier, outcome: Self.outcome(of: task, flight, error)))
            condition.broadcast()
        }
        condition.unlock()
    }

    private static func outcome(
        of task: URLSessionTask, _ flight: Flight, _ error: Error?
    ) -> Outcome {
        if let error { return .broken(reason: reason(error)) }
        guard let response = task.response as? HTTPURLResponse else {
            return .broken(reason: "no HTTP response")
        }
        return .response(
            status: response.statusCode,
            retryAfter: response.value(forHTTPHeaderField: "Retry-After"), body: flight.body)
    }

    /// In words of our own: the system's may hold the address with its path.
    private static func reason(_ error: Error) -> String {
        switch (error as? URLError)?.code {
        case .cannotConnectToHost: "no connection"
        case .cannotFindHost, .dnsLookupFailed: "unknown host"
        case .networkConnectionLost: "the connection broke"
        case .timedOut: "no answer in time"
        case .secureConnectionFailed, .serverCertificateUntrusted,
            .serverCertificateHasBadDate, .serverCertificateHasUnknownRoot,
            .serverCertificateNotYetValid:
            "its certificate cannot be trusted"
        default: "the connection failed"
        }
    }
}
