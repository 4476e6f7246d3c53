import Foundation
import Testing

/// Two accounts with keys in one workspace: what one may see and do.
@Suite("Another account's lists, caches and exports are out of reach")
struct ForeignAccountTests {
    private let sandbox: Sandbox
    private let key: String
    private let theirs: String

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
        theirs = try sandbox.enlist("key", "create", "Acme").outputLines.first ?? ""
        try sandbox.write("phone,name\n4155552671,Zebulon\n", to: "rows.csv")
        let run = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--use-validation", "--quiet",
            environment: ["ENLIST_API_KEY": theirs])
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

    @Test(
        "their list is not exported, their contacts and jobs are not told",
        arguments: [
            ["export", "+18005551234"], ["export", "+18005551234", "--format", "csv"], ["lists"],
            ["lists", "--json"], ["jobs"], ["jobs", "1"], ["jobs", "1", "--json"],
            ["jobs", "1", "--html", "page.html"], ["resume", "1"], ["undo", "1"],
            ["why", "4155552671"], ["why", "4155552671", "--json"], ["invoice"],
            ["invoice", "--json"], ["invoice", "--csv"], ["validate", "--list", "+18005551234"],
            ["check"], ["config"],
        ])
    func reading(command: [String]) throws {
        let result = try sandbox.enlist(command, environment: ["ENLIST_API_KEY": key])
        let said = result.output + result.error
        for word in ["Zebulon", "rows.csv", "Acme", "Main", sandbox.folder.lastPathComponent] {
            #expect(!said.contains(word), "\(said)")
        }
        #expect(!sandbox.hasFile("page.html"))
    }

    @Test(
        "nor with the key in a file",
        arguments: [
            ["lists"], ["jobs"], ["invoice"], ["export", "+18005551234"],
            ["key", "create", "Acme"],
        ])
    func keyFile(command: [String]) throws {
        try sandbox.write(key + "\n", to: "other.key")
        let result = try sandbox.enlist(command + ["--api-key-file", "other.key"])
        let said = result.output + result.error
        for word in ["rows.csv", "Main", "+14155552671", "0.003", "unknown option"] {
            #expect(!said.contains(word), "\(said)")
        }
        try sandbox.write("trk_wrong\n", to: "wrong.key")
        let refused = try sandbox.enlist(command + ["--api-key-file", "wrong.key"])
        #expect(refused.status == 1)
        #expect(refused.output.isEmpty)
    }

    @Test("their list is neither exported nor validated")
    func lists() throws {
        #expect(try asOther("export", "+18005551234").status != 0)
        #expect(try asOther("validate", "--list", "+18005551234").status != 0)
    }

    @Test("no copy of everybody's contacts is made, and no key of theirs")
    func administration() throws {
        let split = try asOther("split", "part.db", "--shard", "0", "--shards", "2")
        #expect(split.status == 1)
        #expect(split.error.contains("is for all accounts: it takes no API key"))
        #expect(!sandbox.hasFile("part.db"))
        for command in [["key", "create", "Acme"], ["key", "revoke", "Acme", "trk_"]] {
            let result = try sandbox.enlist(command, environment: ["ENLIST_API_KEY": key])
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(!result.error.contains("trk_"))
        }
        #expect(try asOther("key", "create", "Other").status == 0)
        #expect(try sandbox.count("api_keys") == 3)
    }

    @Test("their paid answers are not in the cache: who asks, pays")
    func cache() throws {
        let payload = try asOther("validate", "4155552671").output
        #expect(payload.contains(#""cached":false"#))
        #expect(try sandbox.rows("SELECT count(*) FROM ledger_view") == ["2"])
    }

    @Test("to resume means one's own newest import, whatever others began since")
    func resuming() throws {
        try sandbox.write("phone\n4155552671\nx\n", to: "cut.csv")
        for (list, key) in [("+18005559999", key), ("+18005551234", theirs)] {
            let cut = try sandbox.enlist(
                [
                    "import", "cut.csv", "--list", list, "--max-rejects", "0", "--report",
                    "\(list).ndjson", "--quiet",
                ],
                environment: ["ENLIST_API_KEY": key])
            #expect(cut.status == 75)
        }
        #expect(try asOther("resume", "--max-rejects", "5", "--quiet").status == 3)
        #expect(
            try sandbox.rows("SELECT account, state FROM jobs WHERE id > 1")
                == ["2|finished", "1|failed"])
    }

    @Test("their jobs are not undone or resumed")
    func jobs() throws {
        #expect(try asOther("undo", "1").status != 0)
        #expect(try asOther("resume", "1").status != 0)
        #expect(try sandbox.rows("SELECT state FROM jobs WHERE id = 1") == ["finished"])
    }
}
