import Foundation
import Testing

/// Two accounts with keys in one workspace: what one may see and do.
@Suite("Another account's lists, caches and exports are out of reach")
struct ForeignAccountTests {
    private let sandbox: Sandbox
    private let key: String

    init() throws {
        sandbox = try Sandbox(
            """
            {"accounts":[
              {"name":"Acme","billing":"active","blocklist":["+14155552679"],
               "lists":[{"phone_number":"+18005551234","name":"Main"}]},
              {"name":"Other","billing":"active",
               "lists":[{"phone_number":"+18005559999","name":"Theirs"}]}]}
            """)
        key = try sandbox.enlist("key", "create", "Other").outputLines.first ?? ""
        let own = try sandbox.enlist("key", "create", "Acme").outputLines.first ?? ""
        try sandbox.write("phone,name\n4155552671,Zebulon\n", to: "rows.csv")
        let run = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--quiet",
            environment: ["ENLIST_API_KEY": own])
        #expect(run.status == 0)
    }

    private func asOther(_ arguments: String...) throws -> CommandResult {
        try sandbox.enlist(arguments, environment: ["ENLIST_API_KEY": key])
    }

    @Test("an import or an addition to their list finds no list")
    func writing() throws {
        let report = try asOther(
            "import", "rows.csv", "--list", "+18005551234", "--report", "-", "--quiet")
        #expect(report.status == 3 || report.status == 1)
        let added = try asOther(
            "add", #"{"phone_number":"4155552677","list_number":"+18005551234"}"#)
        #expect(added.output.contains("list_not_found"))
        let gone = try asOther("unsubscribe", "rows.csv", "--list", "+18005551234", "--quiet")
        #expect(gone.status != 0)
        #expect(try sandbox.rows("SELECT count(*), sum(active) FROM list_contacts") == ["1|1"])
    }

    @Test("their list is not exported, their contacts and jobs are not told")
    func reading() throws {
        let commands = [
            ["export", "+18005551234"], ["lists"], ["jobs"], ["jobs", "1"], ["why", "4155552671"],
            ["invoice"],
        ]
        for command in commands {
            let result = try sandbox.enlist(command, environment: ["ENLIST_API_KEY": key])
            #expect(!result.output.contains("Zebulon"), "\(command)")
            #expect(!(result.output + result.error).contains("rows.csv"), "\(command)")
        }
        #expect(try asOther("export", "+18005551234").status != 0)
    }

    @Test("their paid answers are not in the cache: who asks, pays")
    func cache() throws {
        let payload = try asOther("validate", "4155552671").output
        #expect(payload.contains(#""cached":false"#))
        #expect(try sandbox.rows("SELECT count(*) FROM ledger") == ["2"])
    }

    @Test("their jobs are not undone or resumed")
    func jobs() throws {
        #expect(try asOther("undo", "1").status != 0)
        #expect(try asOther("resume", "1").status != 0)
        #expect(try sandbox.rows("SELECT state FROM jobs WHERE id = 1") == ["finished"])
    }
}
