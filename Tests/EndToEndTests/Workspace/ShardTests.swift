import Foundation
import Testing

/// A base split by number into workspaces that never talk.
@Suite("Shards")
struct ShardTests {
    private static let shards = 3
    private static let clock = "2026-11-24T08:00:00Z"
    private let sandbox: Sandbox

    /// One import of the example data in one workspace, and the same over three that were made from
    /// its empty file, so that ids are the same, too.
    init() throws {
        sandbox = try Sandbox(nil)
        let setUp = try sandbox.enlist("apply", Sandbox.fixture("workspace.json"))
        #expect(setUp.status == 0)
        try FileManager.default.createDirectory(
            atPath: sandbox.path("shards"), withIntermediateDirectories: false)
        for shard in 0..<Self.shards {
            try FileManager.default.copyItem(
                atPath: sandbox.path("enlist.db"), toPath: sandbox.path(Self.workspace(shard)))
        }
    }

    @Test("give the report, the lists, the bill and the export of one import")
    func giveTheSame() throws {
        let plain = try importing(Sandbox.fixture("contacts.csv"), "--report", "report.ndjson")
        #expect(plain.status == 3)
        let parts = try importShards()
        let merged = parts.flatMap { sandbox.lines("shards/\($0).ndjson") }
            .sorted { row($0) < row($1) }
        #expect(merged == sandbox.lines())
        for command in [["lists", "--json"], ["invoice", "--json"], ["export", "+18005551234"]]
            + [["export", "+18005551234", "--format", "csv"], ["invoice", "--csv"]]
        {
            let one = try sandbox.enlist(command)
            #expect(one.status == 0)
            #expect(try sandbox.enlist(command + Self.all).output == one.output)
        }
    }

    @Test("have their jobs added up")
    func addUp() throws {
        let plain = try importing(
            Sandbox.fixture("contacts.csv"), "--report", "report.ndjson", "--summary", "json"
        ).summary()
        _ = try importShards()
        let text = try sandbox.enlist(["jobs", "nightly"] + Self.all).output
        #expect(text.contains("shards     3 of 3 finished"))
        #expect(text.contains(" from the cache; cost $"), "\(text)")
        let json = try sandbox.enlist(["jobs", "nightly", "--json"] + Self.all).output
        var sum = try Summary(ofJob: json)
        sum.bytes = plain.bytes
        sum.exitStatus = plain.exitStatus
        #expect(sum == plain)
        let table = try sandbox.enlist(["jobs"] + Self.all).outputLines
        #expect(table.count == 2)
        #expect(table.last?.contains("finished     3/3") == true)
    }

