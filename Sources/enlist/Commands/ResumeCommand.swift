import ContactStore
import Foundation
import ImportPipeline

extension CommandDeclaration {
    static let resume = CommandDeclaration(
        name: "resume", arguments: "[JOB]", argumentCount: 0...1,
        summary: "go on with an import that did not get to its end",
        details: [
            "JOB is a number from `enlist jobs`, or the KEY of `import --job`; without it, the newest\n"
                + "unfinished import. It goes on behind the last row that was stored, from the folder it was\n"
                + "started in; its report is continued. The inputs must still be what was read: that part\n"
                + "is checked. Standard input has to be given again from its beginning.",
            "The options it was started with hold, not the defaults below; what is given here takes\n"
                + "their place.",
        ],
        examples: [
            .init(command: "enlist resume", purpose: "go on with the newest unfinished import"),
            .init(command: "enlist resume 12 < contacts.csv", purpose: "one that read a pipe"),
            .init(
                command: "enlist resume 12 --anew",
                purpose: "give it up and import all its rows again, as a new job"),
        ],
        options: [.anew, .maxRejects, .maxEnroll, .maxRemovals]
            + OptionDeclaration.provider.filter {
                !["--provider", "--insecure-provider"].contains($0.name)
            }
            + ImportOptionDeclarations.output.filter {
                !["--report", "--report-format", "--rejects"].contains($0.name)
            },
        run: ResumeCommand.run)
}

/// `enlist resume`.
enum ResumeCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        // The remembered folder becomes the current one: what was typed now starts from here.
        var invocation = invocation
        invocation.setWorkspace(absolute(invocation.workspacePath))
        for option in CommandDeclaration.resume.options where option.isPath {
            if let path = invocation[option.name] {
                invocation.set(option.name, to: absolute(path))
            }
        }
        let job = try job(invocation)
        guard let typed = TypedImport(parsing: job.invocation) else {
            throw invocation.error(
                "job \(job.id) cannot be resumed: it does not say what was typed")
        }
        guard goesOn(with: typed) else {
            throw invocation.error(
                "job \(job.id) cannot be resumed: \(job.kind) is over when it stops; call it again")
        }
        guard FileManager.default.changeCurrentDirectoryPath(typed.folder) else {
            throw invocation.error(
                "job \(job.id) was started in \(typed.folder), which is not there any more")
        }
        let again = typed.invocation(with: invocation)
        FinalObject.want(again)
        MessageLog.ofProcess = MessageLog(again)
        return try ImportSession(again, ImportOptions(typed: again), resuming: job.id).run()
    }

    /// Whether what was typed reads rows.
    static func goesOn(with typed: TypedImport) -> Bool {
        ["import", "unsubscribe"].contains(typed.command)
    }

    /// The job that is meant; whether it can go on is decided under the workspace's lock.
    private static func job(_ invocation: Invocation) throws -> JobRecord {
        let workspace = try WorkspaceAccess.reading(invocation)
        let argument = invocation.arguments.first
        // Jobs of a program that imports by itself are for that program.
        let meant =
            try argument.map { try workspace.job(named: $0).map { [$0] } ?? [] }
            ?? workspace.unfinishedJobs().filter { job in
                TypedImport(parsing: job.invocation).map(goesOn) ?? false
            }
        let own = try AccountChoice.visible(meant, of: \.account, invocation, in: workspace)
        if let job = own.first { return job }
        throw invocation.error(
            (argument.map { "there is no job \($0)" } ?? "there is no unfinished import")
                + ": see `enlist jobs`")
    }

    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }
}
