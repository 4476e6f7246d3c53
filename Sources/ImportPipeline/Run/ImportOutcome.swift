/// How far a run is.
package struct ImportProgress: Sendable {
    package let rows: Int
    package let refused: Int
    package let bytes: UInt64
    /// nil when an input is a pipe.
    package let totalBytes: UInt64?
    package let mills: Int
    /// Something to say at once, such as that the provider is away.
    package var notice: String?
    /// nil for a dry run.
    package var job: Int64?
}

/// How a run ended.
package struct ImportOutcome: Sendable {
    package let summary: ImportSummary
    /// What is shown of the job beside its summary.
    package let details: JobDetails
    /// Why it did not end well; what the summary counts is committed all the same.
    package let problem: ImportError?
    /// The signal that ended it early.
    package let signal: Int32?

    /// Nothing was to be done: all files were read by earlier jobs.
    package init(skippedFiles: Int) {
        var summary = ImportSummary()
        summary.state = .finished
        summary.skippedFiles = skippedFiles
        self.init(Checkpoint(summary: summary), problem: nil, signal: nil)
    }

    /// A job of earlier, as its last commit left it.
    package init?(finished checkpoint: String) {
        guard let checkpoint = Checkpoint(parsing: checkpoint) else { return nil }
        summary = checkpoint.summary
        details = checkpoint.details
        problem = nil
        signal = nil
    }

    init(_ checkpoint: Checkpoint, problem: ImportError?, signal: Int32?) {
        summary = checkpoint.summary
        details = checkpoint.details
        self.problem = problem
        self.signal = signal
    }

    /// 0, 3, 75, 1, or 128 and the signal's number.
    package var exitStatus: Int32 {
        if let problem { return problem.exitStatus }
        if let signal { return 128 + signal }
        return summary.errorCount > 0 ? 3 : 0
    }

    /// The job that did not get to its end and can go on.
    package var unfinishedJob: Int64? {
        summary.state == .interrupted || summary.state == .failed ? summary.job : nil
    }
}
