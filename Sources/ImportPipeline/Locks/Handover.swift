import Foundation

/// Gives a value to another thread for good: the giver no longer touches it.
///
/// Unchecked because the compiler cannot see that; `take` works once.
final class Handover<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value?

    init(_ value: Value) { self.value = value }

    func take() -> Value {
        lock.lock()
        defer { lock.unlock() }
        guard let value else { preconditionFailure("a handover is taken once") }
        self.value = nil
        return value
    }
}

/// Starts a named thread that ends when `body` returns.
///
/// It gives way to the caller's thread, which speaks to the store and sets the pace of a run: on a
/// machine with few cores the others would keep it waiting, only to wait for it in turn.
///
/// - Parameter givesWay: false for the thread that speaks to the store.
func startThread(
    _ name: String, givesWay: Bool = true, _ body: @escaping @Sendable () -> Void
) {
    let thread = Thread {
        // On Linux a thread has a niceness of its own, at first its maker's. That it cannot be
        // changed is no error.
        let process = __priority_which_t(PRIO_PROCESS.rawValue)
        if givesWay { _ = setpriority(process, 0, getpriority(process, 0) + 5) }
        body()
    }
    thread.name = name
    thread.stackSize = 4 << 20
    thread.start()
}
