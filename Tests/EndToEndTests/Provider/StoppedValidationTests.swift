import Foundation
import Testing

@Suite("Validations that stopped")
struct StoppedValidationTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test("by force go on when they are called again: what was paid is not paid again")
    func killedAndCalledAgain() throws {
        try importList(0..<600)
        let provider = try LoopbackProvider(in: sandbox, "--faults", "ok,hang")
        let words = validation(provider)
        try kill(words)
        let again = try sandbox.enlist(words)
        #expect(again.status == 0, "\(again.error)")
        #expect(again.error.contains("goes on with job 2:"))
        #expect(again.error.contains("600 numbers, 0 of them cached: at most $1.8"))
        #expect(again.outputLines.count == 600)
        #expect(try provider.served() == 600)
        try expectBill(of: [2: 600])
        // The next one is another, which pays for all.
        #expect(try sandbox.enlist(words).status == 0)
        try expectBill(of: [2: 600, 3: 600])
        #expect(try provider.served() == 1_200)
    }

    @Test("leave what they have paid for to whatever comes next, which charges it to them")
    func settledByOthers() throws {
        try importList(0..<600)
        let provider = try LoopbackProvider(in: sandbox, "--faults", "ok,hang")
        let answered = try kill(validation(provider))
        let other = ["validate", answered[0], "4159990000", "--provider", provider.url]
        let next = try sandbox.enlist(other)
        #expect(next.outputLines.count { $0.hasSuffix("\"cost\":0,\"cached\":true}") } == 1)
        #expect(try provider.served() == answered.count + 1)
        try expectBill(of: [2: answered.count, 3: 1])
        #expect(try sandbox.count("validations WHERE forced_job = 2") == answered.count)
        #expect(try sandbox.rows("SELECT job, length(answer) FROM arrivals") == ["2|0"])
        // It goes on all the same.
        #expect(try sandbox.enlist(validation(provider)).status == 0)
        #expect(try provider.served() == 601)
        try expectBill(of: [2: 600, 3: 1])
    }

    @Test("of an import that was given up are charged to it")
    func givenUp() throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", "ok,hang")
        try sandbox.write(ExampleRows.csv(0..<600), to: "rows.csv")
        let words = [
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--force",
            "--provider", provider.url, "--quiet", "--job", "a",
        ]
        let answered = try kill(words)
        #expect(try sandbox.enlist(words + ["--anew"]).status == 0)
        try expectBill(of: [1: answered.count, 2: 600])
        #expect(try provider.served() == answered.count + 600)
    }

    @Test("at a limit of cost go on behind it, call by call")
    func limitOfCost() throws {
        try importList(0..<10)
        let provider = try LoopbackProvider(in: sandbox)
        for (status, served) in [(75, 4), (75, 8), (0, 10)] {
            let result = try sandbox.enlist(validation(provider) + ["--max-cost", "0.012"])
            #expect(Int(result.status) == status, "\(result.error)")
            #expect(try provider.served() == served)
            #expect(Set(try provider.calls().flatMap(\.phones)).count == served)
        }
        try expectBill(of: [2: 10])
    }

    @Test("fail a number once a job, however often it stops and goes on", arguments: [1, 3])
    func sharedFailure(stops: Int) throws {
        // Of the first number every try fails; the last one of all may have been charged.
        let provider = try LoopbackProvider(in: sandbox, "--faults", "500*4,lost")
        let others = (1...stops + 1).flatMap { [0, $0] }
        let phones = ([0] + others).map { "+1415\(2_000_000 + $0)" }
        try sandbox.write("phone\n" + phones.map { $0 + "\n" }.joined(), to: "rows.csv")
        var words = [
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--provider",
            provider.url, "--commit-rows", "1",
        ]
        for stop in 1...stops {
            let result = try sandbox.enlist(words + ["--max-cost", "0.00\(3 * stop)", "--quiet"])
            #expect(result.status == 75, "\(result.error)")
            words = ["resume"]
        }
        #expect(try sandbox.enlist(words + ["--max-cost", "1", "--quiet"]).status == 3)
        let codes = sandbox.lines("rows.csv.report.ndjson").map {
            $0.contains("provider_error")
        }
        #expect(codes == ([0] + others).map { $0 == 0 })
        #expect(try provider.calls().count { $0.phones == [phones[0]] } == 5)
        try expectBill(of: [1: stops + 1])
        // No job needs to know it any more but the one that asks for the number next.
        #expect(try sandbox.rows("SELECT job, length(answer) FROM arrivals") == ["0|0"])
    }
}

extension StoppedValidationTests {
    private func importList(_ rows: Range<Int>) throws {
        try sandbox.write(ExampleRows.csv(rows), to: "list.csv")
        let imported = try sandbox.enlist(
            "import", "list.csv", "--list", "+18005551234", "--quiet")
        #expect(imported.status == 0, "\(imported.error)")
    }

    private func validation(_ provider: LoopbackProvider) -> [String] {
        ["validate", "--list", "+18005551234", "--force", "--provider", provider.url]
    }

    /// Kills a command of whose two calls one is answered, and returns the numbers of that.
    @discardableResult
    private func kill(_ words: [String]) throws -> [String] {
        let command = try sandbox.start(words)
        try command.wait { try sandbox.count("arrivals WHERE length(answer) > 0") == 1 }
        command.send(SIGKILL)
        _ = try command.finish()
        return try sandbox.rows(
            """
            SELECT value
            FROM arrivals, json_each(CAST(question AS TEXT), '$.phones')
            WHERE length(answer) > 0
            """)
    }

    /// - Parameter lookups: by job.
    private func expectBill(of lookups: [Int: Int]) throws {
        let rows = try sandbox.rows("SELECT job, sum(count) FROM ledger_runs GROUP BY job")
        #expect(rows == lookups.sorted { $0.key < $1.key }.map { "\($0.key)|\($0.value)" })
        let all = lookups.values.reduce(0, +)
        let bill = try sandbox.enlist("invoice", "--json").output
        #expect(bill.contains("\"lookups\":\(all),"), "\(bill)")
        #expect(try sandbox.enlist("check").status == 0)
    }
}
