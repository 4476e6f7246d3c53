import Testing

@testable import enlist

@Suite("What is typed")
struct DeclarationTests {
    private func read(_ words: String...) throws -> Invocation {
        try ArgumentReader.read(words[...], for: .import)
    }

    @Test("is read alike with a space and with an equals sign, before and behind arguments")
    func values() throws {
        for invocation in [
            try read("--list", "+18005551234", "a.csv"), try read("a.csv", "--list=+18005551234"),
        ] {
            #expect(invocation["--list"] == "+18005551234")
            #expect(invocation.arguments == ["a.csv"])
        }
    }

    @Test("may say that no option follows, and name standard input")
    func arguments() throws {
        #expect(try read("-", "--", "--list").arguments == ["-", "--list"])
    }

    @Test("takes the workspace before and behind the command")
    func workspace() throws {
        var rest = ["--workspace=a.db", "lists"][...]
        #expect(try ArgumentReader.takeWorkspace(&rest) == "a.db")
        #expect(rest == ["lists"])
        #expect(try read("a.csv", "--workspace", "b.db").workspacePath == "b.db")
    }

    @Test(
        "wrongly is refused, with what was meant",
        arguments: [
            (["a.csv", "--lst", "x"], "unknown option --lst: did you mean --list?"),
            (
                ["a.csv", "--format", "cvs"],
                "--format takes csv, ndjson, not \"cvs\": did you mean csv?"
            ),
            (["a.csv", "--list"], "--list needs a value: --list NUMBER"),
            (["a.csv", "--force=yes"], "--force takes no value"),
            (["a.csv", "--list", "1", "--list", "2"], "--list is given twice"),
            (
                [],
                "enlist import needs INPUT…, such as `enlist import contacts.csv --list +18005551234`"
            ),
        ])
    func wrong(words: [String], message: String) {
        #expect(throws: UsageError(message: message, command: "import")) {
            try ArgumentReader.read(words[...], for: .import)
        }
    }

    @Test("with too many arguments is refused")
    func surplus() {
        #expect(
            throws: UsageError(message: "enlist lists does not take \"x\"", command: "lists")
        ) { try ArgumentReader.read(["x"], for: .lists) }
    }
}

@Suite("The declarations")
struct DeclarationTableTests {
    @Test("have an example each, and no option twice", arguments: Enlist.commands)
    func complete(command: CommandDeclaration) {
        #expect(!command.examples.isEmpty)
        #expect(Set(command.options.map(\.name)).count == command.options.count)
        #expect(command.options.allSatisfy { $0.name.hasPrefix("--") && !$0.summary.isEmpty })
    }

    @Test("give the help of a command, examples first")
    func page() {
        #expect(
            HelpText.page(.invoice) == """
                enlist invoice [YYYY-MM] – show a month's validation bill, by account

                Examples:
                  # this month so far (UTC)
                  enlist invoice
                  # a month, for scripts
                  enlist invoice 2026-11 --json
                  # a month, for a spreadsheet
                  enlist invoice 2026-11 --csv > 2026-11.csv

                Lookups are paid; cached answers were known before and are free. A job belongs to the
                month of its clock, in UTC: of its beginning, unless --clock named another.

                Options:
                  --json                print JSON for scripts
                  --csv                 print CSV for spreadsheets, a line an account
                  --api-key-file PATH   file with the account's API key (default: $ENLIST_API_KEY)
                  --workspace PATH      the workspace (default: $ENLIST_WORKSPACE, else ./enlist.db)
                """)
    }
}

extension CommandDeclaration: CustomTestStringConvertible {
    public var testDescription: String { name }
}

@Suite("A month")
struct MonthTests {
    @Test("is from its first second to the next one's, in UTC")
    func instants() {
        #expect(Month.instants(of: "1970-01") == 0..<2_678_400)
        #expect(Month.instants(of: "2026-12") == 1_796_083_200..<1_798_761_600)
    }

    @Test(
        "is written YYYY-MM",
        arguments: ["", "2026", "2026-13", "2026-1", "26-11", "2026-11-01", "2026/11"])
    func wrong(text: String) { #expect(Month.instants(of: text) == nil) }
}
