import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A session of ``HTTPCalls`` and the queue on which it is told what to do.
///
/// On Linux all work of a session shares one queue. When bytes come faster than libcurl takes them,
/// it asks after every 100 buffers to be called again at once, and Foundation puts that call on a
/// queue within the session's, which comes back only when it is empty: while a service floods,
/// never. Starting and cancelling would wait for as long, so reading is suspended meanwhile.
final class HTTPLine: Sendable {
    private let session: URLSession
    private let queue = DispatchQueue(label: "enlist.calls")
    /// Where libcurl reads; Foundation offers no way to it, and where it goes by another name, what
    /// the session is told waits for the service to pause.
    private let reading: DispatchQueue?

    /// - Parameter delegate: told one thing after the other; must not wait for the session, which
    ///   may be waiting for it.
    init(connectionsMax: Int, delegate: any URLSessionDataDelegate) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = connectionsMax
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        session = URLSession(
            configuration: configuration, delegate: delegate, delegateQueue: DelegateQueue())
        // Before anybody works with the session: looking into it copies what it holds.
        reading = Mirror(reflecting: session).descendant("multiHandle", "queue") as? DispatchQueue
    }

    /// Returns at once; the session is told one thing after the other.
    func tell(_ work: @escaping @Sendable (URLSession) -> Void) {
        queue.async { [session, reading] in
            reading?.suspend()
            work(session)
            reading?.resume()
        }
    }

    /// Where a delegate is told what came; libcurl, on whose thread it is told, waits when the
    /// delegate falls behind, and so does the service.
    ///
    /// Unchecked because its only property is a semaphore.
    private final class DelegateQueue: OperationQueue, @unchecked Sendable {
        /// Told, and not yet taken: of at most 16 KiB each, so one MiB for a session.
        private static let behindMax = 64
        private let room = DispatchSemaphore(value: behindMax)

        override init() {
            super.init()
            maxConcurrentOperationCount = 1
        }

        override func addOperation(_ block: @escaping @Sendable () -> Void) {
            room.wait()
            super.addOperation { [room] in
                block()
                room.signal()
            }
        }
    }
}
