import Foundation
import Testing

/// More shards than before.
@Suite("Splitting a workspace")
struct SplitTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox(nil)
        #expect(try sandbox.enlist("apply", Sandbox.fixture("workspace.json")).status == 0)
        let first = try sandbox.enlist(
            "import", Sandbox.fixture("contacts.csv"), "--list", "+18005551234", "--use-journeys",
            "--use-validation", "--job", "first/00000", "--report", "report.ndjson")
        #expect(first.status == 3)
        try FileManager.default.createDirectory(
            atPath: sandbox.path("parts"), withIntermediateDirectories: false)
    }

    @Test("leaves lists, bills, exports and jobs as they were, and every part sound")
    func addsUp() throws {
        try split(into: 2, of: 1, from: { _ in "enlist.db" }, to: "parts")
        try FileManager.default.createDirectory(
            atPath: sandbox.path("more"), withIntermediateDirectories: false)
        try split(into: 6, of: 2, from: { "parts/\($0 % 2).db" }, to: "more")
        for command in [["lists", "--json"], ["invoice", "--json"], ["export", "+18005551234"]] {
            let whole = try sandbox.enlist(command).output
            #expect(try sandbox.enlist(command + ["--workspace", "parts/*.db"]).output == whole)
            #expect(try sandbox.enlist(command + ["--workspace", "more/*.db"]).output == whole)
        }
        let whole = try jobs("enlist.db", key: nil)
        #expect(try jobs("parts/*.db", key: "first") == whole)
        #expect(try jobs("more/*.db", key: "first") == whole)
        for shard in 0..<6 {
            let check = try sandbox.enlist("check", "--workspace", "more/\(shard).db")
            #expect(check.status == 0, "\(check.output)")
            #expect(try sandbox.rights("more/\(shard).db") == 0o600)
        }
    }

    @Test("refuses to lose what was paid for a number that is not there")
    func lostValidation() throws {
        _ = try sandbox.rows("DELETE FROM validations WHERE id = 1")
        let result = try sandbox.enlist(
            "split", "parts/0.db", "--shard", "0", "--shards", "2")
        #expect(result.status != 0)
        #expect(result.error.contains("paid answers are not in the cache"), "\(result.error)")
        #expect(!FileManager.default.fileExists(atPath: sandbox.path("parts/0.db")))
    }

    @Test("gives a part the paid answers that wait for rows of its numbers, and no others'")
    func waitingAnswers() throws {
        let phones = (0..<8).map { "+1212555\(3_000 + $0)" }
        let results = phones.map {
            #"{"phone":"\#($0)","valid":true,"line_type":"mobile","carrier":"Zoë \"Z\"","#
                + #""carrier_raw":null,"ported":false,"country":"US","state":null,"city":null}"#
        }
        let asked = phones.map { #""\#($0)""# }.joined(separator: ",")
        let question = #"{"phones":[\#(asked)],"force":false}"#
        _ = try sandbox.rows(
            """
            INSERT INTO arrivals(account, job, question, answer)
            VALUES(1, 1, CAST('\(question)' AS BLOB),
                    CAST('{"results":[\(results.joined(separator: ","))]}' AS BLOB)),
                (1, 1, CAST('\(question)' AS BLOB), x''), (1, 1, 'junk', 'junk')
            """)
        try split(into: 2, of: 1, from: { _ in "enlist.db" }, to: "parts")
        let provider = try LoopbackProvider(in: sandbox)
        let kept = try (0..<2).map { shard in
            let part = "parts/\(shard).db"
            let own = try sandbox.shell(
                "sqlite3 \(part) \"SELECT value FROM arrivals, json_each(question, '\\$.phones')\""
            ).outputLines
            let count = try sandbox.shell("sqlite3 \(part) 'SELECT count(*) FROM arrivals'")
            #expect(count.output == "1\n")
            let validated = try sandbox.enlist(
                ["validate", "--provider", provider.url, "--workspace", part] + own)
            #expect(validated.status == 0, "\(validated.error)")
            #expect(validated.output.contains(#""carrier":"Zoë \"Z\"""#), "\(validated.output)")
            return own
        }
        #expect(kept.allSatisfy { !$0.isEmpty })
        #expect(kept.joined().sorted() == phones)
        #expect(try provider.calls().isEmpty)
    }

    @Test("puts a number where a sharded import looks for it")
    func agreesWithImports() throws {
        try split(into: 3, of: 1, from: { _ in "enlist.db" }, to: "parts")
        let numbers = try (0..<3).map { shard in
            try sandbox.enlist("export", "+18005551234", "--workspace", "parts/\(shard).db")
                .outputLines.compactMap { $0.firstMatch(of: /\+\d+/).map { String($0.0) } }
        }
        let script = numbers.enumerated().map { shard, numbers in
            numbers.map { "\(shard) \($0)" }.joined(separator: "\n")
        }.joined(separator: "\n")
        try sandbox.write(script + "\n", to: "numbers.txt")
        let check = try sandbox.shell(
            """
            python3 -c 'import zlib
            pairs = [line.split() for line in open("numbers.txt")]
            print(len(pairs), all(zlib.crc32(number.encode()) % 3 == int(shard) for shard, number in pairs))'
            """)
        #expect(check.output == "\(numbers.joined().count) True\n", "\(check.error)")
        #expect(numbers.allSatisfy { $0.count > 100 })
    }

    @Test("is refused where it would lose or write over something")
    func isRefused() throws {
        let calls = [
            ["split", "parts/0.db"], ["split", "parts/0.db", "--shards", "2"],
            ["split", "parts/0.db", "--shard", "2", "--shards", "2"],
            ["split", "parts/0.db", "--shard", "0", "--shards", "3", "--of", "2"],
            ["split", "enlist.db", "--shard", "0", "--shards", "2"],
        ]
        for call in calls { #expect(try sandbox.enlist(call).status == 2) }
        let stopped = try sandbox.enlist(
            "import", Sandbox.fixture("contacts.csv"), "--list", "+18005551234", "--max-rejects",
            "0")
        #expect(stopped.status == 75)
        let split = try sandbox.enlist("split", "parts/0.db", "--shard", "0", "--shards", "2")
        #expect(split.status == 75)
        #expect(split.error.contains("is unfinished"))
        #expect(!sandbox.hasFile("parts/0.db"))
    }

    private func split(
        into count: Int, of earlier: Int, from source: (Int) -> String, to folder: String
    ) throws {
        for shard in 0..<count {
            let result = try sandbox.enlist(
                "split", "\(folder)/\(shard).db", "--shard", "\(shard)", "--shards", "\(count)",
                "--of", "\(earlier)", "--workspace", source(shard))
            #expect(result.status == 0, "\(result.error)")
        }
    }

    /// What the jobs of a base did, without what is passing.
    private func jobs(_ workspace: String, key: String?) throws -> Summary {
        let json = try sandbox.enlist("jobs", key ?? "1", "--json", "--workspace", workspace)
        var summary = try Summary(ofJob: json.output)
        summary.exitStatus = nil
        summary.next = nil
        return summary
    }
}
