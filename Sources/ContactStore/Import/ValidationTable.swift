import Contacts

/// An account's validation cache and its ledger.
package final class ValidationTable {
    private let answers: AnswerTable
    private let rows: KeyedRead
    private let insert: WideInsert
    private let update: Statement
    private let ledger: WideInsert
    private let lastCharge: Statement
    private let dnc: KeyedRead

    init(_ connection: Connection, texts: TextTable) throws(StoreError) {
        answers = try AnswerTable(connection, texts: texts)
        rows = try KeyedRead(["answer", "forced_job"], of: "validations", key: "id", connection)
        insert = try WideInsert(
            into: "validations", key: "id", columns: ["answer", "job", "forced_job"], connection)
        update = try connection.prepare(
            "UPDATE validations SET answer = ?2, job = ?3, forced_job = ?4 WHERE id = ?1")
        ledger = try WideInsert(
            into: "ledger", key: "id", columns: ["account", "phone", "mills", "job", "charged_at"],
            connection)
        lastCharge = try connection.prepare("SELECT coalesce(max(id), 0) FROM ledger")
        dnc = try KeyedRead([], of: "dnc", key: "phone", connection)
    }

    /// Forgets what was learnt from a transaction that was rolled back.
    func forget() { answers.forget() }

    static func key(account: Int64, phone: UInt64) -> Int64 {
        account << Schema.phoneBits | Int64(phone)
    }

    /// Reads the cached validations of many numbers.
    ///
    /// - Parameters:
    ///   - phones: E.164 without the plus, ascending, each once.
    ///   - found: takes what is there, with its number's place among the numbers.
    package func read(
        _ phones: [UInt64], account: Int64, found: (Int, CachedValidation) -> Void
    ) throws(StoreError) {
        let keys = phones.map { Self.key(account: account, phone: $0) }
        try rows.read(keys) { (place, row) throws(StoreError) in
            let answer = try answers.answer(of: row.int64(1))
            found(place, CachedValidation(answer: answer, forcedJob: row.optionalInt64(2)))
        }
    }

    package func cached(
        account: Int64, phone: UInt64
    ) throws(StoreError) -> CachedValidation? {
        var cached: CachedValidation?
        try read([phone], account: account) { cached = $1 }
        return cached
    }

    /// Places of the numbers that nobody may call, among many.
    ///
    /// - Parameter phones: as in ``read(_:account:found:)``.
    package func onDNC(
        _ phones: [UInt64], found: (Int) -> Void
    ) throws(StoreError) {
        try dnc.read(phones.map { Int64($0) }) { place, _ in found(place) }
    }

    package func isOnDNC(phone: UInt64) throws(StoreError) -> Bool {
        var isOnIt = false
        try onDNC([phone]) { _ in isOnIt = true }
        return isOnIt
    }
}

/// What is paid for.
extension ValidationTable {
    /// A validation to be cached.
    package struct Entry {
        let phone: UInt64
        let cached: CachedValidation

        package init(phone: UInt64, cached: CachedValidation) {
            self.phone = phone
            self.cached = cached
        }
    }

    /// Caches validations of numbers that have none.
    ///
    /// - Parameter new: ascending by number, each once.
    package func insert(
        _ new: [Entry], account: Int64, job: Int64
    ) throws(StoreError) {
        if new.isEmpty { return }
        func key(_ entry: Entry) -> Int64 { Self.key(account: account, phone: entry.phone) }
        try insert.insert(new, key: key) {
            (entry: Entry, statement: Statement, first: Int32) throws(StoreError) in
            statement.bind(try answers.id(of: entry.cached.answer), at: first)
            statement.bind(job, at: first + 1)
            statement.bind(entry.cached.forcedJob, at: first + 2)
        }
    }

    /// Replaces a cached validation.
    package func update(_ entry: Entry, account: Int64, job: Int64) throws(StoreError) {
        update.bind(Self.key(account: account, phone: entry.phone), at: 1)
        update.bind(try answers.id(of: entry.cached.answer), at: 2)
        update.bind(job, at: 3)
        update.bind(entry.cached.forcedJob, at: 4)
        try update.run()
    }

    /// What the ledger lines of a job have in common.
    package struct Charge {
        let account: Int64
        let mills: Int
        let job: Int64
        /// Seconds since 1970.
        let instant: Int64

        package init(account: Int64, mills: Int, job: Int64, instant: Int64) {
            self.account = account
            self.mills = mills
            self.job = job
            self.instant = instant
        }
    }

    /// Writes one ledger line for each number, in their order.
    package func charge(_ phones: [UInt64], _ charge: Charge) throws(StoreError) {
        if phones.isEmpty { return }
        let first = try nextCharge()
        let lines = phones.enumerated().map { (id: first + Int64($0.offset), phone: $0.element) }
        try ledger.insert(lines, key: \.id) { line, statement, parameter in
            statement.bind(charge.account, at: parameter)
            statement.bind(Int64(line.phone), at: parameter + 1)
            statement.bind(charge.mills, at: parameter + 2)
            statement.bind(charge.job, at: parameter + 3)
            statement.bind(charge.instant, at: parameter + 4)
        }
    }

    private func nextCharge() throws(StoreError) -> Int64 {
        defer { lastCharge.reset() }
        return try lastCharge.step() ? lastCharge.int64(0) + 1 : 1
    }
}
