import Contacts
import PhoneNumbers
import Records

/// What an import is asked to do; every default is the single-add endpoint's.
///
/// ```swift
/// var options = ImportOptions(inputs: [.file("contacts.csv")])
/// options.listNumber = "+18005551234"
/// options.useJourneys = true
/// ```
public struct ImportOptions: Sendable {
    /// Where records come from, in this order; 1 to 1,000 of them.
    public var inputs: [InputLocation]
    /// What kind of job this is; it decides the sign-up method and the opt-out reason.
    package var kind = JobKind.importFile
    /// The number of the list for rows that name none, as people write it; nil: such rows are
    /// refused.
    public var listNumber: String?
    /// nil: found from the content.
    package var format: RecordFormat?
    /// nil: found from the bytes.
    package var encoding: TextEncoding?
    /// CSV: nil: found from the content.
    package var delimiter: UInt8?
    /// CSV: nil: found from the content.
    package var quote: UInt8?
    /// CSV: false says that the first record is a row; true leaves it to the content.
    public var mayHaveHeader = true
    /// The job's instant, seconds since 1970; nil: now.
    package var clock: Int64?
    /// The line that must end standard input; nil: it ends where it ends.
    package var endLine: String?
    /// Order of day and month in dates with slashes or dashes.
    public var dateOrder = DateOrder.monthFirst
    /// What becomes of columns or keys that are no field; nil: custom fields for CSV, ignored for
    /// NDJSON.
    public var extraColumns: ExtraColumns?
    /// Where the meaning of columns comes from.
    package var mapping = MappingOptions.Choice.found
    /// The input is not a file's beginning, where it was decided what columns mean.
    var isPart = false
    /// Columns or keys to leave out by their names; columns of CSV also by their places, as `#2`.
    public var ignoredColumns: [String] = []
    /// nil: the account's region.
    package var region: Region?
    /// Enrol contacts in the active welcome journeys that match; a row's own `use_journeys` wins.
    public var useJourneys = false
    /// Enrol only contacts that were not on the list before.
    public var skipJourneyIfExists = true
    /// Replace custom fields as a whole instead of merging them by key.
    public var replaceCustomFields = false
    /// Look numbers up first, for $0.003 each that was not looked up before.
    public var useValidation = false
    /// Pay again for numbers that were looked up before, at most once for a number and job.
    public var force = false
    /// What rows do with contacts that are on the list already.
    public var existing = ExistingContacts.update
    /// Members of the list that are missing from the inputs leave it; nil: nobody leaves.
    public var sync: SyncLimits?
    /// Who answers validations; nil: the local data.
    package var provider: ProviderOptions?
    /// What the paid lookups of the job may cost, in mills ($0.001); nil is no limit.
    public var millsMax: Int?
    /// Stop before more rows than this are refused; nil is no limit.
    public var maxRejects: RejectLimit?
    /// Stop before journeys take more people than this; nil is no limit.
    public var enrolmentsMax: Int?
    /// The caller's name for the job, 1 to 200 bytes, unique in the workspace. When the job of this
    /// name is finished, nothing is done; when it is not, it goes on behind its last commit.
    public var jobKey: String?
    /// An unfinished job that is given up for this one.
    package var replacedJob: Int64?
    /// JSON object of what was typed, kept with the job for who resumes it.
    package var invocation = "{}"
    /// Files that these options were read from: settings, a mapping, keys.
    package var settings: [String] = []
    /// Files of the named folders and patterns that earlier jobs have read; nil when none were
    /// named.
    package var skippedFiles: Int?
    /// Decide and report everything, store and pay nothing.
    public var isDryRun = false
    package var report = ReportDestination.none
    /// How the lines of the report are written.
    public var reportFormat = ReportFormat.ndjson
    /// Gets the rows of each commit, on the report's thread, beside the report.
    var onResults: (@Sendable ([ReportedRow]) -> Void)?
    /// The path of a file for refused rows as they came, to be mended and imported again; nil:
    /// nowhere. With several inputs each has a file of its own, `rejects.2.csv`.
    public var rejects: String?
    /// Worker threads that normalize rows, 1…64; no more are used than the memory allows, up to
    /// 16.
    public var threads = 2
    /// Rows of one batch, 1…4096.
    package var batchRows = batchRowsMax
    /// Rows that one commit takes at most, 1…32,768; fewer where the memory asks for it.
    public var groupRows = CommitGroup.rowsMax
    /// What the process may take at its peak, in MiB, 64 or more. More than 192 changes nothing. A
    /// program that imports by itself adds what it takes without that, beyond some 30 MiB.
    public var memoryMiB = MemoryBudget.usual

    /// Options for inputs, everything else as the single-add endpoint has it.
    public init(inputs: [InputLocation]) { self.inputs = inputs }

    /// Inputs of one import: each is open at once.
    package static let inputsMax = 1_000
    /// Bytes of the name of a job.
    package static let jobKeyBytesMax = 200
    /// More threads than the machines have that it runs on; each costs two batches.
    package static let threadsMax = 64
    /// Enough that handing a batch on costs nothing a row; more than 1 MiB of them never fit.
    static let batchRowsMax = 4096

