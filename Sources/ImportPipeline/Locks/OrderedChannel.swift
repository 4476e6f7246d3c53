import Foundation

/// Puts numbered elements that come from several threads back into their order.
///
/// Unbounded by itself: what can wait here is bounded by the pool that the elements come from. All
/// state is guarded by `condition`.
final class OrderedChannel<Element>: @unchecked Sendable {
    enum Taken {
        case element(Element)
        /// Nothing came in the given time.
        case nothingYet
        /// All elements up to the announced end were taken, or the channel was cancelled.
        case end
    }

    private let condition = NSCondition()
    private var waiting: [Int: Element] = [:]
    private var next = 0
    private var end: Int?
    private var isCancelled = false

    func put(_ element: Element, at sequence: Int) {
        condition.lock()
        if !isCancelled { waiting[sequence] = element }
        condition.broadcast()
        condition.unlock()
    }

    /// The next element in order, waiting for it at most until `deadline`, which must be near:
    /// Foundation traps on a distant one.
    func take(until deadline: Date) -> Taken {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if isCancelled || next == end { return .end }
            if let element = waiting.removeValue(forKey: next) {
                next += 1
                return .element(element)
            }
            if !condition.wait(until: deadline) { return .nothingYet }
        }
    }

    /// Announces how many elements there are in all.
    func finish(at count: Int) {
        condition.lock()
        end = count
        condition.broadcast()
        condition.unlock()
    }

    func cancel() {
        condition.lock()
        isCancelled = true
        waiting.removeAll()
        condition.broadcast()
        condition.unlock()
    }
}
