import Foundation
import Fuzzing
import Testing

@testable import ImportPipeline

@Suite("The same file gives the same report and database")
struct DeterminismTests {
    static let input = mixedRows(5_000, seed: 42)
    private static let plain = Result { try run(threads: 1, batchRows: 4096) }

    @Test(
        "with any number of threads and any size of batch",
        arguments: [1, 2, 3, 8], [1, 7, 4096])
    func anyThreadsAndBatches(threads: Int, batchRows: Int) throws {
        let plain = try Self.plain.get()
        let varied = try Self.run(threads: threads, batchRows: batchRows, groupRows: 300)
        #expect(varied.report == plain.report)
        #expect(varied.contents == plain.contents)
        #expect(varied.summary == plain.summary)
        #expect(plain.summary.rows == 5_000)
        #expect(plain.summary.errorCount > 0 && plain.summary.skippedOptedOut > 0)
    }

    /// A group is decided before the two ahead of it are stored.
    @Test(
        "with groups of few rows, whose numbers come back in the next ones",
        arguments: [1, 2, 3])
    func numbersThatComeBack(groupRows: Int) throws {
        var random = SeededRandom(seed: UInt64(groupRows))
        let rows = (1...300).map { row in
            let number = 4_155_550_100 + random.next(below: 9)
            let fields = "{\"\(random.pick(["a", "b", "c"]))\":\(row)}"
            let asks = random.pick(["", ",\"use_validation\":true,\"use_journeys\":true"])
            return "{\"phone_number\":\"\(number)\",\"custom_fields\":\(fields)\(asks)}\n"
        }
        let input = Array(rows.joined().utf8)
        let plain = try Self.run(input, threads: 1, batchRows: 4096)
        let varied = try Self.run(input, threads: 2, batchRows: 1, groupRows: groupRows)
        #expect(varied.report == plain.report)
        #expect(varied.contents == plain.contents)
        #expect(varied.summary == plain.summary)
        #expect(plain.summary.contactsCreated == 9 && plain.summary.updated == 291)
        #expect(plain.summary.validation.total > plain.summary.validation.cached)
    }

    /// Fields over lines with text behind their quote, and quotes that are opened and never closed.
    @Test(
        "with missing quotes, which the reader finds by looking ahead",
        arguments: [(1, 1, 50), (2, 7, 300), (8, 64, 1_000)])
    func missingQuotes(threads: Int, batchRows: Int, groupRows: Int) throws {
        // The last row closes what is open, so that the file does not look cut.
        let text =
            String(decoding: mixedRows(2_000, seed: 3), as: UTF8.self)
            + "4155550000,,\"O\"\"Neil, B\",,,,\r\n"
        let input = Array(
            text.replacing("\"two\nlines\",yes", with: "\"two\nlines\"x,yes")
                .replacing(",Zoë,yes", with: ",\"Zoë,yes").utf8)
        let plain = try Self.run(input, threads: 1, batchRows: 4096)
        let varied = try Self.run(
            input, threads: threads, batchRows: batchRows, groupRows: groupRows)
        #expect(varied.report == plain.report)
        #expect(varied.contents == plain.contents)
        #expect(varied.summary == plain.summary)
        #expect(plain.summary.rows > 2_000 && plain.summary.errors["malformed_row"] ?? 0 > 100)
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

    private static func run(
        _ input: [UInt8] = input, threads: Int, batchRows: Int,
        groupRows: Int = CommitGroup.rowsMax
    ) throws -> (report: String, contents: [String], summary: ImportSummary) {
        let workspace = try TestWorkspace()
        let outcome = try workspace.importing(.bytes(input)) {
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
