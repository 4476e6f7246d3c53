import Foundation
import Testing

/// Two accounts, of whom one has a name that a spreadsheet would run.
@Suite("The bill of a month")
struct InvoiceTests {
    private let sandbox: Sandbox
    private let month = String(Date().ISO8601Format().prefix(7))

    init() throws {
        sandbox = try Sandbox(
            #"""
            {"accounts":[
              {"name":"=1+1, \"B\"","billing":"active",
               "lists":[{"phone_number":"+18005559999","name":"Theirs"}]},
              {"name":"Acme","billing":"active",
               "lists":[{"phone_number":"+18005551234","name":"Main"}]}]}
            """#)
        try sandbox.write("phone\n4155552671\n4155552672\n4155552671\n", to: "rows.csv")
    }

    private func validate(_ list: String, _ options: String...) throws {
        let run = try sandbox.enlist(
            [
                "import", "rows.csv", "--list", list, "--use-validation", "--anew", "--report",
                "report.ndjson", "--quiet",
            ] + options,
            environment: try key(of: list))
        #expect(run.status == 0)
    }

    /// Each run has a key of its account: without keys a workspace has one account.
    private func key(of list: String) throws -> [String: String] {
        let account = list == "+18005551234" ? "Acme" : "=1+1, \"B\""
        let made = try sandbox.enlist("key", "create", account)
        return ["ENLIST_API_KEY": try #require(made.outputLines.first)]
    }

    private func lastRecord(_ arguments: String...) throws -> String? {
        try sandbox.enlist(arguments).output.split(separator: "\r\n").last.map(String.init)
    }

    @Test("tells by account what was paid and what was known before, as text, JSON and CSV")
    func forms() throws {
        try validate("+18005551234")
        try validate("+18005551234")
        try validate("+18005551234", "--force")
        try validate("+18005559999")
        #expect(
            try sandbox.enlist("invoice").output == """
                \(month)    lookups  cached    cost
                =1+1, "B"        2       1  $0.006
                Acme             4       5  $0.012
                total            6       6  $0.018

                """)
        #expect(
            try sandbox.enlist("invoice", "--csv").output
                == "month,account,lookups,cached,total_cost\r\n"
                + "\(month),\"'=1+1, \"\"B\"\"\",2,1,0.006\r\n\(month),Acme,4,5,0.012\r\n")
        #expect(
            try sandbox.enlist("invoice", "--json").output.hasPrefix(
                #"{"month":"\#(month)","accounts":["#
                    + #"{"name":"=1+1, \"B\"","lookups":2,"cached":1,"total_cost":0.006},"#
                    + #"{"name":"Acme","lookups":4,"cached":5,"total_cost":0.012}],"#
                    + #""total_cost":0.018,"state":"finished","exit_status":0,"#))
    }

    @Test("names an account whose answers were all known, and counts additions and lookups alone")
    func cachedOnly() throws {
        _ = try sandbox.rows("UPDATE accounts SET name = 'Bee' WHERE id = 1")
        let theirs = try sandbox.enlist("key", "create", "Bee").outputLines.first ?? ""
        let request =
            #"{"phone_number":"4155552671","list_number":"+18005559999","use_validation":true}"#
        for call in [["add", request], ["validate", "4155552671", "--force"]]
            + [["validate", "4155552671"], ["add", request]]
        {
            let run = try sandbox.enlist(call, environment: ["ENLIST_API_KEY": theirs])
            #expect(run.status == 0)
        }
        #expect(try lastRecord("invoice", "--csv") == "\(month),Bee,2,2,0.006")
        _ = try sandbox.rows("UPDATE ledger_runs SET charged_at = 0")
        #expect(try lastRecord("invoice", "--csv") == "\(month),Bee,0,2,0")
        #expect(try lastRecord("invoice", "1970-01", "--csv") == "1970-01,Bee,2,0,0.006")
    }

    @Test("has a line for each account, whatever its name")
    func lineEnds() throws {
        _ = try sandbox.rows(
            "UPDATE accounts SET name = 'a' || char(10) || 'total 0 0 $0' WHERE id = 1")
        _ = try sandbox.rows(
            """
            INSERT INTO ledger_runs(account, validation, count, mills, job, charged_at)
            VALUES(1, 1, 1, 3, 1, unixepoch())
            """)
        let lines = try sandbox.enlist("invoice").outputLines
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("a\u{FFFD}total 0 0 $0 "))
    }

    @Test("is empty where nothing was validated, and has one form at a time")
    func neither() throws {
        #expect(try sandbox.enlist("invoice", "2026-01").output == "2026-01: no validations\n")
        #expect(
            try sandbox.enlist("invoice", "2026-01", "--csv").output
                == "month,account,lookups,cached,total_cost\r\n")
        let both = try sandbox.enlist("invoice", "--csv", "--json")
        #expect(both.status == 2)
        #expect(both.error.contains("two forms of one bill"))
        let full = try sandbox.shell("\"$ENLIST\" invoice --csv > /dev/full")
        #expect(full.status == 1)
        #expect(full.error.contains("standard output cannot be written"))
    }

    @Test("counts what was known once, although the import was cut off and resumed")
    func resumed() throws {
        try sandbox.write(
            "phone\n4155552671\n4155552671\nx\n4155552672\n4155552672\n", to: "rows.csv")
        let environment = try key(of: "+18005551234")
        let cut = try sandbox.enlist(
            [
                "import", "rows.csv", "--list", "+18005551234", "--use-validation",
                "--max-rejects", "0", "--quiet",
            ], environment: environment)
        #expect(cut.status == 75)
        let resumed = try sandbox.enlist(
            ["resume", "--max-rejects", "1", "--quiet"], environment: environment)
        #expect(resumed.status == 3)
        #expect(try lastRecord("invoice", "--csv") == "\(month),Acme,2,2,0.006")
    }
}
