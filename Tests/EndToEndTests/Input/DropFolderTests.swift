import Foundation
import Testing

@Suite("A drop folder")
struct DropFolderTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try FileManager.default.createDirectory(
            atPath: sandbox.path("incoming"), withIntermediateDirectories: false)
        try sandbox.write(ExampleRows.csv(0..<10), to: "incoming/a.csv")
        try sandbox.write(ExampleRows.csv(10..<20), to: "incoming/b.csv")
    }

    @Test(arguments: ["incoming", "incoming/", "incoming/*.csv"])
    func isReadOnceFileByFile(input: String) throws {
        let first = try importing(input)
        #expect(first.status == 0)
        #expect(try first.summary().rows == 20)
        #expect(try first.summary().skippedFiles == 0)
        #expect(sandbox.hasFile("incoming/a.csv.report.ndjson"))

        let second = try importing(input)
        #expect(second.status == 0)
        #expect(second.error.contains("nothing new; earlier imports have read 2 files"))
        #expect(try second.summary().skippedFiles == 2)
        #expect(try second.summary().state == "finished")
        #expect(try sandbox.count("jobs") == 1)

        try sandbox.write(ExampleRows.csv(20..<25), to: "incoming/c.csv")
        try sandbox.write(ExampleRows.csv(0..<11), to: "incoming/a.csv")
        let third = try importing(input).summary()
        #expect(third.rows == 16)
        #expect(third.skippedFiles == 1)
        #expect(third.listContactsCreated == 5)
    }

    @Test(arguments: [["incoming/a.csv", "incoming"], ["incoming", "incoming/a.csv"]])
    func isNoReasonToSkipAFileThatIsNamedItself(inputs: [String]) throws {
        _ = try importing("incoming")
        let again = try sandbox.enlist(
            ["import"] + inputs + ["--list", "+18005551234", "--summary", "json"]
        ).summary()
        #expect(again.rows == 10)
        #expect(again.skippedFiles == 1)
    }

    @Test func readsAFileOfAnyTime() throws {
        for time in ["2300-01-01", "1600-01-01"] {
            #expect(try sandbox.shell("touch -d \(time) incoming/a.csv").status == 0)
            #expect(try importing("incoming").status == 0)
            #expect(try importing("incoming").summary().skippedFiles == 2)
        }
    }

    @Test func isReadAgainWithOtherOptionsAfterAnUndoAndFileByName() throws {
        _ = try importing("incoming")
        #expect(try importing("incoming", "--use-validation").summary().rows == 20)
        #expect(try importing("incoming").summary().rows == 0)
        #expect(try importing("incoming/a.csv").summary().rows == 10)
        #expect(try sandbox.enlist("undo", "1").status == 0)
        #expect(try importing("incoming").summary().rows == 10)
    }

    @Test func aFileWhoseImportDidNotFinishIsReadAgain() throws {
        try sandbox.write(ExampleRows.csv(0..<10) + "x\ny\n", to: "incoming/a.csv")
        #expect(try importing("incoming", "--max-rejects", "1").status == 75)
        #expect(try importing("incoming").summary().rows == 22)
    }

    @Test func leavesOutWhatIsNoInput() throws {
        for name in [".hidden.csv", "old.report.ndjson", "half.csv.part", "out.csv"] {
            try sandbox.write(ExampleRows.csv(50..<60), to: "incoming/\(name)")
        }
        try FileManager.default.createDirectory(
            atPath: sandbox.path("incoming/folder"), withIntermediateDirectories: false)
        let result = try importing("incoming", "--report", "incoming/out.csv")
        #expect(try result.summary().rows == 20)
    }

    @Test func anEmptyFolderAndAPatternWithoutFilesAreNothingNew() throws {
        try FileManager.default.createDirectory(
            atPath: sandbox.path("empty"), withIntermediateDirectories: false)
        for input in ["empty", "incoming/*.json"] {
            let result = try importing(input)
            #expect(result.status == 0)
            #expect(try result.summary().rows == 0)
        }
        #expect(try importing("nowhere").status == 1)
    }

    @Test(arguments: ["incoming", "incoming/*.csv"])
    func aFolderThatCannotBeReadIsNotEmpty(input: String) throws {
        // Root reads every folder but for this right.
        let result = try sandbox.shell(
            """
            chmod 0 incoming
            without=; [ "$(id -u)" -ne 0 ] || without="setpriv --inh-caps=-all \
                --bounding-set=-dac_override,-dac_read_search"
            $without "$ENLIST" import '\(input)' --list +18005551234 --summary json
            status=$?; chmod 700 incoming; exit $status
            """)
        #expect(result.status == 1)
        #expect(result.error.contains("\(input): the folder cannot be read: Permission denied"))
        #expect(result.output.contains(#""code":"input_unreadable""#))
        #expect(try sandbox.count("jobs") == 0)
    }

    @Test func aPatternInAFolderThatIsNotThereIsRefused() throws {
        let result = try importing("nowhere/*.csv")
        #expect(result.status == 1)
        #expect(result.error.contains("nowhere/*.csv: the folder cannot be read"))
    }

    @Test func aFileWhoseNameBeginsAsTheWorkspacesIsAnInput() throws {
        for name in ["enlist.db-members.csv", "enlist.db.csv"] {
            try sandbox.write(ExampleRows.csv(0..<3), to: name)
        }
        #expect(try importing("enlist.db*").summary().rows == 6)
    }

    @Test func anInterruptedJobGoesOnWithItsOwnFiles() throws {
        try sandbox.write(ExampleRows.csv(10..<20) + "x\ny\n", to: "incoming/b.csv")
        #expect(try importing("incoming", "--max-rejects", "1", "--commit-rows", "1").status == 75)
        try sandbox.write(ExampleRows.csv(60..<70), to: "incoming/aa.csv")
        let result = try sandbox.enlist(
            "resume", "--max-rejects", "2", "--summary", "json")
        #expect(result.status == 3)
        #expect(try result.summary().rows == 22)
        #expect(try importing("incoming").summary().rows == 10)
    }

    @Test(arguments: [["--sync"], ["--job", "nightly"]])
    func isRefusedWhereAllRowsAreWanted(options: [String]) throws {
        let result = try sandbox.enlist(["import", "incoming", "--list", "+18005551234"] + options)
        #expect(result.status == 2)
        #expect(result.error.contains("needs files by their names"))
    }

    private func importing(_ input: String, _ options: String...) throws -> CommandResult {
        try sandbox.enlist(
            ["import", input, "--list", "+18005551234", "--summary", "json"] + options)
    }
}
