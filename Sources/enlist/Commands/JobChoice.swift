import ContactStore
import ImportPipeline

/// What an import call is about, decided under the workspace's lock.
enum JobChoice {
    /// A job that starts with the first row, in the place of an unfinished one.
    case new(replacing: Int64?)
    case resumed(ResumedJob)
    /// A job of this key finished earlier: nothing is to be done.
    case finished(ImportOutcome)

    /// - Parameter asked: the job that `resume` names; nil for an import.
    static func make(
        _ asked: Int64?, _ invocation: Invocation, key: String?, account: Account,
        in workspace: Workspace
    ) throws -> JobChoice {
        guard let job = try job(asked, key: key, in: workspace) else { return .new(replacing: nil) }
        guard job.accountID == account.id else {
            throw ImportError(
                .unauthorized, code: "unauthorized",
                "job \(job.id) belongs to another account: use its API key")
        }
        if asked == nil { try checkMeaning(of: job, invocation) }
        if job.isUnfinished {
            guard invocation.has(OptionDeclaration.anew.name) else {
                return .resumed(try ResumedJob(job))
            }
            return .new(replacing: job.id)
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
        if let asked { return try workspace.job(asked) }
        return try key.flatMap { try workspace.job(key: $0) }
    }

    /// The same key must mean the same import.
    private static func checkMeaning(of job: JobRecord, _ invocation: Invocation)
        throws(ImportError)
    {
        let typed = TypedImport(parsing: job.invocation)
        guard typed?.meaning == TypedImport(invocation).meaning else {
            throw ImportError(
                .usage, code: "job_key_taken",
                "--job \(job.key ?? ""): job \(job.id) has this key and other inputs or options; "
                    + "take another key, or see `enlist jobs \(job.id)`")
        }
    }
}
