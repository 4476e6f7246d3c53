import Foundation
import Testing

/// Whether a call that was under way when the importer died was charged, only the service knows: so
/// it is asked again as it was, under the same Idempotency-Key.
@Suite("Calls that a crash cut off")
struct PlannedCallTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test("are asked again with the same numbers and key, so that each number is charged once")
    func killedTwice() throws {
        let provider = try LoopbackProvider(in: sandbox, "--latency", "0.4")
        try sandbox.write(ExampleRows.csv(0..<24_000), to: "rows.csv")
        var words = Self.importing(provider)
        for served in [5_000, 12_000] {
            let command = try sandbox.start(words)
            try command.wait { try provider.served() >= served }
            command.send(SIGKILL)
            _ = try command.finish()
            words = ["resume", "--quiet"]
        }
        #expect(try sandbox.enlist(words).status == 0)
        // Those that were under way at the first kill are charged by now.
        #expect(try provider.served() == 24_000)
        #expect(try sandbox.count("ledger_view") == 24_000)
        try expectOneKey(provider, numbers: 24_000)
        #expect(try provider.calls().contains { $0.paid == 0 })
        #expect(try sandbox.count("arrivals WHERE length(answer) = 0") == 0)
    }

    @Test("are asked again by another job that wants one of their numbers, unless they are forced")
    func otherJob() throws {
        let provider = try LoopbackProvider(in: sandbox)
        let planned = [3, 1].map(Self.phone)
        let reachingFurther = [4, 50].map(Self.phone)
        let forced = Self.question([5].map(Self.phone), isForced: true)
        for question in [Self.question(planned), Self.question(reachingFurther), forced] {
            try plan(question, job: 77)
        }
        // Failed, and perhaps charged.
        try plan(Self.question([6, 51].map(Self.phone)), job: 0)
        let validated = try validate(provider, 0..<8)
        #expect(validated.status == 0, "\(validated.error)")
        // They are under way together.
        let calls = try provider.calls().map(\.phones)
        #expect(Set(calls) == [planned, reachingFurther, [0, 2, 5, 6, 7].map(Self.phone)])
        // The number that this job does not want is paid by whoever does.
        #expect(try sandbox.count("ledger_view") == 8)
        #expect(try sandbox.rows("SELECT id FROM arrivals") == ["2", "3", "4"])
        #expect(try validate(provider, 50..<51).status == 0)
        #expect(try provider.calls().count == 3)
        #expect(try sandbox.count("ledger_view") == 9)
    }

    @Test("are not paid twice where their job ended without them")
    func endedWithout() throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", "lost,hang")
        try sandbox.write(ExampleRows.csv(0..<400), to: "rows.csv")
        let command = try sandbox.start(Self.importing(provider))
        try command.wait { try provider.calls().count == 2 }
        command.send(SIGKILL)
        _ = try command.finish()
        _ = try sandbox.enlist("unsubscribe", "rows.csv", "--list", "+18005551234", "--quiet")
        #expect(try sandbox.enlist("resume", "1", "--quiet").status == 0)
        #expect(try sandbox.count("ledger_view") == 0)
        #expect(try validate(provider, 0..<200).status == 0)
        #expect(try provider.served() == 400)
        #expect(try sandbox.count("ledger_view") == 200)
    }

    @Test("are not paid twice where an import of some of their numbers comes before the resume")
    func otherImportBetween() throws {
        let provider = try LoopbackProvider(in: sandbox, "--latency", "0.5")
        try sandbox.write(ExampleRows.csv(0..<8_000), to: "rows.csv")
        let command = try sandbox.start(Self.importing(provider))
        try command.wait { try provider.served() >= 500 }
        command.send(SIGKILL)
        _ = try command.finish()
        let others = (0..<8_000).filter { !$0.isMultiple(of: 100) }
        try sandbox.write(
            "phone\n" + others.map { Self.phone($0) + "\n" }.joined(), to: "others.csv")
        #expect(try sandbox.enlist(Self.importing(provider, "others.csv")).status == 0)
        #expect(try sandbox.enlist("resume", "1", "--quiet").status == 0)
        #expect(try provider.served() == 8_000)
        #expect(try sandbox.count("ledger_view") == 8_000)
    }

    @Test("keep their numbers and order at another pace, while new calls are smaller")
    func otherPace() throws {
        let provider = try LoopbackProvider(in: sandbox)
        try stopAtFirstRow(provider, rows: 0..<14)
        let planned = [3, 9, 1, 0, 12, 5, 8].map(Self.phone)
        try plan(Self.question(planned))
        let resumed = try sandbox.enlist(
            "resume", "--max-cost", "1", "--provider-rate", "5", "--quiet")
        #expect(resumed.status == 0, "\(resumed.error)")
        let calls = try provider.calls().map(\.phones)
        #expect(calls.first == planned)
        #expect(calls.map(\.count) == [7, 5, 2])
        #expect(try provider.served() == 14)
        #expect(try sandbox.count("arrivals") == 0)
    }

    @Test("are never cut smaller, whatever the service says, as they may have been charged")
    func refusedAtAnotherPace() throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", "lost,hang,429*5")
        try sandbox.write(ExampleRows.csv(0..<500), to: "rows.csv")
        let command = try sandbox.start(Self.importing(provider))
        try command.wait { try provider.calls().count == 2 }
        command.send(SIGKILL)
        _ = try command.finish()
        #expect(try sandbox.enlist("resume", "--provider-rate", "400", "--quiet").status == 3)
        #expect(try sandbox.enlist(Self.importing(provider) + ["--job", "again"]).status == 0)
        #expect(try provider.served() == 500)
        #expect(Set(try provider.calls().map(\.phones.count)) == [500])
        #expect(try sandbox.count("ledger_view") == 500)
    }

    @Test("are asked only as far as --max-cost allows, all of their numbers counted")
    func limitOfCost() throws {
        let provider = try LoopbackProvider(in: sandbox)
        try stopAtFirstRow(provider, rows: 0..<10)
        // Numbers that belong to no row of the job, after those that do.
        let planned = [2, 3, 100, 101, 102].map(Self.phone)
        try plan(Self.question(planned))
        let stopped = try sandbox.enlist("resume", "--max-cost", "0.018", "--quiet")
        #expect(stopped.status == 75)
        #expect(stopped.error.contains("the next lookups would pass it"), "\(stopped.error)")
        #expect(try provider.calls().map(\.phones) == [[0, 1].map(Self.phone)])
        #expect(try sandbox.enlist("resume", "--max-cost", "0.045", "--quiet").status == 0)
        let calls = try provider.calls().dropFirst().map(\.phones)
        #expect(Set(calls) == [planned, (4..<10).map(Self.phone)])
        #expect(try provider.served() == 13)
        #expect(try sandbox.count("ledger_view") == 10)
    }

    @Test("of another job are asked only as far as --max-cost allows, too")
    func limitOfCostOfOther() throws {
        let provider = try LoopbackProvider(in: sandbox)
        try plan(Self.question([2, 100, 101].map(Self.phone)), job: 77)
        try sandbox.write(ExampleRows.csv(0..<10), to: "rows.csv")
        let stopped = try sandbox.enlist(Self.importing(provider) + ["--max-cost", "0.03"])
        #expect(stopped.status == 75)
        #expect(stopped.error.contains("calls that a crash cut off"), "\(stopped.error)")
        #expect(try provider.served() == 10)
        #expect(try sandbox.count("ledger_view") == 8)
        // What other rows pay is none of this job's cost.
        #expect(try sandbox.enlist("resume", "--quiet").status == 0)
        #expect(try provider.served() == 12)
        #expect(try sandbox.count("ledger_view") == 10)
    }

    @Test("are not asked when all of their numbers are known, or no row wants one")
    func nothingWanted() throws {
        let provider = try LoopbackProvider(in: sandbox)
        try sandbox.write("phone\n\(Self.phone(0))\n\(Self.phone(1))\n", to: "known.csv")
        _ = try sandbox.enlist(Self.importing(provider, "known.csv"))
        try stopAtFirstRow(provider, rows: 0..<10)
        try plan(Self.question([1, 0].map(Self.phone)), job: 2)
        try plan(Self.question([50, 51].map(Self.phone)), job: 2)
        #expect(try sandbox.enlist("resume", "--max-cost", "1", "--quiet").status == 0)
        #expect(
            try provider.calls().map(\.phones) == [
                [0, 1].map(Self.phone), (2..<10).map(Self.phone),
            ])
        // Another may want these, and must not pay for them twice.
        #expect(try sandbox.rows("SELECT job FROM arrivals") == ["2"])
        #expect(try validate(provider, 50..<51).status == 0)
        #expect(try provider.calls().last?.phones == [50, 51].map(Self.phone))
    }

    @Test("are forgotten when the job that forced them has their answers")
    func claimedByTheirJob() throws {
        let provider = try LoopbackProvider(in: sandbox)
        try sandbox.write("phone,force\n\(Self.phone(0)),yes\n", to: "forced.csv")
        _ = try sandbox.enlist(Self.importing(provider, "forced.csv"))
        try plan(Self.question([Self.phone(0)], isForced: true), job: 1)
        try plan(Self.question([Self.phone(0)], isForced: true), job: 77)
        try sandbox.write("phone\n\(Self.phone(1))\n", to: "rows.csv")
        #expect(try sandbox.enlist(Self.importing(provider)).status == 0)
        #expect(try sandbox.rows("SELECT job FROM arrivals") == ["77"])
        #expect(try provider.served() == 2)
    }

    @Test("that have failed and may have been charged are asked as they were by the next import")
    func failedAndCharged() throws {
        // Charged at the first try, whose answer is lost; the others fail.
        let provider = try LoopbackProvider(in: sandbox, "--faults", "lost,500*4")
        try sandbox.write(ExampleRows.csv(0..<10), to: "rows.csv")
        #expect(try sandbox.enlist(Self.importing(provider)).status == 3)
        #expect(try provider.served() == 10)
        #expect(try sandbox.count("ledger_view") == 0)
        #expect(try sandbox.rows("SELECT job FROM arrivals") == ["0"])
        try sandbox.write(
            ExampleRows.csv(20..<25) + ExampleRows.csvRows(0..<10), to: "more.csv")
        #expect(try sandbox.enlist(Self.importing(provider, "more.csv")).status == 0)
        let calls = try provider.calls().suffix(2).map(\.phones)
        #expect(Set(calls) == [(0..<10).map(Self.phone), (20..<25).map(Self.phone)])
        #expect(try provider.served() == 15)
        #expect(try sandbox.count("ledger_view") == 15)
        #expect(try sandbox.count("arrivals") == 0)
    }

    @Test(
        "that have failed without being taken, or were forced, are forgotten",
        arguments: [("429*5", false), ("lost,500*4", true), ("html", false)])
    func failedForGood(faults: String, isForced: Bool) throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", faults)
        try sandbox.write(ExampleRows.csv(0..<10), to: "rows.csv")
        let words = Self.importing(provider) + (isForced ? ["--force"] : [])
        #expect(try sandbox.enlist(words).status == 3)
        #expect(try sandbox.count("arrivals") == 0)
    }

    @Test(
        "and that somebody has made up crash nothing",
        arguments: [
            "x''", "x'FF'", "'{}'", "'{\"phones\":[],\"force\":false}'", "1", "1.5",
            "'{\"phones\":[\"+99999999999999999999\"],\"force\":false}'",
            "'{\"phones\":[\"+14152000001\",\"+14152000001\"],\"force\":false}'",
            "'{\"phones\":[\"+14152000001\"],\"force\":true}'",
            "'{\"phones\":{\"+14152000001\":1},\"force\":0}'",
            """
            (WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
            SELECT json_object(
                'phones', json_group_array('+' || (14152000000 + i)), 'force', json('false'))
            FROM n)
            """,
        ])
    func strangersPlans(question: String) throws {
        let provider = try LoopbackProvider(in: sandbox)
        try stopAtFirstRow(provider, rows: 0..<10)
        for (job, answer) in [
            ("1", "x''"), ("1", "''"), ("9223372036854775807", "x''"), ("-1", "0"),
        ] {
            _ = try sandbox.rows(
                """
                INSERT INTO arrivals(account, job, question, answer)
                VALUES(1, \(job), \(question), \(answer))
                """)
        }
        let resumed = try sandbox.enlist("resume", "--max-cost", "1", "--quiet")
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(try sandbox.count("ledger_view") == 10)
        #expect(try provider.served() == 10)
    }
}

