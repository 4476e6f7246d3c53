import ContactStore
import Contacts
import ImportPipeline
import Records

/// What a page tells: a job as its last commit left it.
struct PageSubject {
    let summary: ImportSummary
    let details: JobDetails
    let kind: String
    let state: String
    /// As the user named them.
    let inputs: [String]
    /// nil for a dry run, which leaves no job.
    let account: String?
    let startedAt: String?
    let failure: String?
    let reasons: [RefusalReason]

    /// - Parameter job: the job's row; nil for a dry run.
    init(_ outcome: ImportOutcome, _ job: JobRecord?, kind: String, inputs: [String]) {
        summary = outcome.summary
        details = outcome.details
        self.kind = job?.kind ?? kind
        state = job?.state ?? outcome.summary.state.rawValue
        self.inputs = inputs
        account = job?.account
        startedAt = job?.startedAt
        failure = job?.failure ?? outcome.problem?.message
        reasons = RefusalReason.all(of: outcome)
    }

    /// A past job; nil when its row was not written by this program.
    init?(_ job: JobRecord) {
        guard let outcome = ImportOutcome(finished: job.checkpoint) else { return nil }
        let names = outcome.summary.inputs.map(\.name)
        let isOneRequest = job.kind == JobKind.singleAdd.rawValue
        self.init(
            outcome, job, kind: job.kind,
            inputs: isOneRequest ? ["one request"] : names.isEmpty ? ["single numbers"] : names)
    }

    /// A job of lookups alone, which stores no rows.
    var isLookup: Bool { kind == JobKind.validate.rawValue }

    var skipped: Int { summary.skippedOptedOut + summary.skippedBlocked }

    /// The inputs without their folders: a page goes to people who have others.
    var names: [String] { inputs.map(Self.name) }

    static func name(_ path: String) -> String {
        if path == "-" { return "standard input" }
        return path.split(separator: "/").last.map(String.init) ?? path
    }
}
