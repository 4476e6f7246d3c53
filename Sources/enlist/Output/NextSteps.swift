import ImportPipeline
import Records

/// What can be done after a run, as commands to paste.
struct NextSteps {
    let outcome: ImportOutcome
    /// The import as typed, or as it was typed when it was started.
    let invocation: Invocation
    /// The folder that paths start from, where it is not the user's own.
    let folder: String?
    /// The inputs were found in a folder or by a pattern: what is put beside them is found there
    /// next time.
    var wasFolder = false

    /// So many files still make a command to paste.
    private static let filesMax = 20

    private var summary: ImportSummary { outcome.summary }

    /// Purposes and commands, in the order of their use; empty when there is nothing to do.
    var all: [(purpose: String, command: String)] {
        if summary.state == .dryRun {
            return [("import it for real", typed { $0.remove("--dry-run") })]
        }
        var steps: [(String, String)] = []
        if let job = outcome.unfinishedJob, ResumeCall.isPossible(invocation) {
            let input = invocation.arguments.contains("-") ? " < INPUT" : ""
            let change = outcome.problem.map(ResumeCall.change) ?? ""
            steps.append(("go on", own("resume \(job)\(change)") + input))
        }
        if summary.errorCount > 0, !invocation.arguments.contains("-"),
            invocation.arguments.count <= Self.filesMax
        {
            steps.append(rejects)
        }
        guard summary.state == .finished, let job = summary.job else { return steps }
        steps.append(("show it to others", own("jobs \(job) --html \(page)")))
        if summary.listContactsCreated + summary.updated > 0 {
            steps.append(("take it back", own("undo \(job)")))
        }
        return steps
    }

    /// A dry run asks no provider, and opt-outs have none: imported again, rows that are stored
    /// stay as they are.
    private var storesAgain: Bool {
        invocation.command != "import" || summary.errors["provider_error"] != nil
    }

    /// Refused rows are written by a run that stores nothing new; once they are there they are
    /// imported.
    private var rejects: (String, String) {
        if let rejects = invocation["--rejects"], invocation.arguments.count == 1 {
            return (
                "import mended rows",
                typed {
                    $0.replaceArguments(with: [rejects])
                    for option in ["--rejects", "--report", "--html", "--job"] { $0.remove(option) }
                }
            )
        }
        let name = place(of: invocation.arguments.first ?? "")
        return (
            "get refused rows",
            typed {
                for option in ["--html", "--job", "--max-rejects"] { $0.remove(option) }
                if !storesAgain { $0.set(flag: "--dry-run") }
                $0.set("--report", to: "/dev/null")
                $0.set("--rejects", to: PathName.adding("rejects", to: name))
            }
        )
    }

    /// A path beside the first input for its page.
    private var page: String {
        let name = invocation.arguments.first ?? "-"
        return ShellWord.quoted(name == "-" ? "import.html" : place(of: name) + ".html")
    }

    /// The path that names what is put beside an input.
    private func place(of input: String) -> String {
        guard wasFolder, let slash = input.utf8.lastIndex(of: 0x2F) else { return input }
        return String(input[input.utf8.index(after: slash)...])
    }

    /// Another command on the same workspace.
    private func own(_ words: String) -> String {
        let workspace = OptionDeclaration.workspace.name
        let option = invocation[workspace].map { " \(workspace) \(ShellWord.quoted($0))" } ?? ""
        return inFolder("enlist \(words)\(option)")
    }

    /// The import as typed with a change.
    private func typed(_ change: (inout Invocation) -> Void) -> String {
        var invocation = invocation
        change(&invocation)
        return inFolder("enlist \(invocation.typed)")
    }

    private func inFolder(_ command: String) -> String {
        folder.map { "cd \(ShellWord.quoted($0)) && \(command)" } ?? command
    }
}

extension Invocation {
    /// The words to type in a shell, in an order of their own.
    var typed: String {
        var words = [command] + arguments.map(ShellWord.quoted)
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            words += [name, ShellWord.quoted(value)]
        }
        for (name, values) in lists.sorted(by: { $0.key < $1.key }) {
            for value in values { words += [name, ShellWord.quoted(value)] }
        }
        return (words + flags.sorted()).joined(separator: " ")
    }
}
