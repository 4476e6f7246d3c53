import Foundation
import Fuzzing
import Testing

@testable import ImportPipeline

@Suite("Rows that are told as they are committed", .endsWithin(seconds: 60))
struct ResultsTests {
    @Test("are no more than what was stored when a commit fails")
    func failedCommit() throws {
        let workspace = try TestWorkspace()
        // From the 4,501st on, contacts are the same to this index.
        try workspace.execute("CREATE UNIQUE INDEX fail ON contacts(min(id, 4500))")
        let told = Told()
        let outcome = try workspace.importing(.bytes(numbered(9_000))) {
            $0.batchRows = 500
            $0.groupRows = 1_000
            $0.onResults = told.add
        }
        #expect(outcome.problem?.kind == .store)
        #expect(told.rows.count == outcome.summary.rows)
        #expect(try workspace.rows("SELECT count(*) FROM contacts") == ["\(told.rows.count)"])
    }

    @Test("are no more than what was stored when the report fails")
    func failedReport() throws {
        let workspace = try TestWorkspace()
        let told = Told()
        let outcome = try workspace.importing(.bytes(numbered(1_000))) {
            $0.report = .file("/dev/full")
            $0.onResults = told.add
        }
        #expect(outcome.problem?.kind == .report)
        #expect(told.rows.isEmpty)
    }

    @Test("are JSON beside a report in CSV, and the same for any threads and sizes")
    func besideCSV() throws {
        let rows = mixedRows(3_000, seed: 7)
        let plain = Told()
        _ = try TestWorkspace().importing(.bytes(rows)) {
            $0.report = .none
            $0.onResults = plain.add
        }
        let workspace = try TestWorkspace()
        let told = Told()
        _ = try workspace.importing(.bytes(rows)) {
            $0.reportFormat = .csv
            $0.threads = 4
            $0.batchRows = 70
            $0.groupRows = 300
            $0.onResults = told.add
        }
        #expect(told.rows == plain.rows)
        #expect(told.rows.map(\.number) == Array(1...3_000))
        #expect(try workspace.reportText().hasPrefix("row,file,status,"))
    }

    private func numbered(_ count: Int) -> [UInt8] {
        Array(("phone,name\n" + (0..<count).map { "415\(2_200_000 + $0),n\n" }.joined()).utf8)
    }

    private final class Told: Sendable {
        private let collected = Guarded<[ReportedRow]>([])

        func add(_ rows: [ReportedRow]) { collected.withLock { $0 += rows } }

        var rows: [ReportedRow] { collected.withLock { $0 } }
    }
}
