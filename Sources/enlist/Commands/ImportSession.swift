import ContactStore
import Foundation
import ImportPipeline

/// One run from the command line: workspace, account, signals, progress, summary, exit status.
struct ImportSession {
    let invocation: Invocation
    let options: ImportOptions
    /// The job that `resume` names.
    private let resumedJob: Int64?
    /// Set when folders or patterns were named.
    private let found: FoundFiles?
    private let isQuiet: Bool
    private let log: MessageLog

    init(
        _ invocation: Invocation, _ options: ImportOptions, resuming job: Int64? = nil,
        found: FoundFiles? = nil
    ) {
        self.found = found
        self.invocation = invocation
        self.options = options
        resumedJob = job
        isQuiet = invocation.has("--quiet")
        log = MessageLog(invocation)
    }

    /// Runs the import and prints its summary; the value is the exit status.
    func run() throws -> Int32 {
        let metrics = try MetricsFile(invocation, options)
        do {
            let page = try JobPageFile(invocation, options)
            let outcome = try outcome { write(metrics, nil, $0) }
            write(metrics, outcome.summary, outcome.exitStatus)
            if let problem = outcome.problem { log.error(problem) }
            if let next = resumeCommand(outcome) { sayHowToGoOn(outcome, next) }
            do { try printSummary(outcome) } catch {
                // How the import ended says more than that nobody reads it.
                if outcome.problem == nil, outcome.signal == nil { throw error }
            }
            return page?.write(outcome, log) ?? outcome.exitStatus
        } catch let error as ImportError {
            log.error(error)
            write(metrics, nil, error.exitStatus)
            FinalObject.writeFailure(error, exitStatus: error.exitStatus)
            return error.exitStatus
        } catch {
            write(metrics, nil, Enlist.problem(error).exitStatus)
            throw error
        }
    }

    /// Runs the import without printing anything about its end.
    ///
    /// - Parameter endingAtOnce: is told the exit status when a signal ends the process here.
    func outcome(
        endingAtOnce: @escaping @Sendable (Int32) -> Void = { _ in }
    ) throws -> ImportOutcome {
        let stop = StopFlag()
        let signals = Signals(stop: stop, log: log, beforeExit: endingAtOnce)
        defer { withExtendedLifetime(signals) {} }
        let workspace = try openWorkspace()
        let account = try AccountChoice.account(of: workspace, invocation)
        var options = options
        var resumed: ResumedJob?
        switch try JobChoice.make(
            resumedJob, key: options.jobKey, isAnew: invocation.has(OptionDeclaration.anew.name),
            account: account, in: workspace, checkMeaning: checkMeaning)
        {
        case .finished(let outcome): return outcome
        case .resumed(let job): resumed = job
        case .new(let replaced):
            if let found {
                let (unread, skipped) = try found.unread(
                    in: workspace, account: account, options: options)
                if unread.arguments.isEmpty { return nothingNew(skipped) }
                options = try ImportOptions(typed: unread)
                options.skippedFiles = skipped
            }
            options.replacedJob = replaced
        }
        let run = try ImportRun(
            workspace: workspace, account: account, options: options,
            clock: options.clock ?? Int64(Date().timeIntervalSince1970), resuming: resumed)
        stop.watch()
        if saysWhatWasFound {
            for profile in run.profiles { log.note(profile.sentence) }
        }
        run.warnings.forEach(log.note)
        let progress = ProgressDisplay(way: progressWay, log: log)
        defer { progress.end() }
        return try run.run(stop: stop) { state in
            if let notice = state.notice {
                progress.end()
                log.note(notice)
            }
            RunPlace.set(state) { resumeCall($0).command }
            progress.show(state)
        }
    }

    /// The same key must mean the same import.
    private func checkMeaning(of job: JobRecord) throws(ImportError) {
        let typed = TypedImport(parsing: job.invocation)
        guard typed?.meaning == TypedImport(invocation).meaning else {
            throw ImportError(
                .usage, code: "job_key_taken",
                "--job \(job.key ?? ""): job \(job.id) has this key and other inputs or options; "
                    + "take another key, or see `enlist jobs \(job.id)`")
        }
    }

