import ContactStore
import Contacts
import Foundation
import ImportPipeline

/// `enlist jobs` of several workspaces: jobs whose keys are `KEY/SHARD` are one import, and add up.
enum ShardJobsCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        if invocation["--html"] != nil {
            throw invocation.error("--html shows a job of one workspace: name it by its file")
        }
        let workspaces = try WorkspaceAccess.readingAll(invocation)
        let records = try workspaces.map { workspace in
            try AccountChoice.visible(
                workspace.jobs(withAdds: invocation.has("--all")), of: \.account, invocation,
                in: workspace)
        }
        let jobs = ShardedJob.all(records)
        guard let key = invocation.arguments.first else {
            if invocation.has("--json") { return try FinalObject.write(json(jobs)) }
            try Terminal.print(table(jobs, workspaces: workspaces.count))
            return 0
        }
        guard let job = jobs.first(where: { $0.key == key }) else {
            throw invocation.error(
                "there is no job \(key): several workspaces know jobs by their --job, "
                    + "see `enlist jobs`")
        }
        if invocation.has("--json") { return try FinalObject.write(object(job), hasState: true) }
        try Terminal.print(text(job))
        return 0
    }

    private static func table(_ jobs: [ShardedJob], workspaces: Int) -> String {
        var table = AlignedTable([
            ("job", .left), ("age", .left), ("account", .left), ("kind", .left),
            ("state", .left), ("shards", .right), ("rows", .right), ("refused", .right),
            ("cost", .right),
        ])
        let now = Int64(Date().timeIntervalSince1970)
        for job in jobs {
            let mills = job.summary.validation.mills
            table.append([
                Terminal.shown(job.key), Figures.age(of: job.started, at: now),
                Terminal.shown(job.account), job.kind, job.summary.state.rawValue,
                "\(job.finished)/\(workspaces)", Figures.grouped(job.summary.rows),
                Figures.grouped(job.summary.errorCount),
                mills == 0 ? "–" : "$" + Money.dollars(mills: mills),
            ])
        }
        return table.text
    }

    private static func text(_ job: ShardedJob) -> String {
        let summary = SummaryText(
            outcome: ImportOutcome(sum: job.summary), inputs: [],
            kind: JobKind(rawValue: job.kind) ?? .importFile, next: [])
        return Terminal.shown(
            "Job \(job.key)\n  account    \(job.account)\n  kind       \(job.kind)\n"
                + "  state      \(job.summary.state.rawValue)\n"
                + "  shards     \(job.finished) of \(job.shards) finished\n\n" + summary.body)
    }

    private static func json(_ jobs: [ShardedJob]) -> JSONObject {
        var result = JSONObject()
        result.add("jobs", jobs.map(object))
        return result
    }

    private static func object(_ job: ShardedJob) -> JSONObject {
        var object = JSONObject()
        object.add("job", job.key)
        object.add("account", job.account)
        object.add("kind", job.kind)
        object.add("state", job.summary.state.rawValue)
        object.add("shards", job.shards)
        object.add("finished_shards", job.finished)
        object.add("summary", json: job.summary.json)
        return object
    }
}
