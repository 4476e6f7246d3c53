import ContactStore

/// What an import call is about, decided under the workspace's lock.
package enum JobChoice {
    /// A job that starts with the first row, in the place of an unfinished one.
    case new(replacing: Int64?)
    case resumed(ResumedJob)
    /// A job of this key finished earlier: nothing is to be done.
    case finished(ImportOutcome)

    /// - Parameters:
    ///   - asked: the job that is to go on; nil for an import.
    ///   - key: the import's own name for its job.
    ///   - isAnew: an unfinished job is given up.
    ///   - checkMeaning: throws when a job of the key is another import than the one asked for.
    package static func make(
        _ asked: Int64?, key: String?, isAnew: Bool, account: Account, in workspace: Workspace,
        checkMeaning: (JobRecord) throws -> Void
    ) throws -> JobChoice {
        guard let job = try job(asked, key: key, in: workspace) else { return .new(replacing: nil) }
        guard job.accountID == account.id else {
            throw ImportError(
                .unauthorized, code: "unauthorized",
                "job \(job.id) belongs to another account: use its API key")
        }
        if asked == nil { try checkMeaning(job) }
        if job.isUnfinished {
            return isAnew ? .new(replacing: job.id) : .resumed(try ResumedJob(job))
        }
        guard job.state == JobState.finished.rawValue, asked == nil,
            let outcome = ImportOutcome(finished: job.checkpoint)
        else {
            throw ImportError(
                .usage, code: "job_not_resumable",
                "job \(job.id) is \(job.state): only an unfinished import can be resumed")
        }
        return .finished(outcome)
    }

    private static func job(
        _ asked: Int64?, key: String?, in workspace: Workspace
    ) throws -> JobRecord? {
        if let asked {
            if let job = try workspace.job(asked) { return job }
            throw ImportError(.usage, code: "job_not_found", "there is no job \(asked)")
        }
        return try key.flatMap { try workspace.job(key: $0) }
    }
}
