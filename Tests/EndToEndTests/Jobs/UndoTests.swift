import Foundation
import Testing

@Suite("undo")
struct UndoTests {
    private let sandbox: Sandbox
    private let list = "+18005551234"

    init() throws {
        sandbox = try Sandbox(
            """
            {"accounts":[{"name":"Acme","billing":"active",
              "lists":[{"phone_number":"+18005551234","name":"Main"},
                {"phone_number":"+18005555678","name":"Other"}],
              "journeys":[{"name":"Welcome","status":"active","trigger":{"operator":"AND",
                "conditions":[{"type":"list","list_number":"+18005551234"}]}}]}]}
            """)
        try importing(
            "phone,name,city,opted_out\n4152000001,Ann,Rome,\n4152000002,Bob,,\n4152000003,Cy,,yes\n"
        )
    }

    @Test func bringsBackTheExportAndAllThatIsStored() throws {
        let before = try contents()
        try importing(
            """
            phone,name,city,opted_out,url,use_validation,list_number
            4152000001,Anna,,,http://a.example,,
            4152000002,Bob,Oslo,yes,,,
            4152000003,Cyd,,yes,,,
            4152000004,Dee,,,,yes,
            4152000001,Annie,Bern,,,yes,
            4152000005,Eve,,yes,,,
            4152000002,Bob,,,,,+18005555678
            """, "--use-journeys", "--no-skip-journey-if-exists")
        #expect(try contents() != before)
        let result = try sandbox.enlist("undo", "2", "--json")
        #expect(result.status == 0)
        #expect(
            result.output == """
                {"job":"2","contacts_removed":2,"list_contacts_removed":3,"list_contacts_restored":3,\
                "contacts_restored":1,"enrolments_removed":2,"list_contacts_kept":0,"contacts_kept":0,\
                "state":"finished","exit_status":0,"next":null,"error":null}

                """)
        #expect(try contents() == before)
        #expect(try sandbox.enlist("check").output == "all is well\n")
        #expect(try sandbox.rows("SELECT state FROM jobs ORDER BY id") == ["finished", "undone"])
    }

    @Test func doesNotWaitForAValidationThatStopped() throws {
        let stopped = try sandbox.enlist(
            "validate", "4152000008", "4152000009", "--max-cost", "0.003")
        #expect(stopped.status == 75)
        #expect(try sandbox.enlist("undo", "1").status == 0)
        #expect(try sandbox.enlist("resume", "2").error.contains("validate is over when it stops"))
    }

    @Test func wakesNobodyWhoOptedOutOnceMore() throws {
        try importing("phone,opted_out\n4152000001,yes\n4152000004,yes\n4152000005,yes\n")
        try sandbox.write("4152000001\n4152000004\n", to: "stop.txt")
        _ = try sandbox.enlist("unsubscribe", "stop.txt", "--list", list)
        let result = try sandbox.enlist("undo", "2", "--json")
        #expect(result.output.contains(#""list_contacts_kept":2"#))
        let out = """
            SELECT phone_number FROM list_contact_view WHERE active = 0 ORDER BY phone_number
            """
        #expect(try sandbox.rows(out) == ["+14152000001", "+14152000003", "+14152000004"])
        #expect(try sandbox.enlist("check").output == "all is well\n")
    }

    @Test func takesOptOutsBackThatTheJobRepeatedItself() throws {
        try importing("phone\n4152000006\n")
        let before = try contents()
        try sandbox.write("4152000006\n4152000006\n", to: "twice.txt")
        try sandbox.write("4152000006\n", to: "once.txt")
        for (file, job) in [("twice.txt", "3"), ("once.txt", "4")] {
            _ = try sandbox.enlist("unsubscribe", file, "--list", list)
            #expect(try contents() != before)
            #expect(try sandbox.enlist("undo", job).status == 0)
            #expect(try contents() == before)
            #expect(try sandbox.count("opt_out_repeats") == 0)
        }
    }

    @Test func takesOptOutsBackThatWereRepeatedBetween() throws {
        try importing("phone\n4152000006\n")
        let before = try contents()
        try sandbox.write("4152000006\n(415) 200-0006\n", to: "twice.txt")
        try sandbox.write("4152000006\n", to: "once.txt")
        for file in ["twice.txt", "once.txt"] {
            _ = try sandbox.enlist("unsubscribe", file, "--list", list)
        }
        for job in ["4", "3"] { #expect(try sandbox.enlist("undo", job).status == 0) }
        #expect(try contents() == before)
    }

    @Test func wakesNobodyWhomAnEarlierJobOptedOutWhenItWasResumed() throws {
        try sandbox.write("4152000001\njunk\n4152000002\n", to: "first.txt")
        let first = try sandbox.enlist(
            "unsubscribe", "first.txt", "--list", list, "--max-rejects", "0", "--commit-rows", "1")
        #expect(first.status == 75)
        try sandbox.write("4152000002\n", to: "second.txt")
        #expect(try sandbox.enlist("unsubscribe", "second.txt", "--list", list).status == 0)
        #expect(try sandbox.enlist("resume", "2", "--max-rejects", "5").status == 3)
        let result = try sandbox.enlist("undo", "3", "--json")
        #expect(result.output.contains(#""list_contacts_restored":0"#))
        let out = "SELECT phone_number FROM list_contact_view WHERE active = 0 ORDER BY 1"
        #expect(try sandbox.rows(out) == ["+14152000001", "+14152000002", "+14152000003"])
    }

    @Test func leavesWhatAnotherJobWroteBeforeThisOneWasResumed() throws {
        try sandbox.write(
            "phone,name\n4152000007,Gus\njunk,\n4152000007,Gustav\n", to: "first.csv")
        let first = try sandbox.enlist(
            "import", "first.csv", "--list", list, "--max-rejects", "0", "--commit-rows", "1")
        #expect(first.status == 75)
        try importing("phone,city\n4152000007,Rome\n")
        #expect(try sandbox.enlist("resume", "2", "--max-rejects", "5").status == 3)
        let result = try sandbox.enlist("undo", "2", "--json")
        #expect(result.output.contains(#""contacts_removed":0,"list_contacts_removed":0"#))
        let city = """
            SELECT custom_fields ->> 'city' FROM list_contact_view
            WHERE phone_number = '+14152000007'
            """
        #expect(try sandbox.rows(city) == ["Rome"])
        #expect(try sandbox.enlist("check").output == "all is well\n")
    }

    @Test func leavesWhatWasPaid() throws {
        try importing("phone,use_validation\n4152000009,yes\n")
        let invoice = try sandbox.enlist("invoice", "--json").output
        #expect(try sandbox.enlist("undo", "2").status == 0)
        #expect(try sandbox.enlist("invoice", "--json").output == invoice)
        let again = try importing("phone,use_validation\n4152000009,yes\n")
        #expect(try again.summary().validation.cached == 1)
    }

    @Test func isRefusedTwice() throws {
        #expect(try sandbox.enlist("undo", "1").status == 0)
        let again = try sandbox.enlist("undo", "1")
        #expect(again.status == 2)
        #expect(again.error.contains("job 1 was undone before"))
        #expect(try sandbox.enlist("undo", "8").error.contains("there is no job 8"))
        #expect(try sandbox.enlist("resume", "1").status == 2)
    }

    @Test func leavesWhatLaterJobsDidAndCountsIt() throws {
        try importing("phone,name\n4152000001,Changed\n4152000007,Gus\n4152000008,Hal\n")
        try importing("phone,name\n4152000001,Later\n4152000007,Later\n")
        let result = try sandbox.enlist("undo", "2")
        #expect(
            result.output == """
                Undone job 2
                  1 contacts removed
                  1 list contacts removed
                  2 list contacts kept: other jobs changed them, too
                  1 contacts kept: later jobs use them

                """)
        let names = try sandbox.rows(
            "SELECT phone_number, custom_fields ->> 'name' FROM list_contact_view ORDER BY 1")
        #expect(
            names == [
                "+14152000001|Later", "+14152000002|Bob", "+14152000003|Cy", "+14152000007|Later",
            ])
        #expect(try sandbox.enlist("check").status == 0)
    }

    @Test func findsNumbersAgainAsNewOnes() throws {
        try importing("phone,name\n4152000007,Gus\n")
        #expect(try sandbox.enlist("undo", "2").status == 0)
        let again = try importing("phone,name\n4152000007,Gus\n4152000001,Ann\n")
        #expect(try again.summary().contactsCreated == 1)
        #expect(try again.summary().unchanged == 1)
    }

    @Test func takesJobsBackOneByOneToTheBeginning() throws {
        let before = try contents()
        try importing("phone,name\n4152000001,Changed\n4152000007,Gus\n")
        let between = try contents()
        try importing("phone,name,city\n4152000001,Later,Paris\n4152000007,Gustav,\n")
        #expect(try sandbox.enlist("undo", "3").status == 0)
        #expect(try contents() == between)
        #expect(try sandbox.enlist("undo", "2").status == 0)
        #expect(try contents() == before)
    }

    @Test func waitsForUnfinishedJobs() throws {
        try sandbox.write("phone\n4152000001\njunk\n", to: "bad.csv")
        let stopped = try sandbox.enlist(
            "import", "bad.csv", "--list", list, "--max-rejects", "0")
        #expect(stopped.status == 75)
        let refused = try sandbox.enlist("undo", "1")
        #expect(refused.status == 2)
        #expect(refused.error.contains("while job 2 is unfinished"))
        #expect(try sandbox.enlist("undo", "2").status == 0)
        #expect(try sandbox.enlist("undo", "1").status == 0)
        #expect(try sandbox.count("list_contacts") == 0)
    }

    @Test func takesOptOutsOfUnsubscribeBack() throws {
        let before = try contents()
        try sandbox.write("4152000001\n4152000099\n", to: "stop.txt")
        #expect(try sandbox.enlist("unsubscribe", "stop.txt", "--list", list).status == 0)
        #expect(try sandbox.count("list_contacts WHERE active = 0") == 3)
        #expect(try sandbox.enlist("undo", "2").status == 0)
        #expect(try contents() == before)
    }

    @discardableResult
    private func importing(_ rows: String, _ options: String...) throws -> CommandResult {
        try sandbox.write(rows, to: "rows.csv")
        let result = try CommandRun(
            arguments: ["import", "rows.csv", "--list", list, "--summary", "json"] + options,
            folder: sandbox.folder
        ).result()
        #expect(result.status == 0)
        return result
    }

    /// The exports of both lists and every table that an import changes, but for what was paid.
    private func contents() throws -> [String] {
        var contents = try ["+18005551234", "+18005555678"].map {
            try sandbox.enlist("export", $0).output
        }
        for table in [
            "contacts", "list_contacts", "enrolment_view", "list_contact_images WHERE job < 2",
        ] {
            contents += try sandbox.rows("SELECT * FROM \(table)")
        }
        return contents
    }
}
