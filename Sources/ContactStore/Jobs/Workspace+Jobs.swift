extension Workspace {
    /// Jobs, newest first.
    ///
    /// - Parameter adds: with the jobs of single adds.
    package func jobs(withAdds adds: Bool) throws(StoreError) -> [JobRecord] {
        try jobs("WHERE ?1 OR j.kind <> 'add'") { $0.bind(adds ? 1 : 0, at: 1) }
    }

    /// One job; nil when there is none of this number.
    package func job(_ id: Int64) throws(StoreError) -> JobRecord? {
        try jobs("WHERE j.id = ?1") { $0.bind(id, at: 1) }.first
    }

    /// The job that a caller named; nil when there is none.
    package func job(key: String) throws(StoreError) -> JobRecord? {
        try jobs("WHERE j.key = ?1") { $0.bind(key, at: 1) }.first
    }

    /// The job that somebody means, by its number or else by its key; nil when there is none.
    package func job(named name: String) throws(StoreError) -> JobRecord? {
        if let id = Int64(name), let job = try job(id) { return job }
        return try job(key: name)
    }

    /// The jobs that can be resumed, newest first.
    package func unfinishedJobs() throws(StoreError) -> [JobRecord] {
        try jobs("WHERE \(JobRecord.unfinished)") { _ in }
    }

    /// The youngest job of an account that was the same call as one to come and did not finish; nil
    /// when there is none. For who holds the workspace's lock.
    ///
    /// - Parameter instant: it was started then or later; seconds since 1970.
    package func stopped(_ call: NewJob, since instant: Int64) throws(StoreError) -> JobRecord? {
        try jobs(
            """
            WHERE (j.account, j.kind, j.inputs, j.options) = (?1, ?2, ?3, ?4)
                AND j.started_at >= ?5 AND \(JobRecord.stopped)
            """
        ) {
            $0.bind(call.account, at: 1)
            $0.bind(call.kind, at: 2)
            $0.bind(call.inputs, at: 3)
            $0.bind(call.options, at: 4)
            $0.bind(instant, at: 5)
        }.first
    }

    private func jobs(
        _ condition: String, _ bind: (Statement) -> Void
    ) throws(StoreError) -> [JobRecord] {
        let statement = try connection.prepare(
            "\(JobRecord.select)\n\(condition)\nORDER BY j.id DESC")
        defer { statement.reset() }
        bind(statement)
        var jobs: [JobRecord] = []
        while try statement.step() { jobs.append(JobRecord(statement)) }
        nameKilled(&jobs)
        return jobs
    }

    /// A killed process could not write how its job ended; nobody holding the workspace's lock
    /// tells.
    private func nameKilled(_ jobs: inout [JobRecord]) {
        guard let running = jobs.firstIndex(where: { $0.state == "running" }),
            WorkspaceLock.isHeld(workspace: connection.path) == false
        else { return }
        for index in running..<jobs.count where jobs[index].state == "running" {
            jobs[index].state = "interrupted"
        }
    }
}
