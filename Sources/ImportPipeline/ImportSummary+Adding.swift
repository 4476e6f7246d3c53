import Contacts

extension ImportSummary {
    /// The summary of two jobs that imported parts of one input at the same time: counts add up,
    /// the longer one's time and the worse one's state hold.
    package func adding(_ other: ImportSummary) -> ImportSummary {
        var sum = self
        sum.state = state.gravity < other.state.gravity ? other.state : state
        sum.rows = rows.addingClamped(other.rows)
        sum.successCount = successCount.addingClamped(other.successCount)
        sum.errorCount = errorCount.addingClamped(other.errorCount)
        sum.errors.merge(other.errors) { $0.addingClamped($1) }
        sum.contactsCreated = contactsCreated.addingClamped(other.contactsCreated)
        sum.listContactsCreated = listContactsCreated.addingClamped(other.listContactsCreated)
        sum.updated = updated.addingClamped(other.updated)
        sum.unchanged = unchanged.addingClamped(other.unchanged)
        sum.duplicates = duplicates.addingClamped(other.duplicates)
        sum.skippedOptedOut = skippedOptedOut.addingClamped(other.skippedOptedOut)
        sum.skippedBlocked = skippedBlocked.addingClamped(other.skippedBlocked)
        sum.journeysEnrolled = journeysEnrolled.addingClamped(other.journeysEnrolled)
        sum.enrolled.merge(other.enrolled) { $0.addingClamped($1) }
        sum.warnings.merge(other.warnings) { $0.addingClamped($1) }
        sum.validation = validation.adding(other.validation)
        sum.bytes = bytes.addingClamped(other.bytes)
        sum.seconds = max(seconds, other.seconds)
        sum.resumed = resumed.addingClamped(other.resumed)
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
        sum.total = total.addingClamped(other.total)
        sum.ok = ok.addingClamped(other.ok)
        sum.unreachable = unreachable.addingClamped(other.unreachable)
        sum.invalid = invalid.addingClamped(other.invalid)
        sum.risky = risky.addingClamped(other.risky)
        sum.unknown = unknown.addingClamped(other.unknown)
        sum.errors = errors.addingClamped(other.errors)
        sum.cached = cached.addingClamped(other.cached)
        sum.repeated = repeated.addingClamped(other.repeated)
        sum.notAsked = notAsked.addingClamped(other.notAsked)
        sum.mills = mills.addingClamped(other.mills)
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
