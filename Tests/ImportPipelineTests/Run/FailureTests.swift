import Foundation
import Fuzzing
import Testing

@testable import ImportPipeline

@Suite("A run that cannot go on", .endsWithin(seconds: 60))
struct FailureTests {
    @Test("when the store fails in the middle, keeps exactly what the report says")
    func storeFails() throws {
        let workspace = try TestWorkspace()
        // From the 4,501st on, contacts are the same to this index.
        try workspace.execute("CREATE UNIQUE INDEX fail ON contacts(min(id, 4500))")
        let outcome = try workspace.importing(.bytes(numbered(9_000))) {
            $0.batchRows = 500
            $0.groupRows = 1_000
        }
        #expect(outcome.problem?.kind == .store)
        #expect(outcome.exitStatus == 75)
        #expect(outcome.summary.state == .failed)
        try expectReportIsCommitted(workspace, outcome)
        #expect((1...4_500).contains(outcome.summary.rows))
    }

    @Test("when the report's disk is full, commits nothing that it could not report")
    func reportFails() throws {
        let workspace = try TestWorkspace()
        let outcome = try workspace.importing(.bytes(numbered(1_000))) {
            $0.report = .file("/dev/full")
        }
        #expect(outcome.problem?.kind == .report)
        #expect(outcome.exitStatus == 75)
        #expect(outcome.summary.rows == 0)
        #expect(try workspace.rows("SELECT count(*) FROM contacts") == ["0"])
    }

    @Test("when the input ends inside a quoted field, keeps the rows before it")
    func inputIsCut() throws {
        let workspace = try TestWorkspace()
        let cut = numbered(1_000) + Array("4155559999,\"cut of".utf8)
        let outcome = try workspace.importing(.bytes(cut))
        #expect(outcome.problem?.code == "input_cut")
        #expect(outcome.exitStatus == 1)
        #expect(outcome.summary.rows == 1_001)
        #expect(outcome.summary.errors == ["malformed_row": 1])
        try expectReportIsCommitted(workspace, outcome)
    }

    @Test("when an input is a folder, says so before the first row")
    func inputIsFolder() throws {
        let workspace = try TestWorkspace()
        #expect(throws: ImportError.self) { try workspace.importing(.file("/tmp")) }
        #expect(try workspace.rows("SELECT count(*) FROM jobs") == ["0"])
    }

    @Test("when it is asked to stop, ends at a commit with a right summary")
    func stops() throws {
        let workspace = try TestWorkspace()
        let stop = StopFlag()
        stop.request(signal: SIGTERM)
        let outcome = try workspace.importing(.bytes(numbered(10_000)), stop: stop)
        #expect(outcome.summary.state == .interrupted)
        #expect(outcome.exitStatus == 143)
        try expectReportIsCommitted(workspace, outcome)
    }

    /// Distinct numbers of a valid range, two columns.
    private func numbered(_ count: Int) -> [UInt8] {
        var text = "phone,name\n"
        for row in 0..<count { text += "415\(2_200_000 + row),n\(row)\n" }
        return Array(text.utf8)
    }

    private func expectReportIsCommitted(
        _ workspace: TestWorkspace, _ outcome: ImportOutcome
    ) throws {
        let lines = try workspace.reportText().split(separator: "\n")
        #expect(lines.count == outcome.summary.rows)
        let stored = try workspace.rows("SELECT count(*) FROM list_contacts")
        #expect(stored == ["\(outcome.summary.listContactsCreated)"])
        let accepted = lines.count { $0.contains("\"is_new_list_contact\":true") }
        #expect(accepted == outcome.summary.listContactsCreated)
    }
}
