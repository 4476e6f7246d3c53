/// Calls that wait to be sent, in their order.
struct CallQueue {
    typealias Call = ProviderClient.Call

    private(set) var calls: [Call] = []

    var isEmpty: Bool { calls.isEmpty }

    /// Takes calls of a round, behind those of its own and earlier ones.
    mutating func add(_ planned: [PlannedCall], of round: Int) {
        let place = calls.firstIndex { $0.round > round } ?? calls.endIndex
        calls.insert(contentsOf: planned.map { Call(planned: $0, round: round) }, at: place)
    }

    /// Takes a call that is to be tried again before all others.
    mutating func putBack(_ call: Call) { calls.insert(call, at: 0) }

    func holdsCalls(upTo round: Int) -> Bool { calls.contains { $0.round <= round } }

    /// Puts the next calls on disk, as many as leave soon.
    ///
    /// - Parameter most: leave soon.
    mutating func putNext(
        _ most: Int, now: Double, _ putOnDisk: ProviderClient.PutOnDisk
    ) throws(ImportError) {
        let next = calls.indices.filter { calls[$0].notBefore <= now }.prefix(most)
        let open = next.filter { !calls[$0].planned.isOnDisk }
        // Half of them at least in one go: each time is a flush.
        guard let first = open.first, next.prefix((most + 1) / 2).contains(first) else { return }
        let ids = try putOnDisk(open.map { calls[$0].planned.asks })
        for (index, id) in zip(open, ids) { calls[index].planned.id = id }
    }

    /// The place of the first call that may leave; nil when there is none.
    ///
    /// - Parameters:
    ///   - asksAlone: nothing but faults of late: one call finds out whether they last.
    ///   - isProbe: of a service that was away: any call will do.
    func next(now: Double, asksAlone: Bool, isProbe: Bool) -> Int? {
        if isProbe { return calls.firstIndex { $0.planned.isOnDisk } }
        if asksAlone, let first = calls.first, first.tries > 0 {
            return first.notBefore <= now ? 0 : nil
        }
        return calls.firstIndex { $0.planned.isOnDisk && $0.notBefore <= now }
    }

    mutating func remove(at place: Int) -> Call { calls.remove(at: place) }

    mutating func removeAll() -> [Call] {
        defer { calls.removeAll() }
        return calls
    }
}
