import ContactStore
import Foundation
import Records

extension CommandDeclaration {
    static let jobs = CommandDeclaration(
        name: "jobs", arguments: "[JOB]", argumentCount: 0...1,
        summary: "show past and interrupted imports, or one in full",
        details: ["JOB is a number from the list, or the KEY of `import --job`."],
        examples: [
            .init(command: "enlist jobs", purpose: "all imports, newest first"),
            .init(command: "enlist jobs 12", purpose: "one of them in full"),
            .init(command: "enlist jobs 12 --html import.html", purpose: "one of them as a page"),
            .init(
                command: "enlist jobs --workspace 'shards/*.db'",
                purpose: "the imports of a sharded base, each added up"),
        ],
        options: [
            .init(name: "--all", summary: "with the jobs of single adds"), .json, .html, .keyFile,
        ],
        run: JobsCommand.run)
}

/// `enlist jobs`.
enum JobsCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        if FoundFiles.isPattern(invocation.workspacePath) {
            return try ShardJobsCommand.run(invocation)
        }
        let workspace = try WorkspaceAccess.reading(invocation)
        if let argument = invocation.arguments.first {
            let job = try job(argument, invocation, in: workspace)
            if let path = invocation[OptionDeclaration.html.name] {
                try JobPageFile.write(job, to: path, invocation)
                if !invocation.has("--json") { return 0 }
            }
            if invocation.has("--json") {
                return try FinalObject.write(
                    object(job), hasState: true, next: next(job, invocation))
            }
            try Terminal.print(JobText(job: job).text)
        } else {
            if invocation[OptionDeclaration.html.name] != nil {
                throw invocation.error(
                    "--html shows one job: enlist jobs JOB --html PATH; see `enlist jobs`")
            }
            let jobs = try AccountChoice.visible(
                workspace.jobs(withAdds: invocation.has("--all")), of: \.account, invocation,
                in: workspace)
            if invocation.has("--json") { return try FinalObject.write(json(jobs)) }
            try Terminal.print(table(jobs))
        }
        return 0
    }

    /// The command that goes on with an unfinished import.
    private static func next(_ job: JobRecord, _ invocation: Invocation) -> String? {
        guard job.isUnfinished, let typed = TypedImport(parsing: job.invocation),
            ResumeCommand.goesOn(with: typed)
        else { return nil }
        return ResumeCall(
            job: job.id, workspacePath: invocation.workspacePath,
            readsStandardInput: typed.arguments.contains("-")
        ).command
    }

    private static func job(
        _ argument: String, _ invocation: Invocation, in workspace: Workspace
    ) throws -> JobRecord {
        let asked = try workspace.job(named: argument).map { [$0] } ?? []
        guard
            let job = try AccountChoice.visible(asked, of: \.account, invocation, in: workspace)
                .first
        else {
            throw invocation.error("there is no job \(argument): see `enlist jobs`")
        }
        return job
    }

    private static func table(_ jobs: [JobRecord]) -> String {
        var table = AlignedTable([
            ("job", .right), ("age", .left), ("account", .left), ("kind", .left),
            ("state", .left), ("rows", .right), ("refused", .right), ("cost", .right),
            ("inputs", .left),
        ])
        let now = Int64(Date().timeIntervalSince1970)
        for job in jobs {
            let summary = JobFigures(job)
            table.append([
                "\(job.id)", Figures.age(of: job.started, at: now), job.account, job.kind,
                job.state, summary.rows, summary.refused, summary.cost, summary.inputs,
            ])
        }
        return table.text
    }

    private static func json(_ jobs: [JobRecord]) -> JSONObject {
        var result = JSONObject()
        result.add("jobs", jobs.map(object))
        return result
    }

    private static func object(_ job: JobRecord) -> JSONObject {
        var object = JSONObject()
        object.add("job", "\(job.id)")
        object.add("key", job.key)
        object.add("account", job.account)
        object.add("kind", job.kind)
        object.add("state", job.state)
        object.add("inputs", json: job.inputs)
        object.add("options", json: job.options)
        object.add("clock", job.clock)
        object.add("started_at", job.startedAt)
        object.add("finished_at", job.finishedAt)
        object.add("failure", job.failure)
        object.add("summary", json: job.checkpoint)
        return object
    }
}

/// What a listing shows of a job's stored JSON.
struct JobFigures {
    private let summary: JSONValue?
    let inputs: String

    init(_ job: JobRecord) {
        summary = JSONValue.parsed(job.checkpoint.utf8)
        if case .array(let names) = JSONValue.parsed(job.inputs.utf8) {
            inputs = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
                .joined(separator: " ")
        } else {
            inputs = ""
        }
    }

    var rows: String { figure("rows") }
    var refused: String { figure("error_count") }

    /// What the job paid so far.
    var cost: String {
        guard case .number(let dollars) = summary?["validation"]?["total_cost"] else { return "?" }
        return dollars == "0" ? "–" : "$\(dollars)"
    }

    /// A stored text that this program did not write shows as `?`.
    private func figure(_ key: String) -> String {
        guard case .number(let text) = summary?[key], let value = Int(text) else { return "?" }
        return Figures.grouped(value)
    }
}
