/// How far a run is.
public struct ImportProgress: Sendable {
    /// Rows committed, refused ones included.
    public let rows: Int
    /// Of these, refused.
    public let refused: Int
    /// Bytes of the inputs up to there.
    public let bytes: UInt64
    /// Bytes of all inputs; nil when one is a pipe.
    public let totalBytes: UInt64?
    /// What lookups have cost so far, in mills ($0.001).
    public let mills: Int
    /// Something to say at once, such as that the provider is away.
    public package(set) var notice: String?
    /// The job's number; nil for a dry run.
    public package(set) var job: Int64?
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
