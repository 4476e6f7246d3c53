import Foundation
import Testing

@Suite("Personal data stay in workspace and report")
struct PrivacyTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func noNumberIsPrintedByAnImport() throws {
        let result = try sandbox.enlist(
            "import", Sandbox.fixture("contacts.csv"), "--list", "+18005551234",
            "--report", "report.ndjson", "--progress", "always")
        #expect(result.status == 3)
        #expect(!result.error.contains(/\d{7}/))
        // The list's number is the sender's own: what to type next names it.
        #expect(!result.output.replacing("+18005551234", with: "").contains(/\d{7}/))
    }

    @Test(arguments: [
        "4155552671,4155552672\n", "phone,phone\n4155552671,1\n",
        "phone,name\n4155552671,\"cut", "name\n4155552671 and more\n",
    ])
    func noNumberIsPrintedByARunThatStops(rows: String) throws {
        try sandbox.write(rows, to: "rows.csv")
        let result = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234")
        #expect(!(result.error + result.output).contains("4155"))
    }

    @Test func anAdditionTellsWhoWaitsForItNoNumber() throws {
        let request = #"{"phone_number":"4155552671","list_number":"+18005551234"}"#
        #expect(try sandbox.enlist("add", request).status == 0)
        let held = sandbox.lines("enlist.db-lock")
        #expect(held.count == 1)
        #expect(held.allSatisfy { $0.hasSuffix(": add") })
    }

    @Test func aJobDoesNotKeepThePeopleThatWereTyped() throws {
        let request =
            #"{"phone_number":"4155552671","list_number":"+18005551234","custom_fields":{"a":"Ann"}}"#
        #expect(try sandbox.enlist("add", request).status == 0)
        #expect(try sandbox.enlist("validate", "4155552672").status == 0)
        let kept = try sandbox.rows("SELECT invocation FROM jobs")
        #expect(kept.count == 2)
        #expect(kept.allSatisfy { !$0.contains("415555") && !$0.contains("Ann") })
        for job in ["1", "2"] {
            let told = try sandbox.enlist("jobs", job).output
            #expect(told.contains("typed") && !told.contains("415555"))
        }
    }

    @Test func noControlCharacterOfAHeaderReachesTheTerminal() throws {
        try sandbox.write("na\u{1B}[31mme,ci\u{07}ty\nx,y\n", to: "rows.csv")
        let result = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234")
        #expect(result.error.contains("na\u{FFFD}[31mme, ci\u{FFFD}ty"))
        #expect(!result.error.contains("\u{1B}"))
    }

    @Test func aKeyIsNotAmongTheArguments() throws {
        let key = try sandbox.enlist("key", "create", "Acme").outputLines.first ?? ""
        let pipe = Pipe()
        let running = try sandbox.start(
            "import", "-", "--list", "+18005551234", input: .pipe(pipe),
            environment: ["ENLIST_API_KEY": key])
        try running.wait { sandbox.isHeldByImport }
        #expect(
            try running.shownArguments().dropFirst() == ["import", "-", "--list", "+18005551234"])
        try pipe.fileHandleForWriting.close()
        #expect(try running.finish().status == 0)
    }
}
