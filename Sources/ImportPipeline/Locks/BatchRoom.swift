import Foundation

/// Bytes of memory that batches of rows may take between the reader and the commit.
///
/// The reader waits here before it fills a batch; as it takes batches in their order, the one that
/// is next never waits for room that those behind it have. All state is guarded by `condition`.
final class BatchRoom: @unchecked Sendable {
    private let condition = NSCondition()
    private let bytesMax: Int
    private var taken = 0
    private var waits = false
    private var isCancelled = false

    /// - Parameter bytesMax: the last batch may pass it.
    init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// Waits until there is room; false when there will be none.
    func wait() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        waits = true
        while taken >= bytesMax, !isCancelled { condition.wait() }
        waits = false
        return !isCancelled
    }

    /// Takes what a batch has turned out to need.
    func take(_ bytes: Int) {
        condition.lock()
        taken += bytes
        condition.unlock()
    }

    func give(_ bytes: Int) {
        condition.lock()
        taken -= bytes
        condition.broadcast()
        condition.unlock()
    }

    /// The reader waits: no more rows come before some are given back.
    var isFull: Bool {
        condition.lock()
        defer { condition.unlock() }
        return waits && taken >= bytesMax
    }

    /// Lets the reader end.
    func cancel() {
        condition.lock()
        isCancelled = true
        condition.broadcast()
        condition.unlock()
    }
}
