import Foundation
import Testing

@Suite("Keys, billing and status of the account")
struct AccountTests {
    @Test func anAccountWithKeysTakesImportsOnlyWithOneOfThem() throws {
        let sandbox = try Sandbox()
        let key = try sandbox.enlist("key", "create", "Acme").outputLines.first ?? ""
        #expect(key.hasPrefix("trk_"))
        #expect(key.count == 36)
        let without = try importing(in: sandbox)
        #expect(without.status == 1)
        let wrong = try importing(
            in: sandbox, key: "trk_" + String(repeating: "a", count: 32))
        #expect(wrong.status == 1)
        #expect(try sandbox.count("jobs") == 0)
        #expect(try importing(in: sandbox, key: key).status == 0)
        #expect(try sandbox.count("list_contacts") == 1)
    }

    @Test func aRevokedKeyIsRefused() throws {
        let sandbox = try Sandbox()
        let kept = try sandbox.enlist("key", "create", "Acme").outputLines.first ?? ""
        let revoked = try sandbox.enlist("key", "create", "Acme").outputLines.first ?? ""
        _ = try sandbox.enlist("key", "revoke", "Acme", revoked)
        #expect(try importing(in: sandbox, key: revoked).status == 1)
        #expect(try importing(in: sandbox, key: kept).status == 0)
    }

    @Test("A key's file is read no further than a key can be", arguments: ["", "provider-"])
    func endlessKey(kind: String) throws {
        let sandbox = try Sandbox()
        try sandbox.write("phone\n4155552671\n", to: "rows.csv")
        let result = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--provider", "https://localhost:1",
            kind.isEmpty ? "--api-key-file" : "--provider-key-file", "/dev/zero")
        #expect(result.status == 2)
        #expect(result.error.contains("/dev/zero: is over 1 MiB"))
    }

    @Test func theWorkspaceKeepsNoKey() throws {
        let sandbox = try Sandbox()
        let key = try sandbox.enlist("key", "create", "Acme").outputLines.first ?? "trk_"
        let bytes = try Data(contentsOf: sandbox.folder.appendingPathComponent("enlist.db"))
        #expect(bytes.range(of: Data(key.prefix(8).utf8)) == nil)
    }

    @Test(arguments: [
        ("none", "no_billing_config"), ("no_payment_method", "no_payment_method"),
        ("payment_failed", "payment_failed"), ("suspended", "suspended"),
    ])
    func validationNeedsAnActivePaymentMethod(billing: String, code: String) throws {
        let sandbox = try Sandbox(Configurations.account(billing: billing, status: "active"))
        let run = try importing(in: sandbox, "--use-validation", "--log-format", "json")
        #expect(run.status == 1)
        #expect(try sandbox.count("jobs") == 0)
        try sandbox.write(
            "phone,use_validation\n4155552671,yes\n4155552672,\n", to: "rows.csv")
        let byRow = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--report", "-", "--quiet")
        #expect(byRow.status == 3)
        #expect(byRow.outputLines[0].hasPrefix(#"{"row":1,"status":402,"code":"\#(code)","#))
        #expect(byRow.outputLines[1].hasPrefix(#"{"row":2,"status":200,"#))
        #expect(try sandbox.count("ledger_view") == 0)
    }

    @Test(arguments: ["suspended", "deleted"])
    func anAccountThatIsNotActiveImportsNothing(status: String) throws {
        let sandbox = try Sandbox(Configurations.account(billing: "active", status: status))
        let result = try importing(in: sandbox)
        #expect(result.status == 1)
        #expect(result.error == "enlist: account \"Acme\" is \(status): nothing is imported\n")
        #expect(try sandbox.count("jobs") == 0)
    }

    private func importing(
        in sandbox: Sandbox, key: String? = nil, _ options: String...
    ) throws -> CommandResult {
        try sandbox.write("phone\n4155552671\n", to: "rows.csv")
        var environment: [String: String] = [:]
        environment["ENLIST_API_KEY"] = key
        return try CommandRun(
            arguments: ["import", "rows.csv", "--list", "+18005551234"] + options,
            environment: environment, folder: sandbox.folder
        ).result()
    }
}
