import ContactStore

/// Looks groups up and decides them on a thread of its own, so that the writer stores one while the
/// next ones are decided.
///
/// It reads over a connection of its own, which sees what is committed: all groups before but the
/// last ones, whose effects the decision adds.
///
/// A group belongs to this stage from ``start(_:)`` until ``finish()`` gives it back; the last
/// ``groupsAhead`` given back are still read while the next is decided.
final class DecideStage: Sendable {
    private enum Order {
        case decide(CommitGroup)
        /// All groups before it are written.
        case decideAlone(CommitGroup)
        /// The group decided last, without its last rows.
        case decideAgain(CommitGroup)
    }

    private typealias Decided = Result<CommitGroup, ImportError>

    private let orders = Channel<Order>(countMax: groupsAhead)
    private let decided = Channel<Decided>(countMax: groupsAhead)

    /// Groups that may be decided or wait for it while one is written. With two a thread that waits
    /// for the disk keeps no other waiting; each costs the memory of a group.
    static let groupsAhead = 2

    /// - Parameters:
    ///   - reader: what groups are looked up in; nil: who starts one has done that.
    ///   - mayCut: groups may be decided again.
    ///   - rank: how far its thread gives way.
    init(_ decision: GroupDecision, reader: ImportStore?, mayCut: Bool, rank: ThreadRank) {
        let handover = Handover(Worker(decision: decision, reader: reader, mayCut: mayCut))
        let orders = orders
        let decided = decided
        startThread("decide", rank: rank) {
            Self.work(handover.take(), orders, decided)
            // Only now the connection is closed.
            decided.close()
        }
    }

    private static func work(
        _ worker: consuming Worker, _ orders: Channel<Order>, _ decided: Channel<Decided>
    ) {
        while let order = orders.take() {
            let result = Decided { () throws(ImportError) in try worker.follow(order) }
            guard decided.put(result) else { return }
        }
    }

    private struct Worker {
        var decision: GroupDecision
        let reader: ImportStore?
        let mayCut: Bool
        /// As it was before the last group; nil where groups are never cut.
        private var before: GroupDecision?
        /// A group was too large, so that those behind it have to wait.
        private var isHalted = false

        init(decision: GroupDecision, reader: ImportStore?, mayCut: Bool) {
            self.decision = decision
            self.reader = reader
            self.mayCut = mayCut
        }

        mutating func follow(_ order: Order) throws(ImportError) -> CommitGroup {
            switch order {
            case .decide(let group):
                if isHalted { return group }
                if mayCut { before = decision }
                return try decide(group)
            case .decideAlone(let group):
                decision.forget()
                if mayCut { before = decision }
                defer { decision.forget() }
                isHalted = false
                return try decide(group)
            case .decideAgain(let group):
                if let before { decision = before }
                return try decide(group)
            }
        }

        private mutating func decide(_ group: CommitGroup) throws(ImportError) -> CommitGroup {
            if let reader { try group.lookUp(in: reader, decision.context) }
            decision.decide(group)
            isHalted = !group.isDecided
            return group
        }
    }

    /// Starts on a group. One that is too large comes back undecided, and so do those behind it.
    func start(_ group: CommitGroup) { orders.put(.decide(group)) }

    /// Starts on a group, or a part of one, when all before are written and none is behind it.
    func startAlone(_ group: CommitGroup) { orders.put(.decideAlone(group)) }

    /// Starts on the group given back last, which was cut.
    func startAgain(_ group: CommitGroup) { orders.put(.decideAgain(group)) }

    /// Waits for the group that was started; one call for each start.
    func finish() throws(ImportError) -> CommitGroup? { try decided.take()?.get() }

    /// ``finish()`` would not wait.
    var isReady: Bool { decided.hasElement }

    /// Ends the thread and waits until its connection is closed: the writer's must be the last.
    func end() {
        orders.cancel()
        while decided.take() != nil {}
    }
}