extension PlannedCallTests {
    private static func importing(_ provider: LoopbackProvider, _ file: String = "rows.csv")
        -> [String]
    {
        [
            "import", file, "--list", "+18005551234", "--use-validation", "--provider",
            provider.url, "--quiet",
        ]
    }

    private func validate(
        _ provider: LoopbackProvider, _ numbers: Range<Int>
    ) throws -> CommandResult {
        try sandbox.enlist(["validate", "--provider", provider.url] + numbers.map(Self.phone))
    }

    private static func phone(_ number: Int) -> String { "+1415\(2_000_000 + number)" }

    private static func question(_ phones: [String], isForced: Bool = false) -> String {
        let list = phones.map { "\"\($0)\"" }.joined(separator: ",")
        return "'{\"phones\":[\(list)],\"force\":\(isForced)}'"
    }

    /// Starts an import that may pay for nothing.
    private func stopAtFirstRow(_ provider: LoopbackProvider, rows: Range<Int>) throws {
        try sandbox.write(ExampleRows.csv(rows), to: "rows.csv")
        let words = Self.importing(provider) + ["--max-cost", "0.001"]
        #expect(try sandbox.enlist(words).status == 75)
    }

    /// Puts a call on disk as if it had been under way at a crash.
    private func plan(_ question: String, job: Int = 1) throws {
        _ = try sandbox.rows(
            """
            INSERT INTO arrivals(account, job, question, answer)
            VALUES(1, \(job), CAST(\(question) AS BLOB), x'')
            """)
    }

    /// Every number was asked under one key, and every key stands for the same numbers.
    private func expectOneKey(_ provider: LoopbackProvider, numbers: Int) throws {
        var phonesOfKey: [String: [String]] = [:]
        for call in try provider.calls() {
            let key = try #require(call.key)
            #expect(phonesOfKey[key] == nil || phonesOfKey[key] == call.phones)
            phonesOfKey[key] = call.phones
        }
        #expect(phonesOfKey.values.reduce(0) { $0 + $1.count } == numbers)
        #expect(Set(phonesOfKey.values.joined()).count == numbers)
    }
}
