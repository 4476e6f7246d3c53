import ContactStore
import Foundation
import ImportPipeline

extension CommandDeclaration {
    static let split = CommandDeclaration(
        name: "split", arguments: "TARGET", argumentCount: 1...1,
        summary: "copy one shard's contacts into a workspace of their own",
        details: [
            "Everything of a number goes with it; the workspace itself stays as it is. Lists, bills and jobs of\n"
                + "all parts add up to the whole's. scripts/spark-reshard does it for all shards of a base."
        ],
        examples: [
            .init(
                command: "enlist split shards/shard-00003.db --shard 3 --shards 8",
                purpose: "the fourth of eight parts")
        ],
        options: [
            .init(name: "--shard", value: "N", summary: "the part, counted from 0"),
            .init(name: "--shards", value: "N", summary: "how many parts there will be"),
            .init(
                name: "--of", value: "N",
                summary: "how many parts there were, of which this is one (default 1)"),
            .wait,
        ],
        run: SplitCommand.run)
}

/// `enlist split`.
enum SplitCommand {
    private static let shardsMax = 10_000

    static func run(_ invocation: Invocation) throws -> Int32 {
        guard let count = try invocation.integer("--shards", in: 1...shardsMax) else {
            throw invocation.error("enlist split needs --shards N, how many parts there will be")
        }
        guard let shard = try invocation.integer("--shard", in: 0...count - 1) else {
            throw invocation.error("enlist split needs --shard N, the part to copy")
        }
        let earlier = try invocation.integer("--of", in: 1...shardsMax) ?? 1
        guard count.isMultiple(of: earlier) else {
            throw invocation.error(
                "--shards \(count) is no multiple of --of \(earlier): a number would move between parts"
            )
        }
        let target = invocation.arguments[0]
        guard !FileManager.default.fileExists(atPath: target) else {
            throw invocation.error("\(target): is there already; nothing is written over")
        }
        let workspace = try WorkspaceAccess.writing(invocation)
        try AccountChoice.requireAll(invocation, in: workspace)
        if let job = try workspace.unfinishedJobs().first {
            throw ImportError(
                .busy, code: "job_unfinished",
                "job \(job.id) is unfinished: `enlist resume \(job.id)` or undo it before a split")
        }
        try WorkspaceSplit(shard: shard, of: count, takesCounts: shard < earlier)
            .write(from: workspace, to: target)
        return 0
    }
}
