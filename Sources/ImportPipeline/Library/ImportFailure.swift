import ContactStore

/// Why an import, or the setting up of a workspace, cannot go on.
///
/// Holds no phone number, name or other cell content. The words are those of the command, which may
/// name one of its options where a library has a property.
public struct ImportFailure: Error, Equatable, CustomStringConvertible {
    /// A word for programs, such as `unauthorized`, `workspace_busy` or `input_cut`; it stays the
    /// same.
    public let code: String
    /// One sentence for people: the place first, then what is wrong, then what to do.
    public let message: String
    /// The same call may do better later, or with a higher limit; false for the limits of a sync,
    /// at which somebody has to look first. It goes on behind the last commit
    /// when it has a ``ImportOptions/jobKey`` or names the job.
    public let mayPass: Bool
    /// What was committed before; nil when no row was looked at.
    public let summary: ImportSummary?

    /// The message.
    public var description: String { message }

    init(_ error: ImportError, summary: ImportSummary? = nil) {
        code = error.code
        message = error.message
        mayPass = error.exitStatus == 75
        self.summary = summary
    }

    /// Any error of the layers below.
    init(of error: any Error) {
        switch error {
        case let error as ImportError: self.init(error)
        case let error as StoreError: self.init(ImportError(error))
        case let error as Unauthorized:
            self.init(ImportError(.unauthorized, code: "unauthorized", error.description))
        default: self.init(ImportError(.usage, code: "configuration", "\(error)"))
        }
    }
}
