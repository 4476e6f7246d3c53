import Foundation
import Testing

/// Numbers and keys go to nobody who cannot show who he is.
@Suite("A certificate that nobody vouches for")
struct ProviderTrustTests {
    private let sandbox: Sandbox
    /// With its key; of 127.0.0.1, signed by itself.
    private static let certificate = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("loopback.pem").path

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(ExampleRows.csv(0..<1_200), to: "rows.csv")
    }

    @Test("stops the import at once, and nothing was sent")
    func untrusted() throws {
        let provider = try LoopbackProvider(in: sandbox, "--certificate", Self.certificate)
        #expect(provider.url.hasPrefix("https://"))
        let stopped = try sandbox.enlist(Self.importing(provider))
        #expect(stopped.status == 75)
        #expect(
            stopped.error.contains("a certificate that this system does not trust"),
            "\(stopped.error)")
        #expect(try provider.calls().isEmpty)
        #expect(try sandbox.count("arrivals") == 0)
        #expect(try sandbox.rows("SELECT checkpoint ->> 'rows' FROM jobs") == ["0"])
        // It cannot be passed over by going on.
        #expect(try sandbox.enlist("resume", "--quiet").status == 75)
        #expect(try provider.calls().isEmpty)
        let other = try LoopbackProvider(in: sandbox)
        #expect(try sandbox.enlist(Self.importing(other)).status == 0)
        #expect(try other.served() == 1_200)
        #expect(try sandbox.count("ledger_view") == 1_200)
    }

    private static func importing(_ provider: LoopbackProvider) -> [String] {
        [
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--provider",
            provider.url, "--quiet",
        ]
    }
}