    @Test("are refused when one of those that shards.json names is missing")
    func mustBeComplete() throws {
        try sandbox.write(#"{"shards":4}"#, to: "shards/shards.json")
        let result = try sandbox.enlist(["lists"] + Self.all)
        #expect(result.status == 2)
        #expect(result.error.contains("3 workspaces"))
        #expect(try sandbox.enlist("lists", "--workspace", "shards/none*.db").status == 2)
    }

    @Test(
        "are named one by one where a command works on one, and nothing is made of a pattern",
        arguments: [
            ["undo", "nightly/00000"], ["why", "+14155550100"], ["check"], ["resume"],
            ["import", "rows.csv"], ["apply", Sandbox.fixture("workspace.json")],
        ])
    func areNamedOneByOne(command: [String]) throws {
        try sandbox.write("phone\n4155550100\n", to: "rows.csv")
        let result = try sandbox.enlist(command + Self.all)
        #expect(result.status == 2)
        #expect(result.error.contains("names several workspaces"))
        #expect(!FileManager.default.fileExists(atPath: sandbox.path("shards/*.db")))
    }

    @Test("have an import taken back shard by shard, by its key")
    func areUndone() throws {
        let before = try sandbox.enlist(["lists", "--json"] + Self.all).output
        for shard in try importShards() {
            let undo = try sandbox.enlist(
                "undo", "nightly/0000\(shard)", "--workspace", Self.workspace(shard))
            #expect(undo.status == 0, "\(undo.error)")
        }
        #expect(try sandbox.enlist(["lists", "--json"] + Self.all).output == before)
        #expect(try sandbox.enlist(["export", "+18005551234"] + Self.all).output.isEmpty)
    }

    @Test("may be more than files that a process may have open at first")
    func mayBeMany() throws {
        for shard in Self.shards..<40 {
            try FileManager.default.copyItem(
                atPath: sandbox.path("enlist.db"), toPath: sandbox.path(Self.workspace(shard)))
        }
        let result = try sandbox.shell(
            "ulimit -Sn 32; \"$ENLIST\" lists --json --workspace 'shards/*.db'")
        #expect(result.status == 0, "\(result.error)")
    }

    @Test("import a pipe that is cut only in part, and go on when it comes whole")
    func goOnBehindACut() throws {
        let rows = try normalized()
        let cut = rows.prefix(700).joined(separator: "\n") + "\n{\"phone_num"
        let first = try sandbox.enlist(pipeOptions + [], input: cut)
        #expect(first.status == 75)
        #expect(first.error.contains("ends without its end line"))
        let whole = rows.joined(separator: "\n") + "\nEND\n"
        let second = try sandbox.enlist(pipeOptions + ["--summary", "json"], input: whole)
        #expect(second.status == 3)
        #expect(try second.summary().rows == rows.count)
        #expect(sandbox.lines("shards/0.ndjson").count == rows.count)
        let third = try sandbox.enlist(pipeOptions + ["--summary", "json"], input: "")
        #expect(try third.summary() == second.summary())
    }

    @Test("are written by one of two attempts at once; the other finds the job finished")
    func areWrittenByOne() throws {
        let rows = try normalized().joined(separator: "\n") + "\nEND\n"
        let pipe = Pipe()
        let first = try sandbox.start(pipeOptions + ["--summary", "json"], input: .pipe(pipe))
        try first.wait {
            sandbox.lines("shards/0.db-lock").contains { $0.contains("import") }
        }
        let second = try sandbox.start(
            pipeOptions + ["--summary", "json"], input: .bytes(Data(rows.utf8)))
        try second.wait { second.errorText.contains("waiting") }
        try pipe.fileHandleForWriting.write(contentsOf: Data(rows.utf8))
        try pipe.fileHandleForWriting.close()
        let summaries = [try first.finish().summary(), try second.finish().summary()]
        #expect(summaries[0].state == "finished")
        #expect(summaries[0].rows == summaries[1].rows)
        #expect(summaries[1].resumed == 0)
        #expect(sandbox.lines("shards/0.ndjson").count == summaries[0].rows)
    }

    @Test("want an end line only of standard input")
    func wantEndLinesOfPipes() throws {
        try sandbox.write("phone\n4155550100\n", to: "rows.csv")
        let file = try sandbox.enlist("import", "rows.csv", "--end-line", "END")
        #expect(file.status == 2)
        #expect(try sandbox.enlist("import", "rows.csv", "--clock", "tomorrow").status == 2)
        #expect(
            try sandbox.enlist("normalize", "rows.csv", "rows.csv", "--first-row", "2").status == 2)
        #expect(try sandbox.enlist("normalize", "rows.csv", "--first-row", "0").status == 2)
    }

    private static let all = ["--workspace", "shards/*.db"]

    private static func workspace(_ shard: Int) -> String { "shards/\(shard).db" }

    private var pipeOptions: [String] {
        ["import", "-", "--workspace", Self.workspace(0), "--list", "+18005551234"]
            + ["--report", "shards/0.ndjson", "--job", "cut/0", "--end-line", "END"]
            + ["--commit-rows", "100"]
    }

    private func importing(_ arguments: String...) throws -> CommandResult {
        try sandbox.enlist(
            ["import"] + arguments + ["--list", "+18005551234", "--use-journeys"]
                + ["--use-validation", "--clock", Self.clock])
    }

    private func normalized() throws -> [String] {
        let result = try sandbox.enlist(
            "normalize", Sandbox.fixture("contacts.csv"), "--clock", Self.clock)
        #expect(result.status == 3)
        return result.outputLines
    }

    /// Imports each shard's rows and returns the shards.
    private func importShards() throws -> Range<Int> {
        let rows = Dictionary(grouping: try normalized(), by: shard)
        for shard in 0..<Self.shards {
            try sandbox.write(
                (rows[shard] ?? []).joined(separator: "\n") + "\n", to: "shards/\(shard).rows")
            let result = try importing(
                "shards/\(shard).rows", "--workspace", Self.workspace(shard),
                "--job", "nightly/0000\(shard)", "--report", "shards/\(shard).ndjson")
            #expect(result.status == 3)
        }
        return 0..<Self.shards
    }

    private func shard(of line: String) -> Int {
        let key = line.firstMatch(of: /"_key":"((?:[^"\\]|\\.)*)"/)?.1 ?? ""
        return key.utf8.reduce(0) { ($0 * 31 + Int($1)) % 65_521 } % Self.shards
    }

    private func row(_ line: String) -> Int {
        Int(line.dropFirst(#"{"row":"#.count).prefix { $0.isNumber }) ?? 0
    }
}

extension Sandbox {
    fileprivate func start(
        _ arguments: [String], input: CommandRun.Input
    ) throws -> RunningCommand {
        try CommandRun(arguments: arguments, input: input, folder: folder).start()
    }

    fileprivate func enlist(_ arguments: [String], input: String) throws -> CommandResult {
        try CommandRun(arguments: arguments, input: .bytes(Data(input.utf8)), folder: folder)
            .result()
    }
}
