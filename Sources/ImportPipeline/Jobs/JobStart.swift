import ContactStore
import Contacts
import Foundation
import PhoneNumbers
import Records

/// Reads what a run needs from the workspace and writes its job's row: a new one, or the one that
/// goes on.
struct JobStart {
    let workspace: Workspace
    let account: Account
    let options: ImportOptions
    let inputNames: [String]
    /// The job's one instant, seconds since 1970.
    let clock: Int64
    let resumed: ResumedJob?

    /// Writes the job's row and returns what stays the same for all its rows, and where it stands.
    /// The transaction of a dry run and of a job that has only one stays open.
    ///
    /// - Parameter inputs: what the inputs turned out to be.
    func start(_ inputs: [InputProfile]) throws(StoreError) -> (RunContext, Checkpoint) {
        let store = try ImportStore(workspace)
        let rules = try requestRules(ranges: store.numberRanges())
        var checkpoint = resumed?.checkpoint ?? Checkpoint(summary: ImportSummary())
        checkpoint.summary.state = .running
        checkpoint.summary.report = options.reportPath
        checkpoint.summary.rejects = options.rejectsText
        checkpoint.summary.inputs = inputs
        try store.begin()
        let job = try writeRow(store, rules, &checkpoint)
        if !options.isDryRun, !options.isOneTransaction { try store.commit() }
        let syncedList = options.sync == nil ? nil : rules.defaultListIndex
        let method: SignupMethod = options.kind == .singleAdd ? .api : .importFile
        let context = RunContext(
            account: account.id, rejectsVoip: account.rejectsVoip,
            billingRefusal: account.billingRefusal.map { .billing($0.code) }, rules: rules,
            journeys: try journeys(rules, method), states: RangeStates(rules.ranges),
            hasBlocklist: try store.hasBlocklist(account: account.id),
            hasDNC: try store.hasDNC(), job: job, forcedBefore: try forcedBefore(store),
            isDryRun: options.isDryRun,
            lastValidationBefore: options.isDryRun ? try store.validations.lastKey() : .max,
            clock: clock,
            signupMethod: method,
            optOutReason: options.kind == .unsubscribe ? .manual : .importFile,
            existing: options.existing, syncedList: syncedList,
            fingerprint: RowFingerprint(
                secret: try workspace.idSecret(), mode: options.existing.fingerprintMode),
            localAnswers: LocalAnswers(ranges: rules.ranges), store: store, answers: answers)
        if !options.isDryRun { checkpoint.summary.job = job }
        return (context, checkpoint)
    }

    private func writeRow(
        _ store: ImportStore, _ rules: RequestRules, _ checkpoint: inout Checkpoint
    ) throws(StoreError) -> Int64 {
        if let resumed {
            checkpoint.summary.resumed += 1
            checkpoint.summary.job = resumed.id
            try store.jobs.goOn(resumed.id, checkpoint: checkpoint.json)
            return resumed.id
        }
        checkpoint.summary.skippedFiles = options.skippedFiles
        if let replaced = options.replacedJob { try store.jobs.abandon(replaced) }
        if let list = syncedList(rules) {
            let number = PhoneNumber(digits: list.phone).e164
            try store.jobs.abandonSyncs(of: number)
            checkpoint.summary.sync = SyncCounts(
                list: number, members: try store.members.count(list: list.id))
        }
        return try store.jobs.start(newJob(checkpoint.json))
    }

    /// The job's row as it begins.
    func newJob(_ checkpoint: String) -> NewJob {
        NewJob(
            account: account.id, kind: options.kind.rawValue, key: options.jobKey,
            inputs: JSONList.text(inputNames), options: options.json,
            invocation: options.invocation, clock: clock,
            startedAt: Int64(Date().timeIntervalSince1970), checkpoint: checkpoint)
    }

    /// The list whose missing members leave; nil when there is none.
    private func syncedList(_ rules: RequestRules) -> RunList? {
        if options.sync == nil { return nil }
        return rules.defaultListIndex.map { rules.lists[Int($0)] }
    }

