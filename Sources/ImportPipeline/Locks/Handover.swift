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
func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.name = name
    thread.stackSize = 4 << 20
    thread.start()
}
