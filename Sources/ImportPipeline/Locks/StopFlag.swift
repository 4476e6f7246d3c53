import Synchronization

/// A request to end a run at its next commit; safe to set from a signal handler.
package final class StopFlag: Sendable {
    private let signal = Atomic<Int32>(0)
    private let watched = Atomic<Bool>(false)

    package init() {}

    /// - Parameter signal: the signal's number, such as SIGINT.
    package func request(signal: Int32) { self.signal.store(signal, ordering: .releasing) }

    /// Says that a run looks at the flag from now on.
    package func watch() { watched.store(true, ordering: .releasing) }

    /// False as long as nothing was stored yet and nobody would see a request.
    package var isWatched: Bool { watched.load(ordering: .acquiring) }

    /// The signal that asked, or nil.
    package var requested: Int32? {
        let value = signal.load(ordering: .acquiring)
        return value == 0 ? nil : value
    }
}
