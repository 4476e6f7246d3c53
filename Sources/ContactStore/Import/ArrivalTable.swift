/// Calls of a provider: planned before they are sent, and answered before the rows that pay for
/// them are stored. What a crash must not ask again, or only as it was asked.
///
/// They are no part of the bill: a row that claims an answer is reported and charged as if it had
/// asked.
package struct ArrivalTable {
    /// One call: what was asked and what was answered, in the provider's words.
    package struct Arrival {
        package let id: Int64
        package let job: Int64
        package let question: [UInt8]
        /// Empty while there is none: the call may have been sent, or not.
        package let answer: [UInt8]

        /// Says no more than that its numbers failed.
        package var isFailure: Bool { answer == ArrivalTable.failure }
        /// Says no more than that its job has forced its numbers.
        package var isForced: Bool { answer == ArrivalTable.forced }
    }

    /// What a job writes as the answer about numbers that failed: so that they fail once a job,
    /// however often it stops and goes on. No service answers like that.
    package static let failure = Array("{\"failed\":true}".utf8)

    /// What stands as the answer about numbers that a job that may go on has forced, once another
    /// one forces them: the cache knows only who did last.
    package static let forced = Array("{\"forced\":true}".utf8)

    /// Whose calls are no job's: they have failed, and may have been charged all the same.
    package static let noJob: Int64 = 0

    private let insert: Statement
    private let update: Statement
    private let adopt: Statement
    private let select: Statement
    private let selectOne: Statement
    private let replace: Statement
    private let delete: Statement
    private let connection: Connection

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        insert = try connection.prepare(
            """
            INSERT INTO arrivals(account, job, question, answer)
            VALUES(?, ?, ?, coalesce(?, x''))
            """)
        update = try connection.prepare("UPDATE arrivals SET answer = ?2 WHERE id = ?1")
        adopt = try connection.prepare("UPDATE arrivals SET job = ?2 WHERE id = ?1")
        select = try connection.prepare(
            "SELECT id, job, question, answer FROM arrivals WHERE account = ? ORDER BY id")
        selectOne = try connection.prepare(
            "SELECT id, job, question, answer FROM arrivals WHERE id = ?")
        replace = try connection.prepare(
            "UPDATE arrivals SET question = ?2, answer = ?3 WHERE id = ?1")
        delete = try connection.prepare("DELETE FROM arrivals WHERE id = ?")
    }

    /// Notes a call that is to be sent, or one that needs not be, and returns its id.
    package func plan(
        account: Int64, job: Int64, question: [UInt8], answer: [UInt8] = []
    ) throws(StoreError) -> Int64 {
        insert.bind(account, at: 1)
        insert.bind(job, at: 2)
        insert.bind(blob: question, at: 3)
        insert.bind(blob: answer, at: 4)
        try insert.run()
        return connection.lastInsertedRow
    }

    /// A call that another job has planned is this one's from now on.
    package func adopt(_ id: Int64, job: Int64) throws(StoreError) {
        adopt.bind(id, at: 1)
        adopt.bind(job, at: 2)
        try adopt.run()
    }

    /// Keeps the answer of a call.
    package func keep(_ answer: [UInt8], of id: Int64) throws(StoreError) {
        update.bind(id, at: 1)
        update.bind(blob: answer, at: 2)
        try update.run()
    }

    /// Everything that waits for the account's rows, oldest first; at most what two groups asked
    /// before each crash.
    package func waiting(account: Int64) throws(StoreError) -> [Arrival] {
        select.bind(account, at: 1)
        defer { select.reset() }
        var arrivals: [Arrival] = []
        while try select.step() { arrivals.append(Arrival(select)) }
        return arrivals
    }

    /// One call; nil when it is not there any more.
    package func arrival(_ id: Int64) throws(StoreError) -> Arrival? {
        selectOne.bind(id, at: 1)
        defer { selectOne.reset() }
        return try selectOne.step() ? Arrival(selectOne) : nil
    }

    /// Leaves of a call that is answered what no row has claimed.
    package func replace(
        _ id: Int64, question: [UInt8], answer: [UInt8]
    ) throws(StoreError) {
        replace.bind(id, at: 1)
        replace.bind(blob: question, at: 2)
        replace.bind(blob: answer, at: 3)
        try replace.run()
    }

    /// Drops a call whose answers are all cached, or that has failed for good.
    package func drop(_ id: Int64) throws(StoreError) {
        delete.bind(id, at: 1)
        try delete.run()
    }
}

extension ArrivalTable.Arrival {
    /// - Parameter row: of the columns id, job, question and answer.
    fileprivate init(_ row: Statement) {
        self.init(id: row.int64(0), job: row.int64(1), question: row.blob(2), answer: row.blob(3))
    }
}
