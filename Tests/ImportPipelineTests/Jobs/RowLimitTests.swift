import Foundation
import Testing

@testable import ImportPipeline

@Suite("Where a limit ends a run follows from its rows and options alone")
struct RowLimitTests {
    private static let input = mixedRows(3_000, seed: 11)

    /// A limit by name, which the test's title shows.
    enum Limit: String, CaseIterable {
        case rejects, share, enrolments, cost, several

        func set(_ options: inout ImportOptions) {
            switch self {
            case .rejects: options.maxRejects = .rows(400)
            case .share: options.maxRejects = .percent(29.9)
            case .enrolments: options.enrolmentsMax = 57
            case .cost: options.millsMax = 3 * 200
            case .several:
                options.enrolmentsMax = 90
                options.millsMax = 3 * 1_000
            }
        }
    }

    @Test(
        "with any number of threads and any size of batch and group",
        arguments: [Limit.rejects, .share, .enrolments, .several],
        [(1, 4096, 65_536), (2, 7, 300), (3, 64, 1_000), (8, 1, 90)])
    func anyGrouping(limit: Limit, sizes: (threads: Int, batch: Int, group: Int)) throws {
        let plain = try stopped(limit) { _ in }
        let varied = try stopped(limit) {
            $0.threads = sizes.threads
            $0.batchRows = sizes.batch
            $0.groupRows = sizes.group
        }
        #expect(plain.rows > 1_000 || limit != .share)
        #expect(plain.rows > 0 && plain.rows < 3_000)
        #expect(varied == plain)
    }

    @Test("and a resume ends as if there had been no limit", arguments: Limit.allCases)
    func resumed(limit: Limit) throws {
        let calm = try TestWorkspace()
        let whole = try calm.importing(.bytes(Self.input))
        let workspace = try TestWorkspace()
        _ = try workspace.importing(.bytes(Self.input)) { limit.set(&$0) }
        let finished = try workspace.resuming(.bytes(Self.input))
        #expect(finished.problem == nil)
        #expect(try workspace.reportText() == calm.reportText())
        #expect(try workspace.contents() == calm.contents())
        #expect(finished.summary.enrolled == whole.summary.enrolled)
        #expect(finished.summary.rows == whole.summary.rows)
        #expect(
            DamageText.json(finished.summary.findings) == DamageText.json(whole.summary.findings))
    }

    /// What is to be the same of a run that a limit ended.
    private struct Stopped: Equatable {
        let rows: Int
        let message: String?
        let report: String
        let contents: [String]
        let damage: String
    }

    private func stopped(
        _ limit: Limit, _ change: (inout ImportOptions) -> Void
    ) throws -> Stopped {
        let workspace = try TestWorkspace()
        let outcome = try workspace.importing(.bytes(Self.input)) {
            limit.set(&$0)
            change(&$0)
        }
        return Stopped(
            rows: outcome.summary.rows, message: outcome.problem?.message,
            report: try workspace.reportText(), contents: try workspace.contents(),
            damage: DamageText.json(outcome.summary.findings))
    }
}
