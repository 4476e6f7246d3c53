import Foundation
import ImportPipeline

/// The words that go on with an unfinished job, from whatever folder they are typed in.
struct ResumeCall {
    let job: Int64
    let workspacePath: String
    let readsStandardInput: Bool
    /// Why the job stands still, where that is known.
    var problem: ImportError?

    var command: String {
        let path = URL(fileURLWithPath: workspacePath).standardizedFileURL.path
        let change = problem.map(Self.change) ?? ""
        let input = readsStandardInput ? " < INPUT" : ""
        return "enlist resume \(job)\(change) --workspace \(ShellWord.quoted(path))\(input)"
    }

    /// Whether results can go where the earlier ones are: a descriptor ends with its process.
    static func isPossible(_ invocation: Invocation) -> Bool {
        let report = invocation["--report"] ?? ""
        return !["/dev/fd/", "/proc/self/fd/"].contains { report.hasPrefix($0) }
    }

    /// What has to be different the next time. A run that stopped at a limit would stop there
    /// again: how much higher it may be is for people to say. The rows of an input that was cut are
    /// stored as far as they are there: a whole one is read from its beginning.
    static func change(after problem: ImportError) -> String {
        if problem.code == "input_cut" { return " --anew" }
        return switch problem.kind {
        case .cost: " --max-cost HIGHER"
        case .rejects: " --max-rejects HIGHER"
        case .enrolments: " --max-enroll HIGHER"
        case .removals: " --max-removals HIGHER"
        default: ""
        }
    }
}
