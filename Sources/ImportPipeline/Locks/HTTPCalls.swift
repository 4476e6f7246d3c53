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

    private struct Flight {
        let task: URLSessionTask
        let bytesMax: Int
        var body: [UInt8] = []
        var isTooLarge = false
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
        let call = dataTask.taskIdentifier
        var mustCancel = false
        if let flight = flights[call] {
            if flight.body.count + data.count > flight.bytesMax {
                flights[call]?.isTooLarge = true
                flights[call]?.body = []
                mustCancel = true
            } else if !flight.isTooLarge {
                flights[call]?.body.append(contentsOf: data)
            }
        }
        condition.unlock()
        if mustCancel { dataTask.cancel() }
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
        if flight.isTooLarge { return .tooLarge }
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
