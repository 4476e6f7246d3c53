import Contacts

extension ImportSummary {
    /// The summary of two jobs that imported parts of one input at the same time: counts add up,
    /// the longer one's time and the worse one's state hold.
    package func adding(_ other: ImportSummary) -> ImportSummary {
        var sum = self
        sum.state = state.gravity < other.state.gravity ? other.state : state
        sum.rows += other.rows
        sum.successCount += other.successCount
        sum.errorCount += other.errorCount
        sum.errors.merge(other.errors, uniquingKeysWith: +)
        sum.contactsCreated += other.contactsCreated
        sum.listContactsCreated += other.listContactsCreated
        sum.updated += other.updated
        sum.unchanged += other.unchanged
        sum.duplicates += other.duplicates
        sum.skippedOptedOut += other.skippedOptedOut
        sum.skippedBlocked += other.skippedBlocked
        sum.journeysEnrolled += other.journeysEnrolled
        sum.enrolled.merge(other.enrolled, uniquingKeysWith: +)
        sum.warnings.merge(other.warnings, uniquingKeysWith: +)
        sum.validation = validation.adding(other.validation)
        sum.bytes += other.bytes
        sum.seconds = max(seconds, other.seconds)
        sum.resumed += other.resumed
        return sum.withoutFiles
    }

    /// Files, and what is said about them, belong to one job.
    private var withoutFiles: ImportSummary {
        var summary = self
        summary.report = nil
        summary.rejects = nil
        summary.inputs = []
        summary.damage = DamageTally()
        summary.sync = nil
        summary.skippedFiles = nil
        return summary
    }
}

extension ValidationCounts {
    func adding(_ other: ValidationCounts) -> ValidationCounts {
        var sum = self
        sum.total += other.total
        sum.ok += other.ok
        sum.unreachable += other.unreachable
        sum.invalid += other.invalid
        sum.risky += other.risky
        sum.unknown += other.unknown
        sum.errors += other.errors
        sum.cached += other.cached
        sum.mills += other.mills
        return sum
    }
}

extension JobState {
    /// Of parts of one import the gravest state is the whole's.
    fileprivate var gravity: Int {
        switch self {
        case .finished: 0
        case .dryRun: 1
        case .undone: 2
        case .abandoned: 3
        case .running: 4
        case .interrupted: 5
        case .failed: 6
        }
    }
}

extension ImportOutcome {
    /// The added-up jobs of several workspaces.
    package init(sum: ImportSummary) {
        self.init(Checkpoint(summary: sum), problem: nil, signal: nil)
    }
}
