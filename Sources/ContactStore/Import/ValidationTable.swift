import Contacts

/// An account's validation cache and its ledger.
package final class ValidationTable {
    private let connection: Connection
    private let answers: AnswerTable
    private var indexes: [Int64: PhoneIndex] = [:]
    private let rows: KeyedRead
    private let packed: PackedWords
    private let insert: WideInsert
    private let update: Statement
    private let ledger: Statement
    private let dnc: KeyedRead

    init(_ connection: Connection, texts: TextTable) throws(StoreError) {
        self.connection = connection
        answers = try AnswerTable(connection, texts: texts)
        packed = try PackedWords(.answers, connection)
        rows = try KeyedRead(["answer", "forced_job"], of: "validations", key: "id", connection)
        insert = try WideInsert(
            into: "validations",
            .init(
                key: "id", own: ["phone", "answer"], rare: ["forced_job"],
                shared: [("account", 1), ("job", 2)]),
            connection)
        update = try connection.prepare(
            "UPDATE validations SET answer = ?2, job = ?3, forced_job = ?4 WHERE id = ?1")
        ledger = try connection.prepare(
            """
            INSERT INTO ledger_runs(validation, count, account, mills, job, charged_at)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6)
            """)
        dnc = try KeyedRead([], of: "dnc", key: "phone", connection)
    }

    /// Forgets what was learnt from a transaction that was rolled back.
    func forget() {
        answers.forget()
        forgetRuns()
    }

    /// Forgets which runs there are: somebody else wrote.
    func forgetRuns() {
        for index in indexes.values { index.forget() }
    }

    /// The key of the youngest validation of all; 0 when there is none.
    package func lastKey() throws(StoreError) -> Int64 {
        let statement = try connection.prepare("SELECT coalesce(max(id), 0) FROM validations")
        defer { statement.reset() }
        return try statement.step() ? statement.int64(0) : 0
    }

    /// The key of a number's validation; 0 when it has none.
    func key(account: Int64, phone: UInt64) throws(StoreError) -> Int64 {
        try keys(of: [phone], account: account).first ?? 0
    }

    private func keys(of phones: [UInt64], account: Int64) throws(StoreError) -> [Int64] {
        var keys = [Int64](repeating: 0, count: phones.count)
        try index(of: account).find(phones, into: &keys)
        return keys
    }

    private func index(of account: Int64) throws(StoreError) -> PhoneIndex {
        if let index = indexes[account] { return index }
        let index = try PhoneIndex(of: .validations(account: account), connection)
        indexes[account] = index
        return index
    }

    /// Reads the cached validations of many numbers.
    ///
    /// - Parameters:
    ///   - phones: E.164 without the plus, ascending, each once.
    ///   - found: takes what is there, with its number's place among the numbers.
    package func read(
        _ phones: [UInt64], account: Int64,
        found: (Int, CachedValidation) throws(StoreError) -> Void
    ) throws(StoreError) {
        var places: [KeyedPhone] = []
        for (place, key) in try keys(of: phones, account: account).enumerated() where key != 0 {
            places.append(KeyedPhone(phone: UInt64(clamping: key), key: Int64(place)))
        }
        // By key, as the rows lie: those that were paid for together lie together.
        places.sortByPhone()
        var rest: [KeyedPhone] = []
        for (place, word) in zip(places, try packed.words(of: places.map { Int64($0.phone) })) {
            if word == 0 {
                rest.append(place)
            } else {
                let answer = Int64(truncatingIfNeeded: word)
                try found(
                    Int(place.key),
                    CachedValidation(answer: answer, forcedJob: nil, key: Int64(place.phone)))
            }
        }
        try rows.read(rest.map { Int64($0.phone) }) { (index, row) throws(StoreError) in
            try found(
                Int(rest[index].key),
                CachedValidation(
                    answer: row.int64(1), forcedJob: row.optionalInt64(2),
                    key: Int64(rest[index].phone)))
        }
    }

    /// What a cached validation says.
    package func answer(of id: Int64) throws(StoreError) -> ValidationAnswer {
        try answers.answer(of: id)
    }

    /// The id of an answer, which is stored when it is new. Only inside a transaction.
    package func id(of answer: ValidationAnswer) throws(StoreError) -> Int64 {
        try answers.id(of: answer)
    }

    /// The account's cached validation of one number.
    package func cached(
        account: Int64, phone: UInt64
    ) throws(StoreError) -> CachedValidation? {
        var cached: CachedValidation?
        try read([phone], account: account) { cached = $1 }
        return cached
    }

    /// The job that cached a validation last; nil when there is none.
    package func lastJob(of key: Int64) throws(StoreError) -> Int64? {
        let statement = try connection.prepare("SELECT job FROM validations WHERE id = ?")
        statement.bind(key, at: 1)
        defer { statement.reset() }
        return try statement.step() ? statement.int64(0) : nil
    }

    /// Places of the numbers that nobody may call, among many.
    ///
    /// - Parameter phones: as in ``read(_:account:found:)``.
    package func onDNC(
        _ phones: [UInt64], found: (Int) -> Void
    ) throws(StoreError) {
        try dnc.read(phones.map { Int64($0) }) { place, _ in found(place) }
    }

    /// Whether nobody may call a number.
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
        package let phone: UInt64
        let cached: CachedValidation

        package init(phone: UInt64, cached: CachedValidation) {
            self.phone = phone
            self.cached = cached
        }
    }

    /// Caches validations of numbers that have none.
    ///
    /// - Parameters:
    ///   - new: each number once; they lie in the table in this order.
    ///   - byNumber: their numbers and places among them, ascending by number.
    /// - Returns: their keys, which follow one another.
    package func insert(
        _ new: [Entry], byNumber: [KeyedPhone], account: Int64, job: Int64
    ) throws(StoreError) -> [Int64] {
        if new.isEmpty { return [] }
        let first = try insert.largestKeyNow() &+ 1
        try Schema.checkRoom(in: "validations", upTo: first &+ Int64(new.count) &- 1)
        let keyed = keyed(new, by: first...)
        try packed.set(keyed.map { $0.packed }) { () throws(StoreError) in
            // The triggers would forget what is set here.
            try connection.withoutTriggers { () throws(StoreError) in
                try insert.insert(keyed, KeyedEntry.binding(account: account, job: job))
            }
        }
        try index(of: account).append(
            byNumber.map { KeyedPhone(phone: $0.phone, key: first &+ $0.key) })
        return keyed.map { $0.key }
    }

    /// Replaces cached validations.
    ///
    /// - Parameter entries: ascending by number, each once and cached before.
    /// - Returns: their keys.
    package func update(
        _ entries: [Entry], account: Int64, job: Int64
    ) throws(StoreError) -> [Int64] {
        if entries.isEmpty { return [] }
        let keys = try keys(of: entries.map { $0.phone }, account: account)
        let keyed = keyed(entries, by: keys).sorted { $0.key < $1.key }
        try packed.set(keyed.map { $0.packed }) { () throws(StoreError) in
            for entry in keyed {
                update.bind(entry.key, at: 1)
                update.bind(entry.answer, at: 2)
                update.bind(job, at: 3)
                update.bind(entry.forcedJob, at: 4)
                try update.run()
            }
        }
        return keys
    }

    private func keyed(
        _ entries: [Entry], by keys: some Sequence<Int64>
    ) -> [KeyedEntry] {
        var keyed: [KeyedEntry] = []
        keyed.reserveCapacity(entries.count)
        for (key, entry) in zip(keys, entries) {
            keyed.append(
                KeyedEntry(
                    key: key, phone: entry.phone, answer: entry.cached.answer,
                    forcedJob: entry.cached.forcedJob))
        }
        return keyed
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

    /// Writes one ledger line for each validation, in their order: as a rule they follow one
    /// another, and so are one row.
    ///
    /// - Parameter validations: their keys.
    package func charge(_ validations: [Int64], _ charge: Charge) throws(StoreError) {
        for run in validations.runs(where: { $1 == $0 + 1 }) {
            ledger.bind(validations[run.lowerBound], at: 1)
            ledger.bind(run.count, at: 2)
            ledger.bind(charge.account, at: 3)
            ledger.bind(charge.mills, at: 4)
            ledger.bind(charge.job, at: 5)
            ledger.bind(charge.instant, at: 6)
            try ledger.run()
        }
    }
}

/// A validation as it is stored.
private struct KeyedEntry {
    let key: Int64
    let phone: UInt64
    let answer: Int64
    let forcedJob: Int64?

    /// What was paid by force is read with its job.
    var packed: KeyedWord {
        KeyedWord(key: key, word: forcedJob == nil ? UInt64(bitPattern: answer) : 0)
    }

    static func binding(account: Int64, job: Int64) -> WideInsert.Binding<KeyedEntry> {
        .init(
            key: { $0.key },
            shared: {
                $0.bind(account, at: 1)
                $0.bind(job, at: 2)
            },
            own: { entry, statement, first in
                statement.bind(Int64(entry.phone), at: first)
                statement.bind(entry.answer, at: first + 1)
            },
            hasRare: { $0.forcedJob != nil },
            rare: { entry, statement, first in statement.bind(entry.forcedJob, at: first) })
    }
}
