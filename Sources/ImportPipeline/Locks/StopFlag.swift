import Synchronization

/// A request to end a run at its next commit; safe to set from a signal handler.
package final class StopFlag: Sendable {
    private let signal = Atomic<Int32>(0)

    package init() {}

    /// - Parameter signal: the signal's number, such as SIGINT.
    package func request(signal: Int32) { self.signal.store(signal, ordering: .releasing) }

    /// The signal that asked, or nil.
    package var requested: Int32? {
        let value = signal.load(ordering: .acquiring)
        return value == 0 ? nil : value
    }
}
