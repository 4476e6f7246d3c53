import Foundation
import Testing

/// What a service has not taken was not charged: nobody has to ask it as it was planned, not even
/// when others have paid for some of its numbers before the job goes on.
@Suite("Calls that were never sent")
struct UntakenCallTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(ExampleRows.csv(0..<6_000), to: "rows.csv")
    }

    @Test("charge nothing twice when another import comes between a stop and its resume")
    func refusedKey() throws {
        // Twelve calls, of which the third is not let in.
        let provider = try LoopbackProvider(in: sandbox, "--faults", "ok*2,402")
        let stopped = try sandbox.enlist(
            Self.importing("rows.csv", provider) + ["--provider-rate", "1000"])
        #expect(stopped.status == 75, "\(stopped.error)")
        #expect(try provider.served() < 3_000)
        #expect(try sandbox.count("arrivals WHERE length(answer) = 0") == 0)
        let others = (0..<6_000).filter { $0 % 100 != 0 }
        let rows = others.map { ExampleRows.csvRows($0..<$0 + 1) }.joined()
        try sandbox.write(ExampleRows.csv(0..<0) + rows, to: "others.csv")
        #expect(try sandbox.enlist(Self.importing("others.csv", provider)).status == 0)
        #expect(try sandbox.enlist("resume", "1", "--quiet").status == 0)
        #expect(try provider.served() == 6_000)
        #expect(try sandbox.count("ledger_view") == 6_000)
    }

    @Test("are on disk no sooner than they leave, so that a crash leaves few of them")
    func killed() throws {
        let provider = try LoopbackProvider(in: sandbox, "--latency", "0.2")
        let command = try sandbox.start(
            Self.importing("rows.csv", provider) + ["--provider-rate", "1000"])
        try command.wait { try provider.served() >= 1_000 }
        command.send(SIGKILL)
        _ = try command.finish()
        let planned = try sandbox.count("arrivals")
        let sent = try provider.calls().count
        #expect(planned >= sent)
        // Two that leave within a second, and some that the service had not read yet.
        #expect(planned - sent <= 4 && sent < 8, "\(planned) calls on disk, \(sent) read")
    }

    @Test(
        "refuse no row of a service that is none, however often the job goes on",
        arguments: ["html*99", "404*99", "307*99"])
    func unusable(faults: String) throws {
        let none = try LoopbackProvider(in: sandbox, "--faults", faults)
        #expect(try sandbox.enlist(Self.importing("rows.csv", none)).status == 75)
        for _ in 0..<3 {
            #expect(try sandbox.enlist("resume", "--quiet").status == 75)
            #expect(try sandbox.rows("SELECT checkpoint ->> 'rows' FROM jobs") == ["0"])
        }
        #expect(try none.served() == 0)
        let provider = try LoopbackProvider(in: sandbox)
        #expect(try sandbox.enlist(Self.importing("rows.csv", provider)).status == 0)
        #expect(try provider.served() == 6_000)
        #expect(try sandbox.count("ledger_view") == 6_000)
    }

    @Test("are none of the numbers' failures either when the third of three calls shows it")
    func lastCallsUnusable() throws {
        try sandbox.write(ExampleRows.csv(0..<1_500), to: "rows.csv")
        let none = try LoopbackProvider(in: sandbox, "--faults", "html*9")
        #expect(try sandbox.enlist(Self.importing("rows.csv", none)).status == 75)
        #expect(try sandbox.rows("SELECT checkpoint ->> 'rows' FROM jobs") == ["0"])
    }

    @Test("for want of a connection are forgotten as those that were never tried")
    func noConnection() throws {
        try sandbox.write(ExampleRows.csv(0..<10), to: "rows.csv")
        let stopped = try sandbox.enlist(
            ["import", "rows.csv", "--list", "+18005551234", "--use-validation", "--quiet"]
                + ["--provider", "http://127.0.0.1:1"])
        #expect(stopped.status == 3, "\(stopped.error)")
        #expect(try sandbox.count("arrivals WHERE length(answer) = 0") == 0)
    }

    private static func importing(_ file: String, _ provider: LoopbackProvider) -> [String] {
        [
            "import", file, "--list", "+18005551234", "--use-validation", "--provider",
            provider.url, "--quiet",
        ]
    }
}
