import Foundation
import Testing

/// How an end is told to programs where it was not this call that asked for it, and where nothing
/// could begin.
@Suite("Every end is told")
struct ToldEndTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone\n4152000001\n12\n", to: "rows.csv")
        try sandbox.write(
            #"{"defaults":{"list":"+18005551234","summary":"json","log-format":"json"}}"#,
            to: "enlist.json")
    }

    @Test(
        "as the settings file asks, whatever is wrong",
        arguments: [
            (["rows.csv", "--bogus"], "", 2), (["rows.csv", "--max-removals", "5"], "", 2),
            (["rows.csv", "--threads", "99"], "", 2), (["none/*.csv"], "", 1), ([], "", 2),
            (["rows.csv"], #","sync":"yes""#, 2), (["rows.csv"], #","bogus":1"#, 2),
            (["nowhere.csv"], "", 1), (["rows.csv", "--profile", "bogus"], "", 2),
        ] as [([String], String, Int32)])
    func asTheFileAsks(words: [String], addition: String, status: Int32) throws {
        try sandbox.write(
            #"{"defaults":{"summary":"json","log-format":"json"\#(addition)}}"#, to: "enlist.json")
        let result = try sandbox.enlist(["import"] + words)
        #expect(result.status == status)
        try DocumentedJSON.expect(result.output, looksAs: "failure")
        try expectMessages(result)
    }

    @Test("as a profile asks, and not as a file that is left out")
    func asAProfileAsks() throws {
        try sandbox.write(
            #"{"profiles":{"nightly":{"summary":"json","log-format":"json"}}}"#, to: "enlist.json")
        let plain = try sandbox.enlist("import", "rows.csv", "--bogus")
        #expect(plain.output.isEmpty)
        #expect(plain.error.hasPrefix("enlist: unknown option --bogus"))
        let nightly = try sandbox.enlist("import", "rows.csv", "--bogus", "--profile=nightly")
        try DocumentedJSON.expect(nightly.output, looksAs: "failure")
        try expectMessages(nightly)
        let typed = try sandbox.enlist(
            "import", "rows.csv", "--bogus", "--profile=nightly", "--summary", "text")
        #expect(typed.output.isEmpty)
    }

    @Test("by a resume as by the import, the report's place kept free")
    func byAResume() throws {
        #expect(try sandbox.enlist("import", "rows.csv", "--max-rejects", "0").status == 75)
        let piped = ["import", "rows.csv", "--max-rejects", "0", "--report", "-"]
        #expect(try sandbox.enlist(piped).status == 75)
        try FileManager.default.removeItem(atPath: sandbox.path("rows.csv"))
        let result = try sandbox.enlist("resume", "1")
        #expect(result.status == 1)
        try DocumentedJSON.expect(result.output, looksAs: "failure")
        try expectMessages(result)
        let onError = try sandbox.enlist("resume", "2")
        #expect(onError.output.isEmpty)
        #expect(onError.error.split(separator: "\n").count == 2)
        #expect(onError.error.contains(#""exit_status":1"#))
    }

    @Test("with the command that goes on, when a second signal ends it at once, too")
    func bySignals() throws {
        let pipe = Pipe()
        let running = try sandbox.start("import", "-", "--commit-rows", "1000", input: .pipe(pipe))
        pipe.fileHandleForWriting.write(Data(ExampleRows.csv(0..<20_000).utf8))
        try running.wait {
            try sandbox.count("jobs WHERE checkpoint ->> '$.rows' >= 1000") == 1
        }
        running.send(SIGTERM)
        running.send(SIGINT)
        let result = try running.finish()
        try pipe.fileHandleForWriting.close()
        #expect([130, 143].contains(result.status))
        #expect(result.outputLines.count == 1)
        #expect(result.output.contains(#""state":"interrupted""#))
        #expect(result.output.contains(#""next":"enlist resume 1 --workspace /"#))
        try expectMessages(result)
    }

    @Test("in messages alone on standard error, whatever else stands there")
    func inMessagesAlone() throws {
        try sandbox.write(#"{"defaults":{"list":"+18005551234"}}"#, to: "enlist.json")
        for command in [
            ["normalize", "rows.csv"],
            ["import", "rows.csv", "--report", "-", "--progress", "always"],
            ["unsubscribe", "rows.csv", "--list", "+18005551234", "--report", "-"],
        ] {
            let result = try sandbox.enlist(command + ["--log-format", "json"])
            #expect(result.status == 3)
            #expect(!result.error.isEmpty)
            try expectMessages(result)
        }
    }

    @Test("with the object of a job whose page is written")
    func besideAPage() throws {
        _ = try sandbox.enlist("import", "rows.csv")
        let result = try sandbox.enlist("jobs", "1", "--json", "--html", "page.html")
        #expect(result.status == 0)
        try DocumentedJSON.expect(result.output, looksAs: "job")
        #expect(sandbox.hasFile("page.html"))
    }

    @Test("in the metrics of an import that could not begin, in no other file")
    func inMetrics() throws {
        _ = try sandbox.enlist("import", "rows.csv", "--metrics", "enlist.prom")
        for words in [["none/*.csv"], ["rows.csv", "--max-removals", "5"]] {
            _ = try sandbox.enlist("import", "rows.csv", "--metrics", "enlist.prom")
            #expect(sandbox.lines("enlist.prom").contains("enlist_last_run_success 1"))
            let result = try sandbox.enlist(["import"] + words + ["--metrics", "enlist.prom"])
            #expect(
                sandbox.lines("enlist.prom").contains(
                    "enlist_last_run_exit_status \(result.status)"))
            #expect(sandbox.lines("enlist.prom").contains("enlist_last_run_success 0"))
        }
        for path in ["rows.csv", "enlist.db", "enlist.db-new"] {
            let before = sandbox.lines(path)
            _ = try sandbox.enlist(
                "import", "rows.csv", "--max-removals", "5", "--metrics", path, "--workspace",
                path == "enlist.db-new" ? path : "enlist.db")
            #expect(sandbox.lines(path) == before)
        }
    }

    @Test("of a workspace with a name of one letter", arguments: ["w", "/w", "./w"])
    func ofAShortName(path: String) throws {
        let result = try sandbox.enlist(
            "import", "rows.csv", "--summary", "json", "--workspace", path)
        #expect(result.status == 2)
        try DocumentedJSON.expect(result.output, looksAs: "failure")
    }

    /// Every line on standard error is an object of its own.
    private func expectMessages(_ result: CommandResult) throws {
        for line in result.error.split(separator: "\n") {
            #expect(
                throws: Never.self, "\(line)"
            ) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
    }
}
