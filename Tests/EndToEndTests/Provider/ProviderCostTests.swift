import Foundation
import Testing

@Suite("What validation over the network costs")
struct ProviderCostTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test("a dry run asks nobody and quotes what the import then costs")
    func dryRunQuotes() throws {
        let provider = try LoopbackProvider(in: sandbox)
        try sandbox.write(Self.rows, to: "rows.csv")
        _ = try sandbox.enlist("validate", "4155551000", "--provider", provider.url)
        let asked = try provider.calls().count
        let quote = try importing(provider, "--dry-run").summary()
        #expect(try provider.calls().count == asked)
        #expect(quote.state == "dry_run")
        let cost = try importing(provider).summary().validation.totalCost
        #expect(quote.validation.totalCost == cost)
        #expect(cost == Decimal(299) * 3 / 1000)
    }

    @Test("--max-cost stops before it is passed, and a higher limit goes on")
    func maxCostStops() throws {
        let provider = try LoopbackProvider(in: sandbox)
        try sandbox.write(ExampleRows.csv(0..<1_000), to: "rows.csv")
        let stopped = try importing(provider, "--max-cost", "1.00")
        #expect(stopped.status == 75)
        #expect(stopped.error.contains("--max-cost $1"))
        #expect(try (318...333).contains(provider.served()))
        #expect(try sandbox.count("ledger_view") == provider.served())
        #expect(
            try stopped.summary().validation.totalCost
                == Decimal(provider.served()) * 3 / 1000)
        let resumed = try sandbox.enlist("resume", "--max-cost", "3", "--summary", "json")
        #expect(resumed.status == 0)
        #expect(try sandbox.count("ledger_view") == 1_000)
        #expect(try provider.served() == 1_000)
    }

    @Test("a dry run says what repeats, the cache, refusals and skips save, in any groups")
    func dryRunSaysWhatIsSaved() throws {
        try sandbox.apply(
            Configurations.acme.replacing(
                "\"name\":\"Acme\"", with: #""name":"Acme","blocklist":["+14152000009"]"#))
        _ = try sandbox.enlist("validate", "4152000001", "--quiet")
        try sandbox.write(
            "phone,opted_out\n4152000001,\n4152000002,\n4152000002,\n4152000003,\n12,\n"
                + "4152000009,\n4152000003,\n4152000001,\n4152000004,yes\n", to: "rows.csv")
        let words = ["import", "rows.csv", "--list", "+18005551234", "--use-validation"]
        for groups in [[], ["--commit-rows", "1"], ["--commit-rows", "3", "--threads", "2"]] {
            let quote = try sandbox.enlist(words + groups + ["--dry-run"])
            #expect(
                quote.output.contains(
                    "; 2 from the cache, 2 repeated, 3 not looked up as they are refused or passed "
                        + "over; would cost $0.006"), "\(quote.output)")
            let json = try sandbox.enlist(words + groups + ["--dry-run", "--summary", "json"])
            let counts = try json.summary().validation
            #expect([counts.cached, counts.repeated, counts.notAsked] == [4, 2, 3])
        }
        let real = try sandbox.enlist(words + ["--summary", "json"]).summary().validation
        #expect(real.repeated == nil && real.notAsked == nil && real.cached == 4)
    }

    @Test("--max-cost counts repeats that are forced, so that the summary has all that was spent")
    func maxCostCountsForcedRepeats() throws {
        let provider = try LoopbackProvider(in: sandbox)
        let repeated = #"{"phone_number":"+14152000000","force":true}"#
        let rows =
            [#"{"phone_number":"+14152000000"}"#, repeated, repeated]
            + (1..<500).map { #"{"phone_number":"+1415\#(2_000_000 + $0)"}"# }
        try sandbox.write(rows.joined(separator: "\n"), to: "rows.csv")
        let stopped = try importing(provider, "--max-cost", "0.3")
        #expect(stopped.status == 75)
        #expect(try stopped.summary().rows == 101)
        #expect(try stopped.summary().validation.totalCost == Decimal(string: "0.3"))
        #expect(try provider.served() == 100)
        #expect(try sandbox.count("ledger_view") == 100)
        #expect(try sandbox.enlist("resume", "--max-cost", "9", "--quiet").status == 0)
        #expect(try provider.served() == 501)
        #expect(try sandbox.count("ledger_view") == 501)
    }

    @Test("rows behind refusals that pass --max-rejects whatever is answered cost nothing")
    func freeRefusalsEndFirst() throws {
        let provider = try LoopbackProvider(in: sandbox)
        var rows = (0..<3_000).map { "415\(2_000_000 + $0)" }
        for row in [10, 20, 30] { rows[row] = "12" }
        try sandbox.write("phone\n" + rows.joined(separator: "\n") + "\n", to: "rows.csv")
        let stopped = try importing(provider, "--max-rejects", "2")
        #expect(stopped.status == 75)
        #expect(stopped.error.contains("of 31 rows 3 are refused (invalid_phone 3)"))
        #expect(try stopped.summary().rows == 30)
        #expect(try provider.served() == 28)
        #expect(try sandbox.count("ledger_view") == 28)
        #expect(try sandbox.enlist("resume", "--max-rejects", "3", "--quiet").status == 3)
        #expect(try provider.served() == 2_997)
    }

    @Test(
        "why a call has failed is told, though one alone pauses nothing",
        arguments: [
            ("html", "the answer is not JSON"), ("few", "9 results for 10 numbers"),
            ("500*inf", "HTTP 500"), ("429*inf", "HTTP 429 (where fewer than 500 numbers"),
        ])
    func failureIsTold(fault: String, reason: String) throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", fault)
        try sandbox.write(ExampleRows.csv(0..<10), to: "rows.csv")
        let failed = try importing(provider)
        #expect(failed.status == 3)
        #expect(failed.error.contains(reason), "\(failed.error)")
        #expect(failed.error.contains("the numbers of such a call are refused"))
        #expect(try sandbox.count("ledger_view") == 0)
    }

    @Test("--max-cost holds for local answers, too")
    func maxCostHoldsLocally() throws {
        try sandbox.write(ExampleRows.csv(0..<1_000), to: "rows.csv")
        let stopped = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--max-cost",
            "0.30", "--report", "report.ndjson")
        #expect(stopped.status == 75)
        #expect(try (85...100).contains(sandbox.count("ledger_view")))
        #expect(try sandbox.lines().count == sandbox.count("ledger_view"))
    }

    @Test("a killed import asks nothing again that had arrived a second before")
    func killedImportPaysOnce() throws {
        let provider = try LoopbackProvider(in: sandbox, "--latency", "0.3")
        try sandbox.write(ExampleRows.csv(0..<4_000), to: "rows.csv")
        let command = try sandbox.start(
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--provider",
            provider.url, "--provider-rate", "1000", "--report", "report.ndjson", "--quiet")
        try command.wait { try provider.served() >= 2_500 }
        let killedAt = Date().timeIntervalSince1970
        command.send(SIGKILL)
        _ = try command.finish()
        let early = try provider.calls().filter { $0.at < killedAt - 1 }.flatMap(\.phones)
        let before = try provider.calls().count
        #expect(early.count >= 500)
        #expect(try sandbox.enlist("resume", "--summary", "json").status == 0)
        let again = Set(try provider.calls().dropFirst(before).flatMap(\.phones))
        #expect(again.isDisjoint(with: early))
        #expect(try sandbox.count("ledger_view") == 4_000)
        #expect(sandbox.lines().count { $0.contains(#""cost":0.003"#) } == 4_000)
    }

    @Test("a resumed import reports as an undisturbed one does")
    func resumedReportIsTheSame() throws {
        let calm = try Sandbox()
        let calmProvider = try LoopbackProvider(in: calm, "--failing", "7")
        try calm.write(Self.rows, to: "rows.csv")
        _ = try calm.enlist(Self.arguments(calmProvider))

        let provider = try LoopbackProvider(
            in: sandbox, "--failing", "7", "--faults", "ok,402,ok*2,402")
        try sandbox.write(Self.rows, to: "rows.csv")
        #expect(
            try sandbox.enlist(Self.arguments(provider) + ["--provider-rate", "50"]).status == 75)
        #expect(try sandbox.enlist("resume", "--quiet").status == 75)
        #expect(try sandbox.enlist("resume", "--quiet").status == 3)
        #expect(sandbox.lines().map(ReportIDs.hidden) == calm.lines().map(ReportIDs.hidden))
        #expect(try sandbox.count("ledger_view") == calm.count("ledger_view"))
        #expect(try sandbox.count("ledger_view") == provider.served())
    }

    @Test("several groups of rows whose numbers are all cached ask nobody")
    func everythingIsCached() throws {
        try sandbox.write(ExampleRows.csv(0..<12_000), to: "rows.csv")
        let options = ["import", "rows.csv", "--list", "+18005551234", "--use-validation"]
        let first = try sandbox.enlist(options + ["--summary", "json"])
        #expect(try first.summary().validation.totalCost == Decimal(36))
        let provider = try LoopbackProvider(in: sandbox)
        let second = try sandbox.enlist(
            options + ["--provider", provider.url, "--summary", "json"])
        #expect(second.status == 0, "\(second.error)")
        #expect(try second.summary().validation.cached == 12_000)
        #expect(try provider.calls().isEmpty)
        #expect(sandbox.lines("rows.csv.report.ndjson").count == 12_000)
    }

    @Test("the key stands neither in messages nor in a file")
    func keyIsSecret() throws {
        let key = "sesame-4711-open"
        let provider = try LoopbackProvider(in: sandbox, "--key", key)
        try sandbox.write(ExampleRows.csv(0..<10), to: "rows.csv")
        let result = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--provider",
            provider.url, "--report", "report.ndjson", environment: ["ENLIST_PROVIDER_KEY": key])
        #expect(result.status == 0)
        #expect(!result.output.contains(key) && !result.error.contains(key))
        let found = try sandbox.shell("grep -l -- '\(key)' * || true")
        #expect(found.output == "")
    }

    @Test(
        "an address that would show the key is refused before anything is read",
        arguments: [
            ("http://validate.example.com", "plain http"),
            ("https://user:secret@validate.example.com", "password"),
            ("ftp://validate.example.com", "takes `local` or a URL"), ("nonsense", "takes `local`"),
            ("http://127.0.0.1:99999", "takes `local`"),
            ("http://127.0.0.1.example.com", "plain http"), ("https://host/?key=1", "without `?`"),
        ])
    func unsafeAddressesAreRefused(url: String, words: String) throws {
        try sandbox.write(ExampleRows.csv(0..<10), to: "rows.csv")
        let result = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--provider", url)
        #expect(result.status == 2)
        #expect(result.error.contains(words))
        #expect(!result.error.contains("secret"))
        #expect(try sandbox.count("jobs") == 0)
    }

    @Test("a service that nobody runs is a provider_error of one request, after the retries")
    func addWithoutService() throws {
        let result = try sandbox.enlist(
            "add", #"{"phone_number":"4155550100","list_number":"+18005551234"}"#,
            "--use-validation", "--provider", "http://127.0.0.1:9")
        #expect(result.status == 3)
        #expect(result.output.contains(#""status":503,"code":"provider_error""#))
        #expect(try sandbox.count("ledger_view") == 0)
    }

    @Test("validate prints payloads, caches and bills them, and marks known contacts")
    func validateNumbers() throws {
        let provider = try LoopbackProvider(in: sandbox, "--failing", "13")
        _ = try sandbox.enlist(
            "add", #"{"phone_number":"4155550100","list_number":"+18005551234"}"#)
        let arguments = ["4155550100", "junk", "415-555-0113", "(415) 555-0100"]
        let first = try sandbox.enlist(
            ["validate"] + arguments + ["--provider", provider.url])
        #expect(first.status == 3)
        #expect(first.outputLines.count == 4)
        #expect(first.outputLines[0].contains(#""cost":0.003,"cached":false"#))
        #expect(first.outputLines[1].contains(#""code":"invalid_phone""#))
        #expect(first.outputLines[2].contains(#""code":"provider_error""#))
        #expect(first.outputLines[3].contains(#""cost":0,"cached":true"#))
        let second = try sandbox.enlist("validate", "4155550100", "--provider", provider.url)
        #expect(second.status == 0)
        #expect(second.output.contains(#""cost":0,"cached":true"#))
        #expect(try sandbox.count("ledger_view") == 1)
        #expect(
            try sandbox.rows(
                "SELECT count(*) FROM contact_view WHERE validation_status IS NOT NULL") == ["1"])
    }

    @Test("validate --list takes the active contacts, says the price first, and stops at the limit")
    func validateAList() throws {
        try sandbox.apply(
            Configurations.acme.replacing(
                "\"name\":\"Acme\"", with: #""name":"Acme","blocklist":["+14155550104"]"#))
        try sandbox.write(
            "phone,opted_out\n4155550100,\n4155550101,yes\n4155550102,\n4155550103,\n",
            to: "rows.csv")
        _ = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234", "--quiet")
        // On the list before it was blocked.
        _ = try sandbox.rows(
            """
            INSERT INTO contacts(phone, line_type, created_job, updated_job)
            VALUES(14155550104, 0, 1, 1);
            INSERT INTO list_contacts(
                id, active, signup_method, signup_date, created_job, updated_job)
            SELECT (SELECT id FROM lists) << 40 | id, 1, 0, 0, 1, 1 FROM contacts
            WHERE phone = 14155550104
            """)
        let provider = try LoopbackProvider(in: sandbox)
        let list = ["validate", "--list", "+18005551234", "--provider", provider.url]
        let estimate = try sandbox.enlist(list + ["--dry-run"])
        #expect(estimate.error.contains("3 numbers, 0 of them cached: at most $0.009"))
        #expect(try provider.calls().isEmpty)
        let limited = try sandbox.enlist(list + ["--max-cost", "0.006"])
        #expect(limited.status == 75)
        #expect(limited.outputLines.count == 2)
        #expect(try sandbox.enlist(list + ["--force"]).outputLines.count == 3)
        #expect(try sandbox.count("ledger_view") == 5)
        #expect(try provider.served() == 5)
    }
}

extension ProviderCostTests {
    /// 300 numbers, each on two rows.
    private static let rows =
        "phone\n" + (0..<600).map { "415555\(1_000 + $0 % 300)" }.joined(separator: "\n") + "\n"

    private static func arguments(_ provider: LoopbackProvider) -> [String] {
        [
            "import", "rows.csv", "--list", "+18005551234", "--report", "report.ndjson",
            "--use-validation", "--provider", provider.url, "--summary", "json",
        ]
    }

    private func importing(
        _ provider: LoopbackProvider, _ options: String...
    ) throws -> CommandResult {
        try sandbox.enlist(Self.arguments(provider) + options)
    }
}
