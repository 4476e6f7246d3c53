import Foundation

/// A value that threads share, as in a `Mutex`. That one waits within Swift's library, where the
/// thread sanitizer does not see who had it before, and warns of a race where there is none.
/// Foundation's lock it does see. Guarded by `lock`.
public final class Guarded<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    public init(_ value: Value) { self.value = value }

    public func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
