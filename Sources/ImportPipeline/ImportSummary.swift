import Contacts
import Records

/// The counters of a job; the JSON form is the interface's summary.
package struct ImportSummary: Sendable, Equatable {
    /// nil for a dry run, which leaves no job behind.
    package var job: Int64?
    package var state = JobState.running
    package var rows = 0
    package var successCount = 0
    package var errorCount = 0
    /// Refused rows by error code.
    package var errors: [String: Int] = [:]
    package var contactsCreated = 0
    package var listContactsCreated = 0
    package var updated = 0
    package var unchanged = 0
    package var duplicates = 0
    package var skippedOptedOut = 0
    package var skippedBlocked = 0
    package var journeysEnrolled = 0
    /// The same by name of the journey.
    package var enrolled: [String: Int] = [:]
    /// Warnings by kind; the kinds hold no personal data.
    package var warnings: [String: Int] = [:]
    package var validation = ValidationCounts()
    /// Input bytes read.
    package var bytes: UInt64 = 0
    package var seconds = 0.0
    /// Where the report is; nil when there is none.
    package var report: String?
    package var rejects: String?
    /// What the inputs turned out to be.
    package var inputs: [InputProfile] = []
    /// What is damaged in the inputs.
    package var damage = DamageTally()
    /// What became of the members of a list that is synced.
    package var sync: SyncCounts?
    /// Files that were left out because an earlier job has read them; nil where only files were
    /// named.
    package var skippedFiles: Int?
    /// How often the job was resumed.
    package var resumed = 0

    package init() {}
}

/// Rows with a validation payload, by disposition, and what the job paid.
package struct ValidationCounts: Sendable, Equatable {
    package var total = 0
    package var ok = 0
    package var unreachable = 0
    package var invalid = 0
    package var risky = 0
    package var unknown = 0
    package var errors = 0
    package var cached = 0
    /// What the job paid, in mills.
    package var mills = 0

    package init() {}
}

/// Who left the list that a job synced.
package struct SyncCounts: Sendable, Equatable {
    /// The list's number in E.164.
    package var list: String
    /// Active members when the job began.
    package var members: Int
    /// Members that no row names; nil as long as not all rows are read.
    package var missing: Int?
    /// Of these, made inactive.
    package var removed = 0

    package init(list: String, members: Int) {
        self.list = list
        self.members = members
    }
}

/// How far a job is; the words are stored and printed.
package enum JobState: String, Sendable {
    case running
    case finished
    /// Stopped at a checkpoint by a signal.
    case interrupted
    /// Stopped by an error.
    case failed
    /// Given up for a new job.
    case abandoned
    /// Its effects were taken back.
    case undone
    case dryRun = "dry_run"
}