    /// Stops a sync before anything happens when the inputs cannot hold enough of the list's
    /// members.
    func checkSync(_ inputs: [ImportInput]) throws(ImportError) {
        guard let limits = options.sync, resumed == nil else { return }
        let members = try storing { () throws(StoreError) -> Int? in
            let rules = try requestRules(ranges: NumberRanges([]))
            guard let list = syncedList(rules) else { return nil }
            return try ImportStore(workspace).members.count(list: list.id)
        }
        guard let members else {
            throw ImportError(
                .usage, code: "list_not_found",
                "--sync: --list must name a list of account \"\(account.name)\"")
        }
        try SyncGuard(limits: limits, members: members, options: options).check(inputs)
    }

    /// Numbers that the job has forced before, of those that other jobs have forced since.
    func forcedBefore(_ store: ImportStore) throws(StoreError) -> Set<UInt64> {
        guard let resumed else { return [] }
        let waiting = try store.arrivals.waiting(account: account.id)
        let own = waiting.filter { $0.job == resumed.id && $0.isForced }
        return Set(own.compactMap { CallBody.asks($0.question) }.joined().map(\.phone))
    }

    /// A dry run asks nobody: the local data stand for the provider's.
    private var answers: AnswerBook? {
        options.waitsForAnswers ? AnswerBook() : nil
    }

    private func journeys(
        _ rules: RequestRules, _ method: SignupMethod
    ) throws(StoreError) -> JourneyBook {
        let active = try workspace.journeys(of: account.id).filter { $0.status == .active }
        return JourneyBook(
            active.map { .init(id: $0.id, name: $0.name, trigger: $0.trigger) },
            lists: rules.lists, signupMethod: method.name)
    }

    private func requestRules(ranges: NumberRanges) throws(StoreError) -> RequestRules {
        let lists = try workspace.lists()
            .filter { $0.account == account.id && $0.status != .deleted }
            .map { RunList(id: $0.id, phone: $0.phone, tag: $0.tag) }
        var rules = RequestRules(
            lists: lists, listNumber: options.listNumber, defaultFlags: options.defaultFlags,
            forcedFlags: options.kind == .unsubscribe ? .optedOut : [],
            keepsExtraKeys: options.extraColumns == .custom,
            dayFirst: options.dateOrder == .dayFirst, clock: clock,
            ranges: ranges, region: options.region ?? account.region)
        rules.keepsRaw = options.rejects != nil
        rules.keys = options.keyMapping
        rules.asksAboutKeys = options.asksAboutKeys
        rules.keepsRefusedNumbers = options.sync != nil
        return rules
    }
}

/// An unfinished job that goes on.
package struct ResumedJob: Sendable {
    let id: Int64
    /// Seconds since 1970, as when it started.
    let clock: Int64
    let checkpoint: Checkpoint
    /// What decided the meaning of its rows, as `ImportOptions.json` writes it.
    private let options: String
    private let kind: String

    /// Throws when rows would mean something else from here on: the mapping file was changed.
    func check(_ options: ImportOptions) throws(ImportError) {
        guard self.options != options.json else { return }
        throw ImportError(
            .changed, code: "mapping_changed",
            "job \(id): the mapping file is not what the job was started with: give it back and "
                + "resume, or import all rows again with --anew")
    }

    /// Whether rows mean the same and results go where the job has put them.
    func isStarted(with options: ImportOptions) -> Bool {
        let summary = checkpoint.summary
        return self.options == options.json && kind == options.kind.rawValue
            && summary.report == options.reportPath && summary.rejects == options.rejectsText
    }

    /// Up to the end of the year 9999: what follows from a clock is no more than a number can say.
    private static let instants: ClosedRange<Int64> = 0...253_402_300_799

    /// - Throws: when the job's row says nothing that this program can go on from.
    package init(_ job: JobRecord) throws(ImportError) {
        guard let checkpoint = Checkpoint(parsing: job.checkpoint) else {
            throw ImportError(
                .changed, code: "checkpoint_unreadable",
                "job \(job.id): its checkpoint was not written by this program; "
                    + "import all rows again with --anew")
        }
        guard Self.instants.contains(job.instant) else {
            throw ImportError(
                .workspace, code: "job_damaged",
                "job \(job.id): its clock is damaged; import all rows again with --anew")
        }
        id = job.id
        let hour: Int64 = 3_600
        clock = job.instant + (DeliberateFault.clockNotFrozen.isPlanted ? hour : 0)
        self.checkpoint = checkpoint
        options = job.options
        kind = job.kind
    }
}
