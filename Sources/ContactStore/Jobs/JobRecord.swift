/// A job as stored: an import, running or past.
package struct JobRecord: Sendable, Equatable {
    package let id: Int64
    /// The name its caller gave it, unique in the workspace.
    package let key: String?
    package let accountID: Int64
    package let account: String
    package let kind: String
    /// As stored; a job that says `running` and whose process is dead is `interrupted`.
    package internal(set) var state: String
    /// JSON array of the inputs as named by the user.
    package let inputs: String
    /// JSON object of the options in force.
    package let options: String
    /// JSON object of what was typed.
    package let invocation: String
    /// The job's one instant, seconds since 1970.
    package let instant: Int64
    /// The same as ISO 8601 in UTC.
    package let clock: String
    package let startedAt: String
    /// The same in seconds since 1970.
    package let started: Int64
    package let finishedAt: String?
    /// Where it stands: its summary and its positions as a JSON object.
    package let checkpoint: String
    /// Why it failed.
    package let failure: String?

    /// States of a job that can go on. `running` is one of them for who holds the workspace's lock:
    /// the job's process is dead.
    private static let unfinishedStates = ["running", "interrupted", "failed"]
    /// Kinds of jobs that are over when they stop: a single addition, and validating alone.
    private static let kindsThatEnd = ["add", "validate"]

    /// Whether `resume` can go on with it.
    package var isUnfinished: Bool {
        Self.unfinishedStates.contains(state) && !Self.kindsThatEnd.contains(kind)
    }

    /// The same as a condition on rows of `jobs`.
    static let unfinished = "\(stopped) AND kind NOT IN (\(words(kindsThatEnd)))"

    /// Whether it ended before its end, as a condition on rows of `jobs`.
    static let stopped = "state IN (\(words(unfinishedStates)))"

    private static func words(_ words: [String]) -> String {
        words.map { "'\($0)'" }.joined(separator: ", ")
    }

    /// The columns that ``init(_:)`` reads.
    static let select = """
        SELECT j.id, j.key, j.account, a.name, j.kind, j.state, j.inputs, j.options, j.invocation,
            j.clock,
            strftime('%Y-%m-%dT%H:%M:%SZ', j.clock, 'unixepoch'),
            strftime('%Y-%m-%dT%H:%M:%SZ', j.started_at, 'unixepoch'),
            strftime('%Y-%m-%dT%H:%M:%SZ', j.finished_at, 'unixepoch'),
            j.checkpoint, j.failure, j.started_at
        FROM jobs j
        JOIN accounts a ON a.id = j.account
        """

    init(_ statement: Statement) {
        id = statement.int64(0)
        key = statement.optionalText(1)
        accountID = statement.int64(2)
        account = statement.text(3)
        kind = statement.text(4)
        state = statement.text(5)
        inputs = statement.text(6)
        options = statement.text(7)
        invocation = statement.text(8)
        instant = statement.int64(9)
        clock = statement.text(10)
        startedAt = statement.text(11)
        finishedAt = statement.optionalText(12)
        checkpoint = statement.text(13)
        failure = statement.optionalText(14)
        started = statement.int64(15)
    }
}
