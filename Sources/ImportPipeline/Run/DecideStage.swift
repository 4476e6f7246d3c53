/// Decides groups on a thread of its own, so that the writer stores one while the next is decided.
///
/// A group belongs to this stage from ``start(_:)`` until ``finish()`` gives it back; the one given
/// back last is still read while the next is decided.
final class DecideStage: Sendable {
    private enum Order {
        case decide(CommitGroup)
        /// The group decided last, without its last rows.
        case decideAgain(CommitGroup)
    }

    private let orders = Channel<Order>(countMax: 1)
    private let decided = Channel<CommitGroup>(countMax: 1)

    /// - Parameter mayCut: groups may be decided again.
    init(_ decision: GroupDecision, mayCut: Bool) {
        let handover = Handover(decision)
        let orders = orders
        let decided = decided
        startThread("decide") {
            var decision = handover.take()
            var before: GroupDecision?
            while let order = orders.take() {
                switch order {
                case .decide(let group):
                    if mayCut { before = decision }
                    decision.decide(group)
                    decided.put(group)
                case .decideAgain(let group):
                    if let before { decision = before }
                    decision.decide(group)
                    decided.put(group)
                }
            }
        }
    }

    /// Starts on a group that was looked up.
    func start(_ group: CommitGroup) { orders.put(.decide(group)) }

    /// Starts on the group given back last, which was cut and looked up again.
    func startAgain(_ group: CommitGroup) { orders.put(.decideAgain(group)) }

    /// Waits for the group that was started; one call for each start.
    func finish() -> CommitGroup? { decided.take() }

    /// Lets the thread end.
    func end() {
        orders.cancel()
        decided.cancel()
    }
}
