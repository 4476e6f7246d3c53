/// Paid answers that are on disk before the rows that pay for them are: what a crash must not ask
/// again.
///
/// They are no part of the bill: a row that claims one is reported and charged as if it had asked.
package struct ArrivalTable {
    /// One call: what was asked and what was answered, in the provider's words.
    package struct Arrival {
        package let id: Int64
        package let job: Int64
        package let question: [UInt8]
        package let answer: [UInt8]
    }

    private let insert: Statement
    private let select: Statement
    private let delete: Statement
    private let connection: Connection

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        insert = try connection.prepare(
            "INSERT INTO arrivals(account, job, question, answer) VALUES(?, ?, ?, ?)")
        select = try connection.prepare(
            "SELECT id, job, question, answer FROM arrivals WHERE account = ? ORDER BY id")
        delete = try connection.prepare("DELETE FROM arrivals WHERE id = ?")
    }

    /// Keeps the answer of a call and returns its id.
    package func keep(
        account: Int64, job: Int64, question: [UInt8], answer: [UInt8]
    ) throws(StoreError) -> Int64 {
        insert.bind(account, at: 1)
        insert.bind(job, at: 2)
        insert.bind(blob: question, at: 3)
        insert.bind(blob: answer, at: 4)
        try insert.run()
        return connection.lastInsertedRow
    }

    /// Everything that waits for the account's rows, oldest first; at most what one group asked
    /// before each crash.
    package func waiting(account: Int64) throws(StoreError) -> [Arrival] {
        select.bind(account, at: 1)
        defer { select.reset() }
        var arrivals: [Arrival] = []
        while try select.step() {
            arrivals.append(
                Arrival(
                    id: select.int64(0), job: select.int64(1), question: select.blob(2),
                    answer: select.blob(3)))
        }
        return arrivals
    }

    /// Drops a call whose answers are all cached.
    package func drop(_ id: Int64) throws(StoreError) {
        delete.bind(id, at: 1)
        try delete.run()
    }
}
