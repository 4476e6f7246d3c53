import Foundation
import Testing

@Suite("Inputs of import")
struct InputTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func standardInputIsReadForADash() throws {
        let result = try importing("-", input: .bytes(Data(ExampleRows.csv(0..<20).utf8)))
        #expect(result.status == 0)
        #expect(try result.summary().rows == 20)
        #expect(sandbox.lines("stdin.report.ndjson").count == 20)
    }

    @Test func rowsOfSeveralFilesNameTheirFile() throws {
        try sandbox.write(ExampleRows.csv(0..<2), to: "a.csv")
        try sandbox.write("{\"phone_number\":\"4152000009\"}\n", to: "b.ndjson")
        let result = try importing("a.csv", "b.ndjson", "--report", "report.ndjson")
        #expect(result.status == 0)
        let begins = sandbox.lines().map {
            $0.split(separator: ",").prefix(2).joined(separator: ",")
        }
        #expect(
            begins == [
                "{\"row\":1,\"file\":\"a.csv\"", "{\"row\":2,\"file\":\"a.csv\"",
                "{\"row\":1,\"file\":\"b.ndjson\"",
            ])
    }

    @Test func aFileGivenTwiceIsReadTwice() throws {
        try sandbox.write(ExampleRows.csv(0..<5), to: "a.csv")
        let summary = try importing("a.csv", "a.csv").summary()
        #expect(summary.rows == 10)
        #expect(summary.listContactsCreated == 5)
        #expect(summary.unchanged == 5)
        #expect(summary.duplicates == 5)
    }

    @Test func aPipeAndAFileGiveTheSameReport() throws {
        try sandbox.write(ExampleRows.csv(0..<300), to: "a.csv")
        let file = try importing("a.csv", "--report", "-")
        #expect(file.status == 0)
        let piped = try sandbox.shell(
            "cat a.csv | $ENLIST import - --list +18005551234 --report - --quiet")
        let created = "\"is_new_contact\":true,\"is_new_list_contact\":true"
        let known = "\"is_new_contact\":false,\"is_new_list_contact\":false"
        #expect(
            piped.outputLines
                == file.outputLines.map { $0.replacingOccurrences(of: created, with: known) })
    }

    @Test func aCompressedFileIsReadAsItIs() throws {
        try sandbox.write(ExampleRows.csv(0..<300), to: "a.csv")
        _ = try sandbox.shell("gzip a.csv")
        #expect(try importing("a.csv.gz").summary().listContactsCreated == 300)
    }

    @Test func whatFollowsAnArrayEndsTheRunBadly() throws {
        try sandbox.write(
            #"[{"phone_number":"4155552671"}]"# + "\n" + #"[{"phone_number":"4155552672"}]"#,
            to: "pages.json")
        let result = try importing("pages.json")
        #expect(result.status == 1)
        #expect(result.error.contains("more follows the closing bracket of the array"))
        #expect(try sandbox.count("list_contacts") == 1)
    }

    @Test(arguments: [(",,", 2), (",", 1), ("", 1)])
    func anArrayThatIsBrokenOrCutEndsTheRunBadly(behind: String, lines: Int) throws {
        let rest = behind == ",," ? #"{"phone_number":"4155552672"}]"# : ""
        try sandbox.write(#"[{"phone_number":"4155552671"}"# + behind + rest, to: "page.json")
        let result = try importing("page.json", "--report", "report.ndjson")
        #expect(result.status == 1)
        #expect(result.error.contains("the array ends without a closing bracket or is broken"))
        #expect(sandbox.lines().count == lines)
        #expect(try sandbox.count("list_contacts") == 1)
    }

    private func importing(
        _ arguments: String..., input: CommandRun.Input = .nothing
    ) throws -> CommandResult {
        var command = CommandRun(
            arguments: ["import"] + arguments + ["--list", "+18005551234", "--summary", "json"],
            folder: sandbox.folder)
        command.input = input
        return try command.result()
    }
}
