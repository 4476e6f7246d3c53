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

/// Of each thread that ``startThread(_:rank:_:)`` starts.
let threadStackBytes = 4 << 20

/// Starts a named thread that ends when `body` returns.
///
/// - Parameter rank: who goes first where there are fewer cores than threads.
func startThread(
    _ name: String, rank: ThreadRank, _ body: @escaping @Sendable () -> Void
) {
    let thread = Thread {
        // On Linux a thread has a niceness of its own, at first its maker's. That it cannot be
        // changed is no error.
        let process = __priority_which_t(PRIO_PROCESS.rawValue)
        if rank != .first {
            _ = setpriority(process, 0, getpriority(process, 0) + rank.rawValue)
        }
        body()
    }
    thread.name = name
    thread.stackSize = threadStackBytes
    thread.start()
}

/// How far a thread gives way to the one that speaks to the store and sets the pace of a run; the
/// raw value is niceness.
///
/// Stages that work ahead give way to those behind them, which they would keep waiting only to wait
/// for them in turn.
enum ThreadRank: Int32 {
    /// Speaks to the store for writing.
    case first = 0
    /// Decides.
    case second = 2
    /// Gathers or reports.
    case third = 5
    /// Reads or normalizes.
    case last = 12
}
