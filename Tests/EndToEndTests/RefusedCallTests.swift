import Foundation
import Testing

/// Calls that a service refuses for having too many numbers for its pace.
@Suite("Calls larger than what a service takes at once")
struct RefusedCallTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private func validating(_ rows: Range<Int>, _ provider: LoopbackProvider) throws
        -> CommandResult
    {
        try sandbox.write(ExampleRows.csv(rows), to: "rows.csv")
        return try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--provider",
            provider.url, "--quiet")
    }

    @Test("are cut smaller until it takes them, and each number is charged once")
    func cut() throws {
        let provider = try LoopbackProvider(in: sandbox, "--rate", "300", "--burst", "300")
        let imported = try validating(0..<1_700, provider)
        #expect(imported.status == 0, "\(imported.error)")
        let answered = try provider.calls().filter { $0.paid > 0 }
        #expect(answered.allSatisfy { $0.phones.count <= 300 })
        #expect(Set(answered.flatMap(\.phones)).count == 1_700)
        #expect(try provider.served() == 1_700)
        #expect(try sandbox.count("ledger_view") == 1_700)
        #expect(try sandbox.count("arrivals") == 0)
        #expect(try sandbox.enlist("check").output == "all is well\n")
    }

    @Test(
        "stay as they are once one may have been charged, before the run or in it",
        arguments: [true, false])
    func mayBeCharged(wasCutOff: Bool) throws {
        let provider = try LoopbackProvider(
            in: sandbox, "--faults", wasCutOff ? "429:1*4" : "lost,429:1*3")
        if wasCutOff {
            try sandbox.write(ExampleRows.csv(0..<400), to: "rows.csv")
            let list = (0..<400).map { "\"+1415\(2_000_000 + $0)\"" }.joined(separator: ",")
            _ = try sandbox.rows(
                """
                INSERT INTO arrivals(account, job, question, answer)
                VALUES(1, 77, CAST('{"phones":[\(list)],"force":false}' AS BLOB), x'')
                """)
        }
        #expect(try validating(0..<400, provider).status == 0)
        let calls = try provider.calls()
        #expect(calls.map(\.phones.count) == [400, 400, 400, 400, 400])
        #expect(Set(calls.map(\.key)).count == 1)
        #expect(try provider.served() == 400)
        #expect(try sandbox.count("ledger_view") == 400)
    }

    @Test("are found out by one of them; the others wait as they are while it takes none")
    func outage() throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", "429:1*7,401")
        let imported = try validating(0..<3_000, provider)
        #expect(imported.status == 75)
        #expect(imported.error.contains("refuses the key"), "\(imported.error)")
        // One call in parts, and five that nobody cut.
        let planned = try sandbox.rows(
            """
            SELECT json_array_length(question, '$.phones') FROM arrivals
            WHERE length(answer) = 0
            """
        ).compactMap { Int($0) }
        #expect(planned.reduce(0, +) == 3_000)
        #expect(planned.count { $0 == 500 } >= 5)
        #expect(planned.contains { $0 < 400 })
        let resumed = try sandbox.enlist("resume", "--quiet")
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(try provider.served() == 3_000)
        #expect(try sandbox.count("ledger_view") == 3_000)
        #expect(try sandbox.count("arrivals") == 0)
    }
}
