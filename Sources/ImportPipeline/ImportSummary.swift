import Contacts
import Records

/// The counters of a job: what its commits cover.
public struct ImportSummary: Sendable, Equatable {
    /// nil for a dry run, which leaves no job behind.
    public package(set) var job: Int64?
    /// Whether it got to its end.
    public package(set) var state = JobState.running
    /// Rows read and stored, refused ones included.
    public package(set) var rows = 0
    /// Rows accepted; with ``errorCount`` all rows.
    public package(set) var successCount = 0
    /// Rows refused.
    public package(set) var errorCount = 0
    /// Refused rows by error code.
    public package(set) var errors: [String: Int] = [:]
    /// Contacts that the workspace did not have.
    public package(set) var contactsCreated = 0
    /// Contacts that their list did not have.
    public package(set) var listContactsCreated = 0
    /// Rows that changed a contact of their list.
    public package(set) var updated = 0
    /// Rows that changed nothing.
    public package(set) var unchanged = 0
    /// Accepted rows whose list and number an earlier accepted row of the job had.
    public package(set) var duplicates = 0
    /// Rows of contacts that had opted out of the list earlier.
    public package(set) var skippedOptedOut = 0
    /// Rows of numbers on the account's blocklist.
    public package(set) var skippedBlocked = 0
    /// Enrolments in welcome journeys.
    public package(set) var journeysEnrolled = 0
    /// The same by name of the journey.
    public package(set) var enrolled: [String: Int] = [:]
    /// Warnings by kind; the kinds hold no personal data.
    public package(set) var warnings: [String: Int] = [:]
    /// Rows with a validation, and what lookups cost.
    public package(set) var validation = ValidationCounts()
    /// Input bytes read.
    public package(set) var bytes: UInt64 = 0
    /// Time that the job ran, resumed parts included.
    public package(set) var seconds = 0.0 {
        // As it is printed and stored, so that a stored summary is shown again as it was.
        didSet { seconds = Double(milliseconds) / 1_000 }
    }
    /// Where the report is; nil when there is none.
    public package(set) var report: String?
    /// Where refused rows are; nil when they are nowhere.
    public package(set) var rejects: String?
    /// What the inputs turned out to be.
    package var inputs: [InputProfile] = []
    /// What is damaged in the inputs.
    package var damage = DamageTally()
    /// What became of the members of a list that is synced.
    public package(set) var sync: SyncCounts?
    /// Files that were left out because an earlier job has read them; nil where only files were
    /// named.
    package var skippedFiles: Int?
    /// How often the job was resumed.
    public package(set) var resumed = 0

    package init() {}
}

/// Rows with a validation payload, by disposition, and what the job paid.
public struct ValidationCounts: Sendable, Equatable {
    /// All of them.
    public package(set) var total = 0
    /// Mobile numbers that are on no do-not-call list.
    public package(set) var ok = 0
    /// Fixed lines.
    public package(set) var unreachable = 0
    /// No valid numbers.
    public package(set) var invalid = 0
    /// On a do-not-call list, or VOIP.
    public package(set) var risky = 0
    /// None of these.
    public package(set) var unknown = 0
    /// Rows that got no answer; they are refused.
    public package(set) var errors = 0
    /// Answered by an earlier lookup, free of charge.
    public package(set) var cached = 0
    /// Of a dry run: those of the cached that an earlier row of the run would pay for.
    public package(set) var repeated = 0
    /// Of a dry run: rows that want a validation and are refused or passed over before any lookup.
    public package(set) var notAsked = 0
    /// What the job paid, in mills.
    public package(set) var mills = 0

    package init() {}
}

/// Who left the list that a job synced.
public struct SyncCounts: Sendable, Equatable {
    /// The list's number in E.164.
    public package(set) var list: String
    /// Active members when the job began.
    public package(set) var members: Int
    /// Members that no row names; nil as long as not all rows are read.
    public package(set) var missing: Int?
    /// Of these, made inactive.
    public package(set) var removed = 0

    package init(list: String, members: Int) {
        self.list = list
        self.members = members
    }
}

/// How far a job is; the words are stored and printed.
public enum JobState: String, Sendable {
    /// It goes on, or its process died.
    case running
    /// All rows are read and stored.
    case finished
    /// Stopped at a commit by a signal or a cancelled task.
    case interrupted
    /// Stopped by an error.
    case failed
    /// Given up for a new job.
    case abandoned
    /// Its effects were taken back.
    case undone
    /// Everything was decided, nothing stored.
    case dryRun = "dry_run"
}
