import ContactStore
import Contacts
import Foundation
import PhoneNumbers
import Records

/// One import: reads its inputs, takes every row through normalize → dedupe → validate → upsert →
/// enroll, and writes one report line a row.
///
/// Threads: one reads, some normalize, the caller's decides and writes to the store, one writes the
/// report. Batches come from fixed pools, so memory does not grow with the inputs; all order follows
/// from the reader's numbering, so the result does not depend on the number of threads.
package final class ImportRun {
    private let workspace: Workspace
    private let account: Account
    private let options: ImportOptions
    private let clock: Int64
    private let inputs: [ImportInput]
    private let sink: ReportSink
    private let rejects: RejectsSink?
    private let failure = FirstFailure()

    /// Checks everything that can refuse the whole run, before the first row: the account, its
    /// billing, the inputs and their headers, the report.
    ///
    /// - Parameter clock: the job's one instant, seconds since 1970.
    package init(
        workspace: Workspace, account: Account, options: ImportOptions, clock: Int64
    ) throws(ImportError) {
        try Self.check(account, options)
        self.workspace = workspace
        self.account = account
        self.options = options
        self.clock = clock
        inputs = try ImportInput.all(options, region: options.region ?? account.region)
        try options.report.checkItKeeps(workspace.path, options.inputs)
        sink = try ReportSink(options.report)
        rejects = try Self.rejects(options, inputs: inputs, workspace: workspace.path)
    }

    private static func rejects(
        _ options: ImportOptions, inputs: [ImportInput], workspace: String
    ) throws(ImportError) -> RejectsSink? {
        guard let path = options.rejects else { return nil }
        let paths = RejectsSink.paths(path, count: inputs.count)
        try options.report.checkItIsKept(by: paths, workspace, options.inputs)
        return try RejectsSink(path, inputs: inputs)
    }

    /// What a user should know about the inputs before the first row.
    package var warnings: [String] { inputs.flatMap(\.warnings) }

    /// What the inputs turned out to be, in their order.
    package var profiles: [InputProfile] { inputs.map(\.profile) }

    private static func check(
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
    ///   - onProgress: called on the caller's thread after each commit.
    /// - Throws: when the job cannot even be started.
    package func run(
        stop: StopFlag, onProgress: ((ImportProgress) -> Void)? = nil
    ) throws(ImportError) -> ImportOutcome {
        let begin = ContinuousClock.now
        let context = try Self.storing { () throws(StoreError) in try startJob() }
        var summary = ImportSummary()
        if !context.isDryRun { summary.job = context.job }
        summary.inputs = profiles
        summary.rejects = options.rejects.map {
            RejectsSink.paths($0, count: inputs.count).joined(separator: ", ")
        }
        if case .file(let path) = options.report { summary.report = path }
        do {
            summary = try commitRows(context, summary, stop: stop, onProgress: onProgress)
        } catch {
            failure.record(error.error)
            summary = error.summary
        }
        summary.seconds = Self.seconds(since: begin)
        return finish(summary, context, stop)
    }

    private func commitRows(
        _ context: RunContext, _ summary: ImportSummary, stop: StopFlag,
        onProgress: ((ImportProgress) -> Void)?
    ) throws(HaltedRun) -> ImportSummary {
        let group = CommitGroup(rowsMax: options.groupRows, batchRows: options.batchRows)
        let stages = RunStages(threads: options.threads, batchRows: options.batchRows)
        let report = ReportStage(
            sink: sink, format: options.reportFormat, line: reportLine(context))
        defer {
            stages.cancel()
            report.end()
        }
        var latest = summary
        do {
            let commit = try Self.storing { () throws(StoreError) in
                try CommitStage(
                    context: context, group: group, summary: summary,
                    prepared: stages.prepared,
                    free: stages.freePrepared, report: report, rejects: rejects, stop: stop)
            }
            stages.start(inputs, rules: context.rules, failure: failure, stop: stop)
            try commit.run { (summary: ImportSummary) in
                latest = summary
                onProgress?(self.progress(summary))
            }
        } catch {
            throw HaltedRun(error: error, summary: latest)
        }
        return latest
    }

    private func progress(_ summary: ImportSummary) -> ImportProgress {
        let sizes = inputs.map(\.totalBytes)
        let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
        return ImportProgress(
            rows: summary.rows, refused: summary.errorCount, bytes: summary.bytes,
            totalBytes: total, mills: summary.validation.mills)
    }

    private func reportLine(_ context: RunContext) -> ReportLine {
        ReportLine(
            ids: PublicIDMaker(secret: idSecret), lists: context.rules.lists,
            journeys: context.journeys.journeys, inputNames: inputs.map(\.name))
    }

    private var idSecret: [UInt8] = []

    /// Reads what the run needs from the workspace and writes the job's row.
    private func startJob() throws(StoreError) -> RunContext {
        idSecret = try workspace.idSecret()
        let store = try ImportStore(workspace)
        let rules = try requestRules(store)
        let active = try workspace.journeys(of: account.id).filter { $0.status == .active }
        let method: SignupMethod = options.kind == .singleAdd ? .api : .importFile
        let journeys = JourneyBook(
            active.map { .init(id: $0.id, name: $0.name, trigger: $0.trigger) },
            lists: rules.lists, signupMethod: method.name)
        try store.begin()
        let job = try store.jobs.start(
            account: account.id, kind: options.kind.rawValue, inputs: inputNames,
            options: options.json, clock: clock, startedAt: Int64(Date().timeIntervalSince1970),
            checkpoint: ImportSummary().checkpoint(reportLength: 0))
        if !options.isDryRun { try store.commit() }
        return RunContext(
            account: account.id, rejectsVoip: account.rejectsVoip,
            billingRefusal: account.billingRefusal.map { .billing($0.code) }, rules: rules,
            journeys: journeys, hasBlocklist: try store.hasBlocklist(account: account.id),
            job: job, isDryRun: options.isDryRun, clock: clock, signupMethod: method,
            optOutReason: options.kind == .unsubscribe ? .manual : .importFile, store: store)
    }

    private func requestRules(_ store: ImportStore) throws(StoreError) -> RequestRules {
        let lists = try workspace.lists()
            .filter { $0.account == account.id && $0.status != .deleted }
            .map { RunList(id: $0.id, phone: $0.phone, tag: $0.tag) }
        var rules = RequestRules(
            lists: lists, listNumber: options.listNumber, defaultFlags: options.defaultFlags,
            forcedFlags: options.kind == .unsubscribe ? .optedOut : [],
            keepsExtraKeys: options.extraColumns == .custom,
            dayFirst: options.dateOrder == .dayFirst, clock: clock,
            ranges: try store.numberRanges(), region: options.region ?? account.region)
        rules.keepsRaw = rejects != nil
        rules.keys = options.keyMapping
        return rules
    }

    private var inputNames: String { JSONList.text(inputs.map(\.name)) }

    /// Writes the job's end and says how it went.
    private func finish(
        _ summary: ImportSummary, _ context: RunContext, _ stop: StopFlag
    ) -> ImportOutcome {
        var summary = summary
        summary.state = context.isDryRun ? .dryRun : .finished
        if stop.requested != nil { summary.state = .interrupted }
        if failure.first != nil { summary.state = .failed }
        if context.isDryRun {
            context.store.rollBack()
            return ImportOutcome(summary: summary, problem: failure.first, signal: stop.requested)
        }
        do {
            try Self.storing { () throws(StoreError) in
                try context.store.jobs.finish(
                    job: context.job, state: summary.state.rawValue,
                    checkpoint: summary.checkpoint(
                        reportLength: sink.length, rejectsLengths: rejects?.lengths ?? []),
                    at: Int64(Date().timeIntervalSince1970), failure: failure.first?.message)
            }
        } catch {
            failure.record(error)
            summary.state = .failed
        }
        return ImportOutcome(
            summary: summary, problem: failure.first, signal: stop.requested)
    }

    private static func seconds(since begin: ContinuousClock.Instant) -> Double {
        let elapsed = (ContinuousClock.now - begin).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }

    private static func storing<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(ImportError) -> Value {
        do { return try body() } catch { throw ImportError(error) }
    }
}

/// A run that could not go on, with what it had committed.
private struct HaltedRun: Error {
    let error: ImportError
    let summary: ImportSummary
}

/// How far a run is.
package struct ImportProgress: Sendable {
    package let rows: Int
    package let refused: Int
    package let bytes: UInt64
    /// nil when an input is a pipe.
    package let totalBytes: UInt64?
    package let mills: Int
}

/// How a run ended.
package struct ImportOutcome: Sendable {
    package let summary: ImportSummary
    /// Why it did not end well; what the summary counts is committed all the same.
    package let problem: ImportError?
    /// The signal that ended it early.
    package let signal: Int32?

    /// 0, 3, 75, 1, or 128 and the signal's number.
    package var exitStatus: Int32 {
        if let problem { return problem.exitStatus }
        if let signal { return 128 + signal }
        return summary.errorCount > 0 ? 3 : 0
    }
}
