import Foundation
import Testing

/// One job stops, another forces lookups of the same numbers, and the first goes on: each pays for
/// what it has asked, once.
@Suite("Lookups that a forced one has overtaken")
struct OvertakenAnswerTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test("and whose answers wait on disk are charged to the job that asked")
    func waitingAnswers() throws {
        let provider = try killedAmidCalls()
        // Either of the two calls may have been the first there.
        let isFirst = try sandbox.count("arrivals WHERE instr(answer, '\(Self.phone(0))') > 0") == 1
        let answered = isFirst ? 0..<500 : 500..<600
        #expect(try force(answered, provider).status == 0)
        // What the first has paid for waits for whatever comes next over the network.
        #expect(try provider.served() == 2 * answered.count)
        #expect(try sandbox.count("ledger_view") == answered.count)
        #expect(try sandbox.enlist("resume", "1", "--quiet").status == 0)
        try expectBill(of: [1: 600, 2: answered.count], provider)
    }

    @Test("and whose call a crash cut off are charged when that is asked for its other numbers")
    func cutOff() throws {
        let provider = try LoopbackProvider(in: sandbox)
        try sandbox.write(ExampleRows.csv(0..<10), to: "rows.csv")
        let nothing = Self.importing(provider) + ["--max-cost", "0.001"]
        #expect(try sandbox.enlist(nothing).status == 75)
        let phones = (0..<10).map { "\"\(Self.phone($0))\"" }.joined(separator: ",")
        _ = try sandbox.rows(
            """
            INSERT INTO arrivals(account, job, question, answer)
            VALUES(1, 1, CAST('{"phones":[\(phones)],"force":false}' AS BLOB), x'')
            """)
        #expect(try force(0..<5, provider).status == 0)
        try expectBill(of: [2: 5], provider)
        #expect(try sandbox.enlist("resume", "1", "--max-cost", "1", "--quiet").status == 0)
        try expectBill(of: [1: 10, 2: 5], provider)
    }

    @Test("are charged, too, where the local data overtook them")
    func local() throws {
        let provider = try killedAmidCalls()
        let local = try sandbox.enlist(["validate"] + (0..<200).map(Self.phone))
        #expect(local.status == 0)
        #expect(try sandbox.enlist("resume", "1", "--quiet").status == 0)
        let ledger = try sandbox.rows("SELECT job, sum(count) FROM ledger_runs GROUP BY job")
        #expect(ledger == ["1|600", "2|200"])
        #expect(try provider.served() == 600)
        #expect(try sandbox.enlist("check").status == 0)
        #expect(try sandbox.count("arrivals") == 0)
    }

    @Test("are not charged twice where the job that forced them is over")
    func settled() throws {
        let provider = try LoopbackProvider(in: sandbox, "--failing", "0200")
        try sandbox.write(ExampleRows.csv(0..<400), to: "rows.csv")
        // It stops amid a call: some of its answers are claimed, others wait.
        let words = Self.importing(provider) + ["--force", "--max-rejects", "0"]
        #expect(try sandbox.enlist(words).status == 75)
        #expect(try provider.served() == 399)
        #expect(try sandbox.count("ledger_view") == 200)
        _ = try force(0..<400, provider)
        #expect(try provider.served() == 2 * 399)
        #expect(try sandbox.enlist("undo", "1").status == 0)
        #expect(try validate(5_000..<5_001, provider).status == 0)
        try expectBill(of: [1: 399, 2: 399, 3: 1], provider)
        // The younger answers stay.
        #expect(try sandbox.count("validations WHERE job = 1") == 0)
    }

    @Test("and that were forced are not forced again by the job that did before")
    func forcedBefore() throws {
        let provider = try LoopbackProvider(in: sandbox)
        let forced = (0..<10).map { "\(Self.phone($0)),yes\n" }.joined()
        let others = (10..<15).map { "\(Self.phone($0)),\n" }.joined()
        try sandbox.write("phone,force\n" + forced + others + forced, to: "rows.csv")
        let some = Self.importing(provider) + ["--commit-rows", "10", "--max-cost", "0.03"]
        #expect(try sandbox.enlist(some).status == 75)
        try expectBill(of: [1: 10], provider)
        // Twice, as the cache knows only the last.
        #expect(try force(0..<5, provider).status == 0)
        #expect(try force(0..<5, provider).status == 0)
        #expect(try sandbox.enlist("resume", "1", "--max-cost", "1", "--quiet").status == 0)
        try expectBill(of: [1: 15, 2: 5, 3: 5], provider)
        let costs = sandbox.lines("rows.csv.report.ndjson").count { $0.contains("\"cost\":0.003") }
        #expect(costs == 15)
        #expect(try sandbox.count("arrivals") == 0)
    }

    /// An import of 600 rows in two calls is killed when one of them is answered.
    private func killedAmidCalls() throws -> LoopbackProvider {
        let provider = try LoopbackProvider(in: sandbox, "--faults", "ok,hang")
        try sandbox.write(ExampleRows.csv(0..<600), to: "rows.csv")
        let command = try sandbox.start(Self.importing(provider))
        try command.wait { try sandbox.count("arrivals WHERE length(answer) > 0") == 1 }
        command.send(SIGKILL)
        _ = try command.finish()
        return provider
    }

    private static func phone(_ number: Int) -> String { "+1415\(2_000_000 + number)" }

    private static func importing(_ provider: LoopbackProvider) -> [String] {
        [
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--provider",
            provider.url, "--quiet",
        ]
    }

    private func force(
        _ numbers: Range<Int>, _ provider: LoopbackProvider
    ) throws -> CommandResult {
        try validate(numbers, provider, "--force")
    }

    private func validate(
        _ numbers: Range<Int>, _ provider: LoopbackProvider, _ options: String...
    ) throws -> CommandResult {
        try sandbox.enlist(
            ["validate", "--provider", provider.url] + options + numbers.map(Self.phone))
    }

    /// The ledger, the jobs' summaries and the service agree.
    ///
    /// - Parameter lookups: by job.
    private func expectBill(of lookups: [Int: Int], _ provider: LoopbackProvider) throws {
        let expected = lookups.sorted { $0.key < $1.key }
        let ledger = try sandbox.rows("SELECT job, sum(count) FROM ledger_runs GROUP BY job")
        #expect(ledger == expected.map { "\($0.key)|\($0.value)" })
        let told = try sandbox.rows(
            """
            SELECT id, CAST(round(1000 * (checkpoint -> 'validation' ->> 'total_cost')) AS INTEGER)
            FROM jobs
            WHERE id IN (SELECT job FROM ledger_runs)
            ORDER BY id
            """)
        #expect(told == expected.map { "\($0.key)|\(3 * $0.value)" })
        #expect(try provider.served() == lookups.values.reduce(0, +))
        #expect(try sandbox.enlist("check").status == 0)
    }
}
