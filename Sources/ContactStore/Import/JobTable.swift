/// The imports of a workspace, running and past.
package struct JobTable {
    private let insert: Statement
    private let checkpoint: Statement
    private let finish: Statement
    private let connection: Connection

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        insert = try connection.prepare(
            """
            INSERT INTO jobs(
                account, kind, state, inputs, options, clock, started_at, checkpoint)
            VALUES(?, ?, 'running', ?, ?, ?, ?, ?)
            """)
        checkpoint = try connection.prepare("UPDATE jobs SET checkpoint = ?2 WHERE id = ?1")
        finish = try connection.prepare(
            """
            UPDATE jobs
            SET state = ?2, checkpoint = ?3, finished_at = ?4, failure = ?5
            WHERE id = ?1
            """)
    }

    /// Starts a job and returns its id.
    ///
    /// - Parameters:
    ///   - clock: the job's one instant, seconds since 1970.
    ///   - inputs: JSON array of the inputs as named by the user.
    ///   - options: JSON object of the options in force.
    package func start(
        account: Int64, kind: String, inputs: String, options: String, clock: Int64,
        startedAt: Int64, checkpoint: String
    ) throws(StoreError) -> Int64 {
        insert.bind(account, at: 1)
        insert.bind(kind, at: 2)
        insert.bind(inputs, at: 3)
        insert.bind(options, at: 4)
        insert.bind(clock, at: 5)
        insert.bind(startedAt, at: 6)
        insert.bind(checkpoint, at: 7)
        try insert.run()
        return connection.lastInsertedRow
    }

    /// Writes where a job stands, as JSON, in the transaction of the rows it covers.
    package func saveCheckpoint(_ text: String, job: Int64) throws(StoreError) {
        checkpoint.bind(job, at: 1)
        checkpoint.bind(text, at: 2)
        try checkpoint.run()
    }

    package func finish(
        job: Int64, state: String, checkpoint: String, at instant: Int64, failure: String?
    ) throws(StoreError) {
        finish.bind(job, at: 1)
        finish.bind(state, at: 2)
        finish.bind(checkpoint, at: 3)
        finish.bind(instant, at: 4)
        finish.bind(failure, at: 5)
        try finish.run()
    }
}
