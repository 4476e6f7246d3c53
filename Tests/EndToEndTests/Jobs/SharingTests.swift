import Foundation
import Testing

@Suite("Two imports on one workspace")
struct SharingTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func theSecondWaitsAndSaysWhoHoldsIt() throws {
        let pipe = Pipe()
        let first = try start("-", input: .pipe(pipe))
        try first.wait { sandbox.isHeldByImport }
        try sandbox.write(ExampleRows.csv(0..<10), to: "second.csv")
        let second = try start("second.csv")
        try second.wait { second.errorText.contains("waiting for another process") }
        #expect(second.errorText.contains("import -"))
        try pipe.fileHandleForWriting.write(contentsOf: Data(ExampleRows.csv(10..<20).utf8))
        try pipe.fileHandleForWriting.close()
        #expect(try first.finish().status == 0)
        #expect(try second.finish().status == 0)
        #expect(try sandbox.count("list_contacts") == 20)
    }

    @Test func aLinkToAWorkspaceIsTheSameWorkspace() throws {
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.path("link.db"), withDestinationPath: "enlist.db")
        let pipe = Pipe()
        let first = try start("-", input: .pipe(pipe))
        try first.wait { sandbox.isHeldByImport }
        try sandbox.write(ExampleRows.csv(0..<10), to: "second.csv")
        let second = try sandbox.enlist(
            "--workspace", "link.db", "import", "second.csv", "--wait", "0")
        #expect(second.status == 75)
        try pipe.fileHandleForWriting.close()
        #expect(try first.finish().status == 0)
    }

    @Test func nothingIsLostInTenRounds() throws {
        for round in 0..<10 {
            let first = round * 400
            try sandbox.write(ExampleRows.csv(first..<first + 250), to: "a.csv")
            try sandbox.write(ExampleRows.csv(first + 150..<first + 400), to: "b.csv")
            let both = [try start("a.csv"), try start("b.csv")]
            let results = try both.map { try $0.finish() }
            #expect(results.map(\.status) == [0, 0])
            #expect(try results.map { try $0.summary().rows } == [250, 250])
            #expect(try sandbox.count("list_contacts") == first + 400)
        }
        #expect(try sandbox.count("contacts") == 4_000)
        #expect(try sandbox.rows("PRAGMA integrity_check") == ["ok"])
        #expect(try sandbox.rows("SELECT DISTINCT state FROM jobs") == ["finished"])
    }

    @Test func readersStandBesideAnImport() throws {
        let pipe = Pipe()
        let writer = try start("-", input: .pipe(pipe))
        try pipe.fileHandleForWriting.write(contentsOf: Data(ExampleRows.csv(0..<20_000).utf8))
        try writer.wait { sandbox.lines("-.report.ndjson").count == 20_000 }
        try writer.wait { try sandbox.count("list_contacts") == 20_000 }
        let exported = try sandbox.enlist("export", "+18005551234")
        #expect(exported.status == 0)
        #expect(exported.outputLines.count == 20_000)
        try pipe.fileHandleForWriting.close()
        #expect(try writer.finish().status == 0)
    }

    private func start(
        _ name: String, input: CommandRun.Input = .nothing
    ) throws -> RunningCommand {
        try sandbox.start(
            "import", name, "--list", "+18005551234", "--summary", "json",
            "--report", "\(name).report.ndjson", input: input)
    }
}