    /// Rows of one batch, no more than a commit takes; small where a provider may be slow, so that
    /// its rows are committed often.
    var batchRowsInForce: Int {
        min(batchRows, groupRows, isDryRun || provider == nil ? Self.batchRowsMax : 256)
    }

    /// What the run may hold.
    var memory: MemoryBudget {
        let asking = provider == nil ? 0 : Self.askingMiB
        return MemoryBudget(mebibytes: memoryMiB - asking, threads: threads)
    }

    /// What calls to a service take: the library that makes them, and answers on their way.
    private static let askingMiB = 16

    /// The budgets that `--memory` takes, in MiB.
    package static let memoryBounds = MemoryBudget.least...MemoryBudget.most

    /// Validations come from elsewhere or have a limit: a group waits for what its rows ask.
    var waitsForAnswers: Bool { !isDryRun && (provider != nil || millsMax != nil) }

    /// A limit may end the run behind any row.
    var hasRowLimit: Bool {
        millsMax != nil || maxRejects != nil || enrolmentsMax != nil
    }

    /// The job starts, stores its one row and ends in one transaction: one wait for the disk, and
    /// nothing is left of a request that was not answered. Calls to a provider are paid before
    /// their row is stored, so that their job is on disk before them.
    var isOneTransaction: Bool {
        kind == .singleAdd && !isDryRun && !waitsForAnswers
    }

    /// How far a stage's thread gives way: behind a single request no stage works ahead, and giving
    /// way on a busy machine would only keep its caller waiting.
    func rank(_ usual: ThreadRank) -> ThreadRank { kind == .singleAdd ? .first : usual }

    /// The files of refused rows, as the summary names them.
    var rejectsText: String? {
        rejects.map { RejectsSink.paths($0, count: inputs.count).joined(separator: ", ") }
    }

    /// What the run wants of its inputs' columns.
    func mappingOptions(region: Region) -> MappingOptions {
        var options = MappingOptions()
        options.choice = mapping
        options.ignored = ignoredColumns
        options.keepsExtra = extraColumns != .ignore
        options.dayFirst = dateOrder == .dayFirst
        options.region = region
        options.takesUndecided = kind == .unsubscribe
        options.isPart = isPart
        return options
    }

    /// What the keys of NDJSON rows mean; a single request has the endpoint's.
    var keyMapping: KeyMapping? {
        kind == .singleAdd ? nil : KeyMapping(mappingOptions(region: .us))
    }

    /// Whether keys that tell who left want a decision, in whatever row they stand.
    var asksAboutKeys: Bool { kind == .importFile }

    /// What a row means by itself, for who reads without a workspace.
    ///
    /// - Parameter clock: the instant that sign-up dates are compared with, seconds since 1970.
    func rules(clock: Int64, region: Region) -> RequestRules {
        var rules = RequestRules(
            keepsExtraKeys: extraColumns == .custom, dayFirst: dateOrder == .dayFirst,
            clock: clock, region: region)
        rules.keys = keyMapping
        rules.asksAboutKeys = asksAboutKeys
        return rules
    }

    /// How the inputs are read.
    var readerOptions: ReaderOptions {
        var options = ReaderOptions(
            format: format, encoding: encoding, delimiter: delimiter, quote: quote)
        options.marksRecords = hasRowLimit
        return options
    }
}

/// Where records come from.
public enum InputLocation: Hashable, Sendable {
    /// The path of a file.
    case file(String)
    /// The process's standard input.
    case standardInput
    /// Records in memory: what a file would hold.
    case bytes([UInt8])
}

/// Where the report goes.
package enum ReportDestination: Sendable {
    case none
    case file(String)
    case standardOutput
    /// Gives the caller bytes of whole lines, on the report's thread.
    case lines(@Sendable ([UInt8]) -> Void)
}

/// How a report line is written.
public enum ReportFormat: String, Sendable {
    /// One JSON object a line.
    case ndjson
    /// A header and one record a row; cells that a spreadsheet would run are disarmed.
    case csv
}

/// What becomes of columns or keys that are no field.
public enum ExtraColumns: String, Sendable {
    /// They are custom fields of their name.
    case custom
    /// They are left out.
    case ignore
}

/// What rows do with contacts that are on the list already.
public enum ExistingContacts: String, Sendable, CaseIterable {
    /// Fields are merged, consent evidence is filled in.
    case update
    /// Only what they lack is filled in.
    case fill
    /// They stay as they are, but for an opt-out; who left by a sync comes back.
    case skip

    /// Kept in fingerprints: must never change.
    var fingerprintMode: UInt64 {
        switch self {
        case .update: 1
        case .fill: 2
        case .skip: 3
        }
    }
}

/// Order of day and month in dates with slashes or dashes.
public enum DateOrder: String, Sendable {
    /// `MM/DD/YYYY`.
    case monthFirst = "mdy"
    /// `DD/MM/YYYY`.
    case dayFirst = "dmy"
}

/// What a job does with its rows.
package enum JobKind: String, Sendable {
    case importFile = "import"
    case singleAdd = "add"
    case unsubscribe = "unsubscribe"
    case validate = "validate"
}
