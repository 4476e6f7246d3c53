import Foundation

/// A bounded queue between threads: who puts waits while it is full, who takes waits while it is
/// empty.
///
/// What is put belongs to whoever takes it. All state is guarded by `condition`.
final class Channel<Element>: @unchecked Sendable {
    private let condition = NSCondition()
    private var elements: [Element] = []
    private var first = 0
    private var isClosed = false
    private let countMax: Int
    private let takesLast: Bool

    /// - Parameters:
    ///   - countMax: elements that may wait; bounds the memory of what is in flight.
    ///   - takesLast: gives out what was put last, so that of a pool no more are used than needed.
    init(countMax: Int, takesLast: Bool = false) {
        self.countMax = countMax
        self.takesLast = takesLast
    }

    /// Waits for room; false when the channel was cancelled or closed, and the element is dropped.
    @discardableResult
    func put(_ element: Element) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while elements.count - first >= countMax, !isClosed { condition.wait() }
        if isClosed { return false }
        elements.append(element)
        condition.broadcast()
        return true
    }

    /// Waits for an element; nil when the channel is closed and empty, or was cancelled.
    func take() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while elements.count == first, !isClosed { condition.wait() }
        guard elements.count > first else { return nil }
        if takesLast {
            condition.broadcast()
            return elements.removeLast()
        }
        let element = elements[first]
        first += 1
        if first == elements.count || first >= 64 {
            elements.removeFirst(first)
            first = 0
        }
        condition.broadcast()
        return element
    }

    /// Nobody need wait to take an element.
    var hasElement: Bool {
        condition.lock()
        defer { condition.unlock() }
        return elements.count > first
    }

    /// No more elements will come; what waits can still be taken.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    /// Ends the channel at once: what waits is dropped and every waiting thread goes on.
    func cancel() {
        condition.lock()
        isClosed = true
        elements.removeAll()
        first = 0
        condition.broadcast()
        condition.unlock()
    }
}
