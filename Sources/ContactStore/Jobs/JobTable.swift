/// The imports of a workspace, running and past, as an import writes them.
package struct JobTable {
    private let insert: Statement
    private let checkpoint: Statement
    private let state: Statement
    private let insertSeen: Statement
    private let selectSeen: Statement
    private let deleteSeen: Statement
    private let deletePlans: Statement
    private let deleteMarks: Statement
    private let standing: Statement
    private let stopped: Statement
    private let abandon: Statement
    private let insertFile: Statement
    private let connection: Connection

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        insert = try connection.prepare(
            """
            INSERT INTO jobs(
                account, kind, state, inputs, options, clock, started_at, checkpoint, key, invocation)
            VALUES(?, ?, 'running', ?, ?, ?, ?, ?, ?, ?)
            """)
        checkpoint = try connection.prepare("UPDATE jobs SET checkpoint = ?2 WHERE id = ?1")
        state = try connection.prepare(
            """
            UPDATE jobs
            SET state = ?2, checkpoint = ?3, finished_at = ?4, failure = ?5
            WHERE id = ?1
            """)
        insertSeen = try connection.prepare("INSERT INTO job_seen(job, keys) VALUES(?, ?)")
        selectSeen = try connection.prepare("SELECT keys FROM job_seen WHERE job = ? ORDER BY id")
        deleteSeen = try connection.prepare("DELETE FROM job_seen WHERE job = ?")
        // Other jobs may want the numbers of those that are not forced.
        deletePlans = try connection.prepare(
            """
            DELETE FROM arrivals
            WHERE job = ? AND length(answer) = 0
                AND instr(question, CAST('"force":true' AS BLOB)) > 0
            """)
        deleteMarks = try connection.prepare(
            "DELETE FROM arrivals WHERE job = ?1 AND answer IN (?2, ?3)")
        deleteMarks.bind(blob: ArrivalTable.failure, at: 2)
        deleteMarks.bind(blob: ArrivalTable.forced, at: 3)
        standing = try connection.prepare(
            """
            SELECT checkpoint, clock, NOT (\(JobRecord.unfinished))
            FROM jobs
            WHERE id = ? AND account = ?
            """)
        stopped = try connection.prepare(
            "SELECT id FROM jobs WHERE account = ? AND \(JobRecord.stopped)")
        insertFile = try connection.prepare(
            "INSERT INTO job_files(job, path, bytes, modified) VALUES(?, ?, ?, ?)")
        abandon = try connection.prepare(
            "UPDATE jobs SET state = 'abandoned', key = NULL WHERE id = ?")
    }

    /// Starts a job and returns its id.
    package func start(_ job: NewJob) throws(StoreError) -> Int64 {
        insert.bind(job.account, at: 1)
        insert.bind(job.kind, at: 2)
        insert.bind(job.inputs, at: 3)
        insert.bind(job.options, at: 4)
        insert.bind(job.clock, at: 5)
        insert.bind(job.startedAt, at: 6)
        insert.bind(job.checkpoint, at: 7)
        insert.bind(job.key, at: 8)
        insert.bind(job.invocation, at: 9)
        try insert.run()
        return connection.lastInsertedRow
    }

    /// Gives an unfinished job up, so that it is not resumed and its key is free. Only inside a
    /// transaction.
    package func abandon(_ job: Int64) throws(StoreError) {
        for statement in [abandon, deleteSeen, deleteMarks] {
            statement.bind(job, at: 1)
            try statement.run()
        }
    }

    /// Where a job of an account stands, its clock, in seconds since 1970, and whether it cannot go
    /// on; nil when there is none. For who holds the workspace's lock.
    package func standing(
        _ job: Int64, account: Int64
    ) throws(StoreError) -> (checkpoint: String, clock: Int64, isOver: Bool)? {
        standing.bind(job, at: 1)
        standing.bind(account, at: 2)
        guard try standing.step() else { return nil }
        defer { standing.reset() }
        return (standing.text(0), standing.int64(1), standing.int64(2) != 0)
    }

    /// The account's jobs that ended before their end, and those at work.
    package func stopped(account: Int64) throws(StoreError) -> Set<Int64> {
        stopped.bind(account, at: 1)
        defer { stopped.reset() }
        var jobs: Set<Int64> = []
        while try stopped.step() { jobs.insert(stopped.int64(0)) }
        return jobs
    }

    /// Gives up the unfinished syncs of a list: a later one knows better who is missing. Only
    /// inside a transaction.
    ///
    /// - Parameter list: E.164 as the jobs' summaries have it.
    package func abandonSyncs(of list: String) throws(StoreError) {
        let select = try connection.prepare(
            """
            SELECT id
            FROM jobs
            WHERE \(JobRecord.unfinished) AND checkpoint -> 'sync' ->> 'list' = ?
            """)
        select.bind(list, at: 1)
        var jobs: [Int64] = []
        while try select.step() { jobs.append(select.int64(0)) }
        for job in jobs { try abandon(job) }
    }

    /// Writes where a job stands, as JSON, in the transaction of the rows it covers.
    package func saveCheckpoint(_ text: String, job: Int64) throws(StoreError) {
        checkpoint.bind(job, at: 1)
        checkpoint.bind(text, at: 2)
        try checkpoint.run()
    }

    /// An unfinished job runs again.
    package func goOn(_ job: Int64, checkpoint: String) throws(StoreError) {
        try save(job, state: "running", checkpoint: checkpoint, at: nil, failure: nil)
    }

    /// A job ends, for good or to be resumed; what only a resume needs is forgotten when it
    /// finished. Only inside a transaction.
    ///
    /// - Parameter files: what a job that finished has read whole.
    package func finish(
        job: Int64, state: String, checkpoint: String, at instant: Int64, failure: String?,
        files: [FileStamp] = []
    ) throws(StoreError) {
        try save(job, state: state, checkpoint: checkpoint, at: instant, failure: failure)
        guard state == "finished" else { return }
        for delete in [deleteSeen, deletePlans, deleteMarks] {
            delete.bind(job, at: 1)
            try delete.run()
        }
        for file in files { try save(file, job: job) }
        for table in ["contact_images", "list_contact_images"] {
            try deleteOldImages(of: table, before: instant - Self.imageSecondsMax)
        }
    }

    private func save(_ file: FileStamp, job: Int64) throws(StoreError) {
        insertFile.bind(job, at: 1)
        insertFile.bind(file.path, at: 2)
        insertFile.bind(file.bytes, at: 3)
        insertFile.bind(file.modified, at: 4)
        try insertFile.run()
    }

    /// How long `undo` can reach back: what jobs replaced is kept for 30 days.
    static let imageSecondsMax: Int64 = 30 * 86_400

    /// Images are older than the first one that a younger job has made. The jobs themselves would
    /// be gone through from the last one, of all that single additions have made since.
    private func deleteOldImages(of table: String, before instant: Int64) throws(StoreError) {
        let delete = try connection.prepare(
            """
            DELETE FROM \(table)
            WHERE job < coalesce(
                (SELECT i.job
                FROM \(table) i
                CROSS JOIN jobs j ON j.id = i.job
                WHERE j.started_at >= ?
                ORDER BY i.job
                LIMIT 1),
                1 << 62)
            """)
        delete.bind(instant, at: 1)
        try delete.run()
    }

    private func save(
        _ job: Int64, state name: String, checkpoint: String, at instant: Int64?, failure: String?
    ) throws(StoreError) {
        state.bind(job, at: 1)
        state.bind(name, at: 2)
        state.bind(checkpoint, at: 3)
        state.bind(instant, at: 4)
        state.bind(failure, at: 5)
        try state.run()
    }

    /// Keeps what a job has seen since its last commit, in the transaction of the rows.
    package func saveSeen(_ keys: [UInt8], job: Int64) throws(StoreError) {
        insertSeen.bind(job, at: 1)
        insertSeen.bind(blob: keys, at: 2)
        try insertSeen.run()
    }

    /// Gives what a job has seen, commit by commit.
    package func forEachSeen(
        job: Int64, _ body: ([UInt8]) throws(StoreError) -> Void
    ) throws(StoreError) {
        selectSeen.bind(job, at: 1)
        defer { selectSeen.reset() }
        while try selectSeen.step() { try body(selectSeen.blob(0)) }
    }
}

/// A job to be started.
package struct NewJob: Sendable {
    package var account: Int64
    package var kind: String
    /// The caller's name for the job; starting it twice under one name is refused.
    package var key: String?
    /// JSON array of the inputs as named by the user.
    package var inputs: String
    /// JSON object of the options in force.
    package var options: String
    /// JSON object of what was typed, from which the job can be resumed.
    package var invocation: String
    /// The job's one instant, seconds since 1970.
    package var clock: Int64
    package var startedAt: Int64
    package var checkpoint: String

    package init(
        account: Int64, kind: String, key: String?, inputs: String, options: String,
        invocation: String, clock: Int64, startedAt: Int64, checkpoint: String
    ) {
        self.account = account
        self.kind = kind
        self.key = key
        self.inputs = inputs
        self.options = options
        self.invocation = invocation
        self.clock = clock
        self.startedAt = startedAt
        self.checkpoint = checkpoint
    }
}
