import Foundation
import Testing

@testable import ImportPipeline

@Suite("The same file gives the same report and database")
struct DeterminismTests {
    static let input = mixedRows(5_000, seed: 42)

    @Test(
        "with any number of threads and any size of batch",
        arguments: [1, 2, 3, 8], [1, 7, 4096])
    func anyThreadsAndBatches(threads: Int, batchRows: Int) throws {
        let plain = try run(threads: 1, batchRows: 4096)
        let varied = try run(threads: threads, batchRows: batchRows, groupRows: 300)
        #expect(varied.report == plain.report)
        #expect(varied.contents == plain.contents)
        #expect(varied.summary == plain.summary)
        #expect(plain.summary.rows == 5_000)
        #expect(plain.summary.errorCount > 0 && plain.summary.skippedOptedOut > 0)
    }

    @Test("read a second time, changes nothing but what force pays")
    func secondTime() throws {
        let workspace = try TestWorkspace()
        _ = try workspace.importing(.bytes(Self.input))
        let before = try workspace.rows("SELECT * FROM list_contact_view ORDER BY 2, 3")
        let second = try workspace.importing(.bytes(Self.input))
        #expect(second.summary.contactsCreated == 0)
        #expect(second.summary.listContactsCreated == 0)
        let after = try workspace.rows("SELECT * FROM list_contact_view ORDER BY 2, 3")
        #expect(before.count == after.count)
    }

    private func run(
        threads: Int, batchRows: Int, groupRows: Int = CommitGroup.rowsMax
    ) throws -> (report: String, contents: [String], summary: ImportSummary) {
        let workspace = try TestWorkspace()
        let outcome = try workspace.importing(.bytes(Self.input)) {
            $0.threads = threads
            $0.batchRows = batchRows
            $0.groupRows = groupRows
        }
        #expect(outcome.problem == nil)
        var summary = outcome.summary
        summary.seconds = 0
        summary.report = nil
        return (try workspace.reportText(), try workspace.contents(), summary)
    }
}
