import Foundation
import Testing

@Suite("Validation over the network")
struct ProviderTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test(
        "a fault of the service costs only the rows it touches, and never money twice",
        arguments: [
            ("ok", false), ("500", false), ("503:1", false), ("429:1", false), ("429", false),
            ("close", false), ("cut", false), ("lost", false), ("hang", false), ("slow", false),
            ("502,close,cut,500", false), ("html", true), ("few", true), ("more", true),
            ("other", true), ("missing", true), ("type", true), ("huge", true), ("redirect", true),
            ("404", true), ("400", true),
        ])
    func faultsTouchTheirRows(fault: String, refuses: Bool) throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", fault)
        // Only who waits for ever has to be given up soon; a busy machine may take its time.
        let seconds = ["hang", "slow"].contains(fault) ? "5" : "30"
        let result = try importing(1_200, from: provider, "--provider-timeout", seconds)
        let summary = try result.summary()
        #expect(result.status == (refuses ? 3 : 0))
        #expect(summary.rows == 1_200)
        // One call, with 500 numbers unless the rows came slowly.
        let asked = try provider.calls().filter { $0.fault == fault }.flatMap(\.phones)
        #expect(refuses == false || asked.isEmpty == false)
        #expect(summary.errors["provider_error"] ?? 0 == (refuses ? asked.count : 0))
        try expectLedgerToBe(provider.served())
    }

    @Test("any mixture of faults leaves every row accounted for", arguments: [1, 2, 3])
    func chaosLosesNothing(seed: Int) throws {
        let provider = try LoopbackProvider(
            in: sandbox, "--chaos", "\(seed)", "--chaos-wrong", "--chaos-share", "0.5",
            "--failing", "13")
        let summary = try importing(5_000, from: provider).summary()
        #expect(summary.rows == 5_000)
        #expect(summary.successCount + summary.errorCount == 5_000)
        #expect(sandbox.lines().count == 5_000)
        try expectLedgerToBe(provider.served())
    }

    @Test("a proxy gets nothing that is for this machine", arguments: ["", "other.example"])
    func noProxy(direct: String) throws {
        let provider = try LoopbackProvider(in: sandbox)
        let proxy = try LoopbackProvider(in: sandbox)
        try sandbox.write("phone\n4155552671\n", to: "rows.csv")
        let result = try sandbox.shell(
            "\"$ENLIST\" import rows.csv --list +18005551234 --use-validation --provider "
                + provider.url,
            ["http_proxy": proxy.url, "all_proxy": proxy.url, "no_proxy": direct])
        #expect(result.status == 0, "\(result.error)")
        #expect(try proxy.calls().isEmpty)
        #expect(try provider.served() == 1)
    }

    @Test("a number that fails refuses its own rows only")
    func oneNumberFails() throws {
        let provider = try LoopbackProvider(in: sandbox, "--failing", "03,17")
        let summary = try importing(1_000, from: provider).summary()
        #expect(summary.errors == ["provider_error": 20])
        try expectLedgerToBe(980)
    }

    @Test("one number on many rows is asked and paid once, and fails once")
    func repeatsShareALookup() throws {
        let provider = try LoopbackProvider(in: sandbox, "--failing", "0001")
        let rows = (0..<3_000).map { "415555000\($0 % 3)" }
        let result = try importing(rows, from: provider)
        #expect(try result.summary().errors == ["provider_error": 1_000])
        #expect(
            try provider.calls().flatMap(\.phones).sorted() == [
                "+14155550000", "+14155550001", "+14155550002",
            ])
        try expectLedgerToBe(2)
    }

    @Test("the first row pays for a number, forced once more at most")
    func forceIsPaidOnce() throws {
        let provider = try LoopbackProvider(in: sandbox)
        try sandbox.write(
            "phone,force\n" + String(repeating: "4155550100,yes\n4155550101,\n", count: 4),
            to: "rows.csv")
        _ = try runImport(provider)
        _ = try runImport(provider)
        let asked = try provider.calls().map { "\($0.phones) \($0.force)" }.sorted()
        #expect(
            asked == [
                #"["+14155550100"] true"#, #"["+14155550100"] true"#, #"["+14155550101"] false"#,
            ])
        #expect(sandbox.lines().count { $0.contains(#""cost":0.003"#) } == 1)
        #expect(try sandbox.count("ledger_view") == 3)
    }

    @Test("threads, latency and rate do not show in the report")
    func reportIsTheSame() throws {
        let settings: [([String], [String])] = [
            ([], ["--threads", "1"]), (["--latency", "0.1"], ["--threads", "4"]),
            (["--chaos", "9"], ["--provider-rate", "2000"]),
        ]
        let reports = try settings.map { service, options in
            let sandbox = try Sandbox()
            let provider = try LoopbackProvider(in: sandbox, service + ["--failing", "7"])
            try sandbox.write(Self.mixedRows, to: "rows.csv")
            _ = try runImport(provider, options, in: sandbox)
            return sandbox.lines().map(ReportIDs.hidden)
        }
        #expect(reports[0].count == 2_000)
        #expect(reports[1] == reports[0])
        #expect(reports[2] == reports[0])
    }

    @Test("a service that is away pauses the run instead of refusing the whole file")
    func breakerPauses() throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", "500*17")
        let result = try importing(5_000, from: provider)
        #expect(result.error.contains("pausing until it answers again"))
        #expect(result.error.contains("answers again; going on"))
        #expect(try result.summary().errorCount <= 2_000)
        try expectLedgerToBe(provider.served())
    }

    @Test("a service that wants to be left alone for long stops the run", arguments: [429, 503])
    func longPauseStops(status: Int) throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", "\(status):86400*99")
        let result = try importing(1_000, from: provider)
        #expect(result.status == 75)
        #expect(result.error.contains("for longer than 600 s; go on when it is back"))
        try expectLedgerToBe(0)
    }

    @Test("a service that only ever answers wrongly stops the run")
    func wrongServiceStops() throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", "html*99")
        let result = try importing(5_000, from: provider)
        #expect(result.status == 75)
        #expect(result.error.contains("not as a validation service: the answer is not JSON"))
        try expectLedgerToBe(0)
    }

    @Test(
        "a refused key or account stops at once, and nothing paid is asked again",
        arguments: [401, 402, 403])
    func refusalStops(status: Int) throws {
        let provider = try LoopbackProvider(in: sandbox, "--faults", "ok,\(status)")
        let stopped = try importing(1_200, from: provider)
        #expect(stopped.status == 75)
        #expect(stopped.error.contains("HTTP \(status)"))
        let resumed = try sandbox.enlist("resume", "--summary", "json")
        #expect(resumed.status == 0)
        #expect(sandbox.lines().count == 1_200)
        let paid = try provider.calls().filter { $0.fault == "ok" }.flatMap(\.phones)
        #expect(paid.count == Set(paid).count)
        try expectLedgerToBe(provider.served())
    }

    private static let mixedRows: String = {
        let rows = (0..<2_000).map { row in
            let line = row * 7 % 900
            let force = row % 11 == 0 ? "yes" : ""
            let optOut = row % 13 == 0 ? "yes" : ""
            return "(415) 555-0\(100 + line),\(force),\(optOut)"
        }
        return "phone,force,opted_out\n" + rows.joined(separator: "\n") + "\n"
    }()
}

extension ProviderTests {
    private func importing(
        _ rows: Int, from provider: LoopbackProvider, _ options: String...
    ) throws -> CommandResult {
        try sandbox.write(ExampleRows.csv(0..<rows), to: "rows.csv")
        return try runImport(provider, options)
    }

    private func importing(
        _ phones: [String], from provider: LoopbackProvider
    ) throws -> CommandResult {
        try sandbox.write("phone\n" + phones.joined(separator: "\n") + "\n", to: "rows.csv")
        return try runImport(provider)
    }

    private func runImport(
        _ provider: LoopbackProvider, _ options: [String] = [], in other: Sandbox? = nil
    ) throws -> CommandResult {
        try (other ?? sandbox).enlist(
            [
                "import", "rows.csv", "--list", "+18005551234", "--report", "report.ndjson",
                "--use-validation", "--provider", provider.url, "--summary", "json",
            ] + options)
    }

    /// The ledger, the reports and what the service charged agree.
    private func expectLedgerToBe(_ count: Int) throws {
        #expect(try sandbox.count("ledger_view") == count)
        #expect(sandbox.lines().count { $0.contains(#""cost":0.003"#) } == count)
    }
}
