import ContactStore
import Contacts
import Foundation
import PhoneNumbers
import Records

/// One import: reads its inputs, takes every row through normalize → dedupe → validate → upsert →
/// enroll, and writes one report line a row.
///
/// Threads: one reads, some normalize, one gathers, one looks up and decides, the caller's writes
/// the store, one writes the report. Batches have a fixed room, so memory does not grow with
/// the inputs; all order follows from the reader's numbering, so the result does not depend on the
/// number of threads.
package final class ImportRun {
    private let start: JobStart
    private let options: ImportOptions
    private let inputs: [ImportInput]
    /// What the input files were before they were opened.
    private let stamps: [FileStamp]
    private let sink: ReportSink
    private let rejects: RejectsSink?
    private let failure = FirstFailure()

    /// Checks everything that can refuse the whole run, before the first row: the account, its
    /// billing, the inputs and their headers, the report; of a resumed job also that the inputs and
    /// the report are what it has read and written, which reads that part of them.
    ///
    /// - Parameters:
    ///   - clock: the job's one instant, seconds since 1970; a resumed job keeps its own.
    ///   - resumed: the unfinished job that goes on.
    package init(
        workspace: Workspace, account: Account, options: ImportOptions, clock: Int64,
        resuming resumed: ResumedJob? = nil
    ) throws(ImportError) {
        try Self.check(account, options)
        try resumed?.check(options)
        try AddressRoom.check(for: options)
        var options = options
        options.batchRows = options.batchRowsInForce
        options.groupRows = min(options.groupRows, options.memory.groupRows)
        try storing { () throws(StoreError) in try workspace.setCaches(options.memory.cacheKiB) }
        self.options = options
        stamps = Self.stamps(options)
        inputs = try ImportInput.all(options, region: options.region ?? account.region)
        start = JobStart(
            workspace: workspace, account: account, options: options,
            inputNames: inputs.map(\.name), clock: resumed?.clock ?? clock, resumed: resumed)
        try start.checkSync(inputs)
        let positions = resumed?.checkpoint.inputs ?? []
        guard positions.count <= inputs.count else {
            throw ImportError(
                .changed, code: "input_changed",
                "the job has read \(positions.count) inputs, and these are \(inputs.count): give the "
                    + "same inputs and resume, or import all rows again with --anew")
        }
        for (index, position) in positions.enumerated() {
            try inputs[index].skip(to: position, isLast: index == positions.count - 1)
        }
        try Self.checkOutputs(options, inputs: inputs, workspace: workspace.path)
        sink = try ReportSink(options.report, after: resumed?.checkpoint.report ?? .none)
        if let path = options.rejects {
            rejects = try RejectsSink(
                path, inputs: inputs, after: resumed?.checkpoint.rejects ?? [])
        } else {
            rejects = nil
        }
        // From here on nothing refuses the run as a whole.
        try sink.begin()
        try rejects?.begin()
    }

    /// What a run writes may replace nothing that it reads or that stays.
    private static func checkOutputs(
        _ options: ImportOptions, inputs: [ImportInput], workspace: String
    ) throws(ImportError) {
        if options.reportPath == nil, options.rejects == nil { return }
        var kept = KeptFiles(workspace: workspace, readBy: options)
        if case .file(let path) = options.report {
            try kept.check(path, of: "report", option: "--report")
            kept.add(path)
        }
        guard let path = options.rejects else { return }
        for path in RejectsSink.paths(path, count: inputs.count) {
            try kept.check(path, of: "rejects", option: "--rejects")
        }
    }

    /// What a user should know about the inputs before the first row.
    package var warnings: [String] { inputs.flatMap(\.warnings) }

    /// What the inputs turned out to be, in their order.
    package var profiles: [InputProfile] { inputs.map(\.profile) }

    static func check(
        _ account: Account, _ options: ImportOptions
    ) throws(ImportError) {
        guard account.status == .active else {
            throw ImportError(
                .accountRefused, code: "account_\(account.status.rawValue)",
                "account \"\(account.name)\" is \(account.status.rawValue): nothing is imported")
        }
        if options.useValidation, let refusal = account.billingRefusal {
            throw ImportError(.accountRefused, code: refusal.code.name, refusal.message)
        }
    }

    /// Runs to the end of the inputs, a stop or a failure; every way the summary is right.
    ///
    /// - Parameters:
    ///   - stop: ends the run at its next commit.
    ///   - onProgress: called on the caller's thread at the beginning and after each commit.
    /// - Throws: when the job cannot even be started.
    package func run(
        stop: StopFlag, onProgress: ((ImportProgress) -> Void)? = nil
    ) throws(ImportError) -> ImportOutcome {
        let begin = ContinuousClock.now
        var (context, checkpoint) = try storing { () throws(StoreError) in
            try start.start(profiles)
        }
        let earlierSeconds = checkpoint.summary.seconds
        do {
            try commitRows(context, &checkpoint, stop: stop, onProgress: onProgress)
        } catch {
            failure.record(error)
        }
        // Nothing that comes behind the end of a job changes it.
        if checkpoint.summary.state == .finished {
            return ImportOutcome(checkpoint, problem: failure.first, signal: nil)
        }
        checkpoint.summary.seconds = earlierSeconds + begin.secondsSince
        return finish(checkpoint, context, stop)
    }

    /// - Parameter checkpoint: what the last commit covers, whatever is thrown.
    private func commitRows(
        _ context: RunContext, _ checkpoint: inout Checkpoint, stop: StopFlag,
        onProgress: ((ImportProgress) -> Void)?
    ) throws(ImportError) {
        let stages = RunStages(options)
        let line = try reportLine(context)
        let report = ReportStage(
            sink: sink, format: options.reportFormat, line: line, rank: options.rank(.third),
            onResults: options.onResults)
        defer {
            stages.cancel()
            report.end()
        }
        var said = checkpoint.summary
        let rowsRead = checkpoint.rowsRead
        let answers = try storing { () throws(StoreError) in
            let secret = try start.workspace.idSecret()
            return try AnswerStage(
                context: context, options: options, secret: secret, stop: stop,
                earlierRows: rowsRead
            ) { mills, notice in
                var summary = said
                summary.validation.mills = max(mills, summary.validation.mills)
                onProgress?(self.progress(summary, notice: notice))
            }
        }
        checkpoint.summary.validation.mills += answers?.millsAtFirst ?? 0
        let commit = GroupCommit(
            context: context, options: options, checkpoint: checkpoint, answers: answers,
            report: report, rejects: rejects, failure: failure, stop: stop)
        let stage = try storing { () throws(StoreError) in
            try CommitStage(
                context: context, options: options, stages: stages, answers: answers,
                commit: commit, stop: stop)
        }
        onProgress?(progress(checkpoint.summary))
        stages.start(inputs, rules: context.rules, failure: failure, stop: stop)
        try stage.run { (committed: Checkpoint) in
            checkpoint = committed
            said = committed.summary
            onProgress?(self.progress(committed.summary))
        }
        try syncList(context, &checkpoint, stop: stop, onProgress: onProgress)
    }

    /// Only when all rows were read and stored.
    private func syncList(
        _ context: RunContext, _ checkpoint: inout Checkpoint, stop: StopFlag,
        onProgress: ((ImportProgress) -> Void)?
    ) throws(ImportError) {
        guard let limits = options.sync, let list = context.syncedList,
            failure.first == nil, stop.requested == nil
        else { return }
        let stage = SyncStage(
            context: context, limits: limits, list: context.rules.lists[Int(list)],
            membersAtOnce: options.groupRows)
        try stage.run(&checkpoint, stop: stop) { onProgress?(self.progress($0.summary)) }
    }

    private func progress(_ summary: ImportSummary, notice: String? = nil) -> ImportProgress {
        let sizes = inputs.map(\.totalBytes)
        let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
        return ImportProgress(
            rows: summary.rows, refused: summary.errorCount, bytes: summary.bytes,
            totalBytes: total, mills: summary.validation.mills, notice: notice, job: summary.job)
    }

    private func reportLine(_ context: RunContext) throws(ImportError) -> ReportLine {
        var secret = try storing { () throws(StoreError) in try start.workspace.idSecret() }
        if DeliberateFault.idsNotDerived.isPlanted {
            secret = secret.map { _ in .random(in: 0...255) }
        }
        return ReportLine(
            ids: PublicIDMaker(secret: secret), lists: context.rules.lists,
            journeys: context.journeys.journeys, inputNames: inputs.map(\.name))
    }

    /// Writes the job's end and says how it went.
    private func finish(
        _ checkpoint: Checkpoint, _ context: RunContext, _ stop: StopFlag
    ) -> ImportOutcome {
        var checkpoint = checkpoint
        checkpoint.summary.state = state(context, stop)
        do {
            if context.isDryRun {
                context.store.rollBack()
            } else {
                try storing { () throws(StoreError) in
                    try context.store.committing { () throws(StoreError) in
                        try context.store.jobs.finish(
                            job: context.job, state: checkpoint.summary.state.rawValue,
                            checkpoint: checkpoint.json,
                            at: Int64(Date().timeIntervalSince1970),
                            failure: failure.first?.message, files: unchangedFiles)
                    }
                }
            }
            // Only now it is certain which rows are stored: a failed commit may have reached the
            // disk.
            if failure.first != nil {
                let isCut = Result { () throws(ImportError) in
                    try sink.cut(to: checkpoint.report.bytes)
                }
                try rejects?.cut(to: checkpoint.rejects)
                try isCut.get()
            }
        } catch {
            failure.record(error)
            checkpoint.summary.state = .failed
        }
        return ImportOutcome(
            checkpoint, problem: failure.first, signal: stop.requested)
    }

    private static func stamps(_ options: ImportOptions) -> [FileStamp] {
        options.inputs.compactMap { input in
            if case .file(let path) = input { FileStamp(path: path) } else { nil }
        }
    }

    /// A file that was written to while it was read is not known.
    private var unchangedFiles: [FileStamp] {
        let present = Self.stamps(options)
        return stamps.filter { present.contains($0) }
    }

    private func state(_ context: RunContext, _ stop: StopFlag) -> JobState {
        if failure.first != nil { return .failed }
        if stop.requested != nil { return .interrupted }
        return context.isDryRun ? .dryRun : .finished
    }
}
