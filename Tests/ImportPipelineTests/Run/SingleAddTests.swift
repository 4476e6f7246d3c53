import Foundation
import Testing

@testable import ContactStore
@testable import ImportPipeline

@Suite("The job of a single addition")
struct SingleAddTests {
    private static let request = Array(#"{"phone_number":"(415) 555-2671"}"#.utf8)
    private let workspace: TestWorkspace

    init() throws { workspace = try TestWorkspace() }

    @Test("is one commit: its start, its row and its end")
    func isOneCommit() throws {
        let call = try adding()
        #expect(call.outcome.summary.state == .finished)
        #expect(call.commits == 1)
        #expect(
            try workspace.rows("SELECT id, kind, state, finished_at > 0 FROM jobs")
                == ["1|add|finished|1"])
        #expect(try workspace.rows("SELECT phone_number FROM contact_view") == ["+14155552671"])
        #expect(try workspace.rows("SELECT count(*) FROM job_seen") == ["0"])
    }

    @Test("keeps the checkpoint that the call returns")
    func keepsItsSummary() throws {
        let outcome = try adding().outcome
        let kept = try workspace.rows("SELECT checkpoint FROM jobs")
        #expect(ImportOutcome(finished: kept[0])?.summary.json == outcome.summary.json)
    }

    @Test("is one commit without a row, too")
    func withoutRow() throws {
        let call = try adding([])
        #expect(call.outcome.summary.rows == 0)
        #expect(call.commits == 1)
        #expect(try workspace.rows("SELECT state FROM jobs") == ["finished"])
    }

    @Test("is on disk before calls that are paid before their row")
    func isThereBeforePaidCalls() throws {
        let call = try adding {
            $0.useValidation = true
            $0.millsMax = 1_000
        }
        #expect(call.outcome.summary.validation.mills == 3)
        #expect(call.commits > 1)
        #expect(try workspace.rows("SELECT state FROM jobs") == ["finished"])
    }

    @Test("leaves nothing when its row cannot be stored")
    func leavesNothing() throws {
        let outcome = try adding { $0.report = .file("/dev/full") }.outcome
        #expect(outcome.problem?.code == "report_unwritable")
        #expect(outcome.summary.state == .failed)
        #expect(outcome.summary.rows == 0)
        #expect(try workspace.rows("SELECT count(*) FROM jobs") == ["0"])
        #expect(try workspace.contents() == [])
    }

    @Test("is interrupted by a stop before its row")
    func isInterrupted() throws {
        let stop = StopFlag()
        stop.request(signal: SIGTERM)
        let outcome = try adding(stop: stop).outcome
        #expect(outcome.signal == SIGTERM)
        #expect(try workspace.rows("SELECT state FROM jobs") == ["interrupted"])
        #expect(try workspace.contents() == [])
    }

    @Test("is over when a signal comes behind its row")
    func isOverBehindItsRow() throws {
        let stop = StopFlag()
        let outcome = try adding(stop: stop) {
            $0.report = .lines { _ in stop.request(signal: SIGTERM) }
        }.outcome
        #expect(outcome.summary.state == .finished)
        #expect(outcome.signal == nil)
        #expect(outcome.exitStatus == 0)
        #expect(try workspace.rows("SELECT state FROM jobs") == ["finished"])
    }

    /// How a call went, and how often it committed.
    private struct Call {
        let outcome: ImportOutcome
        let commits: Int
    }

    /// Adds a request as `enlist add` does; a reader beside it keeps the write-ahead log.
    private func adding(
        _ request: [UInt8] = request, stop: StopFlag = StopFlag(),
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> Call {
        let reader = try Workspace(reading: workspace.path)
        defer { withExtendedLifetime(reader) {} }
        let outcome = try workspace.importing(.bytes(request), stop: stop) {
            $0.kind = .singleAdd
            $0.format = .ndjson
            $0.threads = 1
            $0.batchRows = 1
            $0.groupRows = 1
            $0.report = .lines { _ in }
            change(&$0)
        }
        return Call(outcome: outcome, commits: try Self.commits(in: workspace.path + "-wal"))
    }

    /// The last frame of a commit says how large the database is then; others say 0.
    private static func commits(in log: String) throws -> Int {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: log)))
        let frames = stride(from: 32, to: bytes.count, by: 24 + 16_384)
        return frames.count { bytes[($0 + 4)..<($0 + 8)].contains { $0 != 0 } }
    }
}
