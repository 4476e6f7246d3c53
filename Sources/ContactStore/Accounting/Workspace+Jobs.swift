/// A job as stored: an import, running or past.
package struct JobRecord: Sendable, Equatable {
    package let id: Int64
    package let account: String
    package let kind: String
    package let state: String
    /// JSON array of the inputs as named by the user.
    package let inputs: String
    /// JSON object of the options in force.
    package let options: String
    /// The job's one instant, ISO 8601 in UTC.
    package let clock: String
    package let startedAt: String
    package let finishedAt: String?
    /// Where it stands: its summary as a JSON object.
    package let checkpoint: String
    /// Why it failed.
    package let failure: String?
}

extension Workspace {
    /// Jobs, newest first.
    ///
    /// - Parameter adds: with the jobs of single adds.
    package func jobs(withAdds adds: Bool) throws(StoreError) -> [JobRecord] {
        try jobs("?1 OR j.kind <> 'add'", value: adds ? 1 : 0)
    }

    /// One job; nil when there is none of this number.
    package func job(_ id: Int64) throws(StoreError) -> JobRecord? {
        try jobs("j.id = ?1", value: id).first
    }

    private func jobs(
        _ condition: String, value: Int64
    ) throws(StoreError) -> [JobRecord] {
        let statement = try connection.prepare(
            """
            SELECT j.id, a.name, j.kind, j.state, j.inputs, j.options,
                strftime('%Y-%m-%dT%H:%M:%SZ', j.clock, 'unixepoch'),
                strftime('%Y-%m-%dT%H:%M:%SZ', j.started_at, 'unixepoch'),
                strftime('%Y-%m-%dT%H:%M:%SZ', j.finished_at, 'unixepoch'),
                j.checkpoint, j.failure
            FROM jobs j
            JOIN accounts a ON a.id = j.account
            WHERE \(condition)
            ORDER BY j.id DESC
            """)
        defer { statement.reset() }
        statement.bind(value, at: 1)
        var jobs: [JobRecord] = []
        while try statement.step() {
            jobs.append(JobRecord(statement))
        }
        return jobs
    }
}

extension JobRecord {
    fileprivate init(_ statement: Statement) {
        id = statement.int64(0)
        account = statement.text(1)
        kind = statement.text(2)
        state = statement.text(3)
        inputs = statement.text(4)
        options = statement.text(5)
        clock = statement.text(6)
        startedAt = statement.text(7)
        finishedAt = statement.optionalText(8)
        checkpoint = statement.text(9)
        failure = statement.optionalText(10)
    }
}
