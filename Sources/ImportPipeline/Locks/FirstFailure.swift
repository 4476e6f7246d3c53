import Foundation

/// The first failure of any thread of a run. Guarded by `lock`.
final class FirstFailure: @unchecked Sendable {
    private let lock = NSLock()
    private var failure: ImportError?

    func record(_ error: ImportError) {
        lock.lock()
        if failure == nil { failure = error }
        lock.unlock()
    }

    var first: ImportError? {
        lock.lock()
        defer { lock.unlock() }
        return failure
    }
}
