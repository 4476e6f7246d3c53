import ContactStore
import Foundation

/// Imports contacts into a workspace from a program's own code, as the command `enlist import`
/// does: the same law, the same jobs, the same report.
///
/// A workspace is one SQLite file. One import at a time writes it; others wait, in this process
/// or another. Programs that read it stand beside.
public struct Importer: Sendable {
    /// The path of the workspace.
    public let workspace: String
    private let apiKey: String?
    private let waitSeconds: Int?

    /// Names a workspace; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - workspace: the path of its file.
    ///   - apiKey: tells the account that imports act for; nil: the workspace's only one, provided
    ///     that it has no keys.
    ///   - waitSeconds: how long another writer is waited for; nil: until it is done.
    public init(workspace: String, apiKey: String? = nil, waitSeconds: Int? = nil) {
        self.workspace = workspace
        self.apiKey = apiKey
        self.waitSeconds = waitSeconds
    }

    /// Sets accounts, lists, journeys, do-not-call numbers and blocklists up, all of it or nothing,
    /// as `enlist apply` does; makes the workspace when there is none. Applied twice, it changes
    /// nothing.
    ///
    /// Waits on the caller's thread for the disk, never for another writer.
    ///
    /// - Parameters:
    ///   - configuration: JSON, as <doc:Configuration> describes it.
    ///   - folder: where relative paths in it start; empty: the current folder.
    /// - Returns: what changed, one sentence each.
    /// - Throws: ``ImportFailure``: `configuration` when it cannot be used, `workspace_busy`, or a
    ///   failure of the disk; nothing is changed then.
    @discardableResult
    public func apply(
        configuration: String, folder: String = ""
    ) throws(ImportFailure) -> [String] {
        do {
            let changes = try Workspace.apply(
                Array(configuration.utf8), folder: folder, to: workspace
            ) { try WorkspaceWait.lock(workspace, purpose: "apply", waitSeconds: 0) }
            return changes.map(\.description)
        } catch {
            throw ImportFailure(of: error)
        }
    }

    /// Imports all rows of the inputs, in their order, each with one result.
    ///
    /// It works on threads of its own. Cancelling the task ends it at its next commit: the
    /// summary's state is ``JobState/interrupted`` then, and the job can go on. Cancelled while it
    /// waits for another writer, it throws `workspace_busy`.
    ///
    /// - Parameters:
    ///   - options: what is imported and how.
    ///   - job: the number of an unfinished job that goes on behind its last commit. The options
    ///     have to be those that it was started with; the inputs are checked, as far as they were
    ///     read.
    ///   - onProgress: called at the beginning, after each commit, and when paid answers or notices
    ///     come, one call at a time.
    ///   - onResults: called after each commit with its rows, at most 32,768 at a time, in the
    ///     order of the inputs, one call at a time; the import waits for it. No row is told twice
    ///     and none that is not stored; but rows that were committed just before the process died
    ///     are told nobody. Where each row must be told, let the job write a report.
    /// - Returns: what the job did. A job of ``ImportOptions/jobKey`` that was finished before is
    ///   returned as it was, and nothing is called.
    /// - Throws: ``ImportFailure``, which says what was committed before.
    @discardableResult
    public func run(
        _ options: ImportOptions, resuming job: Int64? = nil,
        onProgress: (@Sendable (ImportProgress) -> Void)? = nil,
        onResults: (@Sendable ([ReportedRow]) -> Void)? = nil
    ) async throws(ImportFailure) -> ImportSummary {
        var options = try LibraryOptions.checked(options)
        if options.isDryRun, job != nil {
            throw LibraryOptions.usage("a dry run goes on with no job, as it stores nothing")
        }
        options.onResults = onResults
        let call = ImportCall(
            workspace: workspace, apiKey: apiKey, waitSeconds: waitSeconds, options: options,
            job: job)
        let stop = StopFlag()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                startThread("import", rank: .first) {
                    continuation.resume(returning: call.result(stop: stop, onProgress))
                }
            }
        } onCancel: {
            stop.request(signal: SIGTERM)
        }
        return try result.get()
    }
}

/// One call of ``Importer/run(_:resuming:onProgress:onResults:)``, on the thread that writes.
private struct ImportCall: Sendable {
    let workspace: String
    let apiKey: String?
    let waitSeconds: Int?
    let options: ImportOptions
    let job: Int64?

    func result(
        stop: StopFlag, _ onProgress: ((ImportProgress) -> Void)?
    ) -> Result<ImportSummary, ImportFailure> {
        do {
            let outcome = try outcome(stop: stop, onProgress)
            guard let problem = outcome.problem else { return .success(outcome.summary) }
            return .failure(ImportFailure(problem, summary: outcome.summary))
        } catch {
            return .failure(ImportFailure(of: error))
        }
    }

    private func outcome(
        stop: StopFlag, _ onProgress: ((ImportProgress) -> Void)?
    ) throws -> ImportOutcome {
        guard FileManager.default.fileExists(atPath: workspace) else {
            throw ImportError(
                .usage, code: "no_workspace",
                "\(workspace): there is no workspace here; make one with apply(configuration:)")
        }
        let lock = try WorkspaceWait.lock(
            workspace, purpose: "import", waitSeconds: waitSeconds, stop: stop)
        let store = try Workspace(writing: workspace, lock: lock)
        let account = try store.account(forKey: apiKey)
        var options = options
        var resumed: ResumedJob?
        switch try JobChoice.make(
            job, key: options.jobKey, isAnew: false, account: account, in: store,
            checkMeaning: { try LibraryOptions.checkKey(of: $0, options) })
        {
        case .finished(let outcome): return outcome
        case .resumed(let job):
            try LibraryOptions.check(job, options)
            resumed = job
        case .new(let replaced): options.replacedJob = replaced
        }
        let run = try ImportRun(
            workspace: store, account: account, options: options,
            clock: options.clock ?? Int64(Date().timeIntervalSince1970), resuming: resumed)
        return try run.run(stop: stop, onProgress: onProgress)
    }
}