    private func nothingNew(_ skipped: Int) -> ImportOutcome {
        log.note(
            "\(invocation.arguments.joined(separator: ", ")): nothing new; "
                + "earlier imports have read \(Figures.count(skipped, of: "file"))")
        return ImportOutcome(skippedFiles: skipped)
    }

    /// A summary in JSON says it, too, and where it goes to standard error it stands alone.
    private var saysWhatWasFound: Bool {
        if options.kind == .singleAdd { return false }
        if case .standardOutput = options.report { return invocation["--summary"] != "json" }
        return true
    }

    private func sayHowToGoOn(_ outcome: ImportOutcome, _ next: String) {
        let job = outcome.unfinishedJob.map { "job \($0) " } ?? ""
        let rows = Figures.grouped(outcome.summary.rows)
        log.note("\(job)stands behind row \(rows); to go on: \(next)")
    }

    private func resumeCommand(_ outcome: ImportOutcome) -> String? {
        guard ResumeCall.isPossible(invocation) else { return nil }
        return outcome.unfinishedJob.map { resumeCall($0, outcome.problem).command }
    }

    private func resumeCall(_ job: Int64, _ problem: ImportError? = nil) -> ResumeCall {
        ResumeCall(
            job: job, workspacePath: invocation.workspacePath,
            readsStandardInput: options.inputs.contains(.standardInput), problem: problem)
    }

    /// That the metrics cannot be written is said, but an import that ended well has ended well.
    private func write(_ file: MetricsFile?, _ summary: ImportSummary?, _ exitStatus: Int32) {
        do {
            try file?.write(RunMetrics(summary: summary, exitStatus: exitStatus, at: Date()))
        } catch {
            log.error(error)
        }
    }

    private func json(_ outcome: ImportOutcome) -> String {
        var end = JSONObject()
        FinalObject.addEnd(
            of: outcome.problem, exitStatus: outcome.exitStatus,
            next: resumeCommand(outcome), to: &end)
        return outcome.summary.json(with: end.membersText)
    }

    private func openWorkspace() throws -> Workspace {
        try WorkspaceAccess.checkExists(invocation)
        let path = invocation.workspacePath
        // What `add` takes is no name of a file, but the request itself.
        let inputs = options.kind == .singleAdd ? [] : invocation.arguments.prefix(3)
        let purpose = ([invocation.command] + inputs).joined(separator: " ")
        let lock = try WorkspaceWait.lock(path, purpose: purpose, waitSeconds: try waitSeconds()) {
            log.note($0)
        }
        return try Workspace(writing: path, lock: lock)
    }

    private func waitSeconds() throws -> Int? {
        try invocation.integer("--wait", in: 0...1_000_000)
    }

    private var progressWay: ProgressDisplay.Way {
        switch invocation["--progress"] ?? "auto" {
        case _ where isQuiet, "never": .none
        case "always" where !TerminalShape.canRedraw || log.isJSON: .log
        case "auto" where !TerminalShape.canRedraw || log.isJSON: .none
        default: .line
        }
    }

    /// The call with the files that were read in the place of folders and patterns, which would
    /// name others by now.
    private func read(_ outcome: ImportOutcome) -> Invocation {
        guard found != nil, outcome.summary.state != .dryRun else { return invocation }
        return invocation.with(arguments: outcome.summary.inputs.map(\.name))
    }

    private func nextSteps(_ outcome: ImportOutcome) -> [(purpose: String, command: String)] {
        let folder = resumedJob == nil ? nil : FileManager.default.currentDirectoryPath
        return NextSteps(
            outcome: outcome, invocation: read(outcome), folder: folder, wasFolder: found != nil
        ).all
    }

    private func printSummary(_ outcome: ImportOutcome) throws {
        let asJSON = invocation["--summary"] == "json"
        if isQuiet && !asJSON { return }
        let text =
            asJSON
            ? json(outcome)
            : SummaryText(
                outcome: outcome, inputs: invocation.arguments, kind: options.kind,
                isDryRun: options.isDryRun, next: nextSteps(outcome)
            ).text
        FinalObject.isWrittenElsewhere()
        if case .standardOutput = options.report {
            // An object of its own, or the words of one message.
            if asJSON { Terminal.note(text) } else { log.note(text) }
        } else {
            try ResultStream.write(Array(((asJSON ? text : Terminal.shown(text)) + "\n").utf8))
        }
    }
}
