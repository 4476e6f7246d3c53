import Contacts

/// Finds Contacts, or an account's validations, by phone number: sorted runs of numbers instead of
/// an index in SQLite.
///
/// Numbers come in no order, so that an ordinary index is touched everywhere by every commit: at
/// five million Contacts it alone cost more than all other writing. Here each commit appends the
/// numbers it added as one run, sorted; a look-up of many numbers walks through every run once, in
/// order. Runs of a size are merged when there are ``runsMerged`` of them, so that there are few: a
/// number is written again once each time its run grows eightfold.
///
/// Sorted runs and tiered merging are those of the log-structured merge tree (O'Neil et al., 1996).
final class PhoneIndex {
    /// What is found.
    enum Indexed: Equatable {
        case contacts
        case validations(account: Int64)

        fileprivate var account: Int64 {
            switch self {
            case .contacts: 0
            case .validations(let account): account
            }
        }

        fileprivate var rows: String {
            switch self {
            case .contacts: "contacts WHERE ?1 = 0"
            case .validations: "validations WHERE account = ?1"
            }
        }
    }

    private let indexed: Indexed
    private let connection: Connection
    private let blocks: PhoneBlockTable
    private let runs: Statement
    private let insertRun: Statement
    private let deleteRun: Statement
    /// In the order of their making; nil until they are read.
    private var known: [Run]?

    private struct Run {
        let id: Int64
        let count: Int

        /// A run holds less than 2^42 numbers.
        static let tiers = 14

        /// Runs of one tier differ in size by less than ``PhoneIndex/runsMerged`` times.
        var tier: Int { (Int.bitWidth - max(count, 1).leadingZeroBitCount - 1) / 3 }
    }

    /// Runs of one tier (eight times as large as the one below) that are merged into one.
    private static let runsMerged = 8
    /// More than there can be where so few of each tier are left unmerged.
    private static let runsMax = runsMerged * Run.tiers

    init(of indexed: Indexed, _ connection: Connection) throws(StoreError) {
        self.indexed = indexed
        self.connection = connection
        blocks = try PhoneBlockTable(connection)
        runs = try connection.prepare(
            "SELECT id, count FROM phone_runs WHERE account = ? ORDER BY id")
        insertRun = try connection.prepare("INSERT INTO phone_runs(account, count) VALUES(?, ?)")
        deleteRun = try connection.prepare("DELETE FROM phone_runs WHERE id = ?")
    }

    /// Everything that a workspace finds by number.
    static func all(in connection: Connection) throws(StoreError) -> [Indexed] {
        let accounts = try connection.prepare("SELECT id FROM accounts ORDER BY id")
        var all = [Indexed.contacts]
        while try accounts.step() { all.append(.validations(account: accounts.int64(0))) }
        return all
    }

    /// Forgets what was learnt from a transaction that was rolled back, or from before somebody
    /// else wrote.
    func forget() { known = nil }

    /// Writes the key that belongs to each number to the number's place, and leaves the places of
    /// numbers that are not there.
    ///
    /// - Parameters:
    ///   - phones: E.164 without the plus, ascending.
    ///   - keys: as many places.
    func find(_ phones: [UInt64], into keys: inout [Int64]) throws(StoreError) {
        var found: [(place: Int, entry: Int)] = []
        for run in try loadedRuns() {
            var next = 0
            while next < phones.count {
                guard let block = try blocks.block(of: run.id, reaching: phones[next]) else {
                    break
                }
                next = block.phones.join(phones, from: next) { found.append(($0, $1)) }
                if found.isEmpty { continue }
                let known = try blocks.keys(of: block)
                for (place, entry) in found {
                    keys[place] = Int64(truncatingIfNeeded: known[entry])
                }
                found.removeAll(keepingCapacity: true)
            }
        }
        guard keys.allSatisfy({ (0...Schema.contactIDMax).contains($0) }) else {
            throw PackedNumbers.damaged
        }
    }

