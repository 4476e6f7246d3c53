/// One enrolment per contact per journey, ever.
///
/// Contacts that came in together are enrolled together: a row of the table is a run of keys that
/// follow one another, by one list and job.
package final class EnrolmentTable {
    private let runUpTo: Statement
    private let runBehind: Statement
    private let insert: WideInsert
    private let insertFreely: Statement?

    init(_ connection: Connection) throws(StoreError) {
        runUpTo = try connection.prepare(
            """
            SELECT id, count
            FROM enrolment_runs
            WHERE id <= ?
            ORDER BY id DESC
            LIMIT 1
            """)
        runBehind = try connection.prepare(
            """
            SELECT id
            FROM enrolment_runs
            WHERE id > ?
            ORDER BY id
            LIMIT 1
            """)
        insert = try WideInsert(
            into: "enrolment_runs",
            .init(key: "id", own: ["count", "list"], shared: [("job", 1)]), connection)
        insertFreely =
            DeliberateFault.enrolmentsNotUnique.isPlanted
            ? try connection.prepare(
                "INSERT INTO enrolment_runs(id, count, list, job) VALUES(?, ?, ?, ?)") : nil
    }

    /// The key of the enrolment of `contact` in `journey`.
    package static func key(journey: Int64, contact: Int64) -> Int64 {
        journey << Schema.contactBits | contact
    }

    /// Calls `found` with the keys of the enrolments that are there.
    ///
    /// - Parameter keys: ascending, each once.
    package func read(_ keys: [Int64], found: (Int64) -> Void) throws(StoreError) {
        if insertFreely != nil { return }
        var next = 0
        while next < keys.count {
            if let end = try endOfRun(holding: keys[next]) {
                while next < keys.count, keys[next] < end {
                    found(keys[next])
                    next += 1
                }
            } else {
                let start = try startOfRun(behind: keys[next])
                repeat { next += 1 } while next < keys.count && keys[next] < start
            }
        }
    }

    /// The first key behind the run that holds a key; nil when none does.
    private func endOfRun(holding key: Int64) throws(StoreError) -> Int64? {
        runUpTo.bind(key, at: 1)
        guard try runUpTo.step() else { return nil }
        defer { runUpTo.reset() }
        let (sum, isTooLarge) = runUpTo.int64(0).addingReportingOverflow(runUpTo.int64(1))
        let end = isTooLarge ? .max : sum
        return end > key ? end : nil
    }

    private func startOfRun(behind key: Int64) throws(StoreError) -> Int64 {
        runBehind.bind(key, at: 1)
        guard try runBehind.step() else { return .max }
        defer { runBehind.reset() }
        return runBehind.int64(0)
    }

    /// - Parameter new: keys and lists, ascending by key; none of the keys is taken.
    package func insert(
        _ new: [(key: Int64, list: Int64)], job: Int64
    ) throws(StoreError) {
        let runs = new.runs { $1.key == $0.key + 1 && $1.list == $0.list }
            .map { (key: new[$0.lowerBound].key, count: $0.count, list: new[$0.lowerBound].list) }
        if runs.isEmpty { return }
        if let insertFreely {
            for run in runs {
                insertFreely.bind(run.key, at: 1)
                insertFreely.bind(run.count, at: 2)
                insertFreely.bind(run.list, at: 3)
                insertFreely.bind(job, at: 4)
                try insertFreely.run()
            }
            return
        }
        try insert.insert(
            runs,
            .init(
                key: { $0.key }, shared: { $0.bind(job, at: 1) },
                own: {
                    $1.bind($0.count, at: $2)
                    $1.bind($0.list, at: $2 + 1)
                }))
    }

    /// Replaces all runs by those of the enrolments in a table with id, list and job, while there
    /// are no triggers.
    static func repack(from table: String, _ connection: Connection) throws(StoreError) {
        try connection.execute(
            """
            DELETE FROM enrolment_runs;
            INSERT INTO enrolment_runs(id, count, list, job)
            SELECT min(id), count(*), list, job
            FROM (
                SELECT id, list, job,
                    id - row_number() OVER (PARTITION BY list, job ORDER BY id) AS run
                FROM \(table))
            GROUP BY list, job, run
            ORDER BY min(id);
            """)
    }
}
