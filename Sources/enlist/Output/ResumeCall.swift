import Foundation
import ImportPipeline

/// The words that go on with an unfinished job, from whatever folder they are typed in.
struct ResumeCall {
    let job: Int64
    let workspacePath: String
    let readsStandardInput: Bool
    /// Why the job stands still, where that is known.
    var stoppedBy: ImportError.Kind?

    var command: String {
        let path = URL(fileURLWithPath: workspacePath).standardizedFileURL.path
        let limit = stoppedBy.map(Self.higherLimit) ?? ""
        let input = readsStandardInput ? " < INPUT" : ""
        return "enlist resume \(job)\(limit) --workspace \(ShellWord.quoted(path))\(input)"
    }

    /// A run that stopped at a limit would stop there again: how much higher it may be is for
    /// people to say.
    static func higherLimit(after kind: ImportError.Kind) -> String {
        switch kind {
        case .cost: " --max-cost HIGHER"
        case .rejects: " --max-rejects HIGHER"
        case .enrolments: " --max-enroll HIGHER"
        case .removals: " --max-removals HIGHER"
        default: ""
        }
    }
}