    /// Adds what was created.
    ///
    /// - Parameter entries: ascending by phone; none of them is known yet.
    func append(_ entries: [KeyedPhone]) throws(StoreError) {
        if entries.isEmpty { return }
        let run = try makeRun(count: entries.count)
        try blocks.write(entries, of: run.id)
        known?.append(run)
        try mergeTiers()
    }

    /// Goes through what has to be found, ascending by number.
    func forEachRow(
        _ body: (KeyedPhone) throws(StoreError) -> Void
    ) throws(StoreError) {
        let rows = try connection.prepare("SELECT phone, id FROM \(indexed.rows) ORDER BY phone")
        defer { rows.reset() }
        rows.bind(indexed.account, at: 1)
        while try rows.step() {
            try body(KeyedPhone(phone: UInt64(bitPattern: rows.int64(0)), key: rows.int64(1)))
        }
    }

    /// How many numbers the runs hold.
    func count() throws(StoreError) -> Int { try loadedRuns().reduce(0) { $0 + $1.count } }

    /// How many numbers stand in the runs' blocks: as many, unless the file is damaged.
    func packedCount() throws(StoreError) -> Int {
        var count = 0
        for run in try loadedRuns() { count += try blocks.count(of: run.id) }
        return count
    }

    /// Makes the runs anew from the rows, as one; for who deletes some.
    ///
    /// In a damaged file there may be rows without a number, or of the same: they are left out,
    /// and ``WorkspaceCheck`` tells of them.
    func rebuild() throws(StoreError) {
        try blocks.deleteAll(account: indexed.account)
        known = []
        let run = try makeRun(count: 0)
        var entries: [KeyedPhone] = []
        var count = 0
        var last: UInt64 = 0
        try forEachRow { (row) throws(StoreError) in
            // A number below zero is a large one here, and a text is 0.
            guard row.phone > last, row.phone <= Int64.max else { return }
            last = row.phone
            entries.append(row)
            count += 1
            guard entries.count == PackedNumbers.countMax else { return }
            try blocks.write(entries, of: run.id)
            entries.removeAll(keepingCapacity: true)
        }
        try blocks.write(entries, of: run.id)
        try blocks.setCount(count, of: run.id)
        known = nil
    }

    private func mergeTiers() throws(StoreError) {
        while let tier = known?.last?.tier {
            let small = known?.reversed().prefix { $0.tier <= tier } ?? []
            if small.count < Self.runsMerged { return }
            try merge(small.reversed())
        }
    }

    private func merge(_ old: [Run]) throws(StoreError) {
        let run = try makeRun(count: old.reduce(0) { $0 + $1.count })
        var merge = try PhoneRunMerge(
            of: old.map(\.id), count: run.count, into: run.id, blocks)
        try merge.run()
        for old in old {
            try blocks.delete(run: old.id)
            deleteRun.bind(old.id, at: 1)
            try deleteRun.run()
        }
        known?.removeLast(old.count)
        known?.append(run)
    }

    private func makeRun(count: Int) throws(StoreError) -> Run {
        _ = try loadedRuns()
        insertRun.bind(indexed.account, at: 1)
        insertRun.bind(count, at: 2)
        try insertRun.run()
        return Run(id: connection.lastInsertedRow, count: count)
    }

    private func loadedRuns() throws(StoreError) -> [Run] {
        if let known { return known }
        var loaded: [Run] = []
        var total: Int64 = 0
        runs.bind(indexed.account, at: 1)
        defer { runs.reset() }
        while try runs.step() {
            let run = Run(id: runs.int64(0), count: runs.int(1))
            // No more numbers than keys: what is added up does not overflow.
            guard (0...Schema.contactIDMax).contains(Int64(run.count)) else {
                throw PackedNumbers.damaged
            }
            total += Int64(run.count)
            guard total <= Schema.contactIDMax, loaded.count < Self.runsMax else {
                throw PackedNumbers.damaged
            }
            loaded.append(run)
        }
        known = loaded
        return loaded
    }
}
