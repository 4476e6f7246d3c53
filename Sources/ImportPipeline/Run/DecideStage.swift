/// Decides groups on a thread of its own, so that the writer stores one while the next is decided.
///
/// A group belongs to this stage from ``start(_:)`` until ``finish()`` gives it back; the one given
/// back last is still read while the next is decided.
final class DecideStage: Sendable {
    private let orders = Channel<CommitGroup>(countMax: 1)
    private let decided = Channel<CommitGroup>(countMax: 1)

    init(_ decision: GroupDecision) {
        let handover = Handover(decision)
        let orders = orders
        let decided = decided
        startThread("decide") {
            var decision = handover.take()
            while let group = orders.take() {
                decision.decide(group)
                decided.put(group)
            }
        }
    }

    /// Starts on a group that was looked up.
    func start(_ group: CommitGroup) { orders.put(group) }

    /// Waits for the group that was started; one call for each start.
    func finish() -> CommitGroup? { decided.take() }

    /// Lets the thread end.
    func end() {
        orders.cancel()
        decided.cancel()
    }
}
