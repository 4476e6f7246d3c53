import Synchronization

/// How many rows several threads refused.
final class RefusedRows: Sendable {
    private let counter = Atomic<Int>(0)

    func add(_ count: Int) { counter.add(count, ordering: .relaxed) }

    var count: Int { counter.load(ordering: .relaxed) }
}
