import Foundation
import Fuzzing
import ImportPipeline
import Testing

@Suite("What a program says of its inputs", .endsWithin(seconds: 120))
struct OptionTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    @Test("a dialect, a region and columns hold against what would be found")
    func reading() async throws {
        let told = Collected<[ReportedRow]>()
        var written = options("020 7946 0958;'a;b';x\n")
        try written.setDialect(format: "csv", encoding: "UTF-8", delimiter: "semicolon", quote: "'")
        try written.setRegion("gb")
        written.mayHaveHeader = false
        written.ignoredColumns = ["#3"]
        written.reportPath = folder.path("report.csv")
        written.reportFormat = .csv
        let summary = try await folder.importer.run(written, onResults: { told.add($0) })
        #expect(summary.successCount == 1)
        #expect(told.all.flatMap { $0 }.map(\.status) == [200])
        let lines = try folder.lines("report.csv")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("row,file,status,"))
    }

    @Test("columns that are no field may be left out")
    func extraColumns() async throws {
        var plain = options("phone,shoe\n4152200000,42\n")
        plain.extraColumns = .ignore
        try await folder.importer.run(plain)
        var kept = options("phone,shoe\n4152200000,42\n")
        kept.extraColumns = .custom
        #expect(try await folder.importer.run(kept).updated == 1)
    }

    @Test("an instant stands for now, up to a day ahead")
    func instant() async throws {
        var early = options("phone,signup_date\n4152200000,2026-11-24\n")
        early.instant = Date(timeIntervalSince1970: 1_700_000_000.5)
        #expect(early.instant == Date(timeIntervalSince1970: 1_700_000_000))
        #expect(try await folder.importer.run(early).errors.values.reduce(0, +) == 1)
        for seconds in [-1, 4e12, .infinity, .nan] {
            var wrong = options("phone\n4152200000\n")
            wrong.instant = Date(timeIntervalSince1970: seconds)
            let late = wrong
            await #expect(throws: ImportFailure.self) { try await folder.importer.run(late) }
        }
    }

    @Test("what there is not is refused with a sentence", arguments: wrong)
    func refused(_ mistake: Mistake) {
        var options = options("")
        let failure = #expect(throws: ImportFailure.self) { try mistake.make(&options) }
        #expect(failure?.message.isEmpty == false)
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let make: @Sendable (inout ImportOptions) throws -> Void

        init(_ what: String, _ make: @escaping @Sendable (inout ImportOptions) throws -> Void) {
            testDescription = what
            self.make = make
        }
    }

    @Test("a dialect is set as a whole, or not at all")
    func halfADialect() async throws {
        var kept = options("phone;name\n4152200000;Ann\n")
        try kept.setDialect(delimiter: "semicolon")
        #expect(throws: ImportFailure.self) { try kept.setDialect(delimiter: "|", quote: "x") }
        #expect(try await folder.importer.run(kept).successCount == 1)
    }

    @Test("limits within their bounds are the only ones", arguments: beyond)
    func limits(_ mistake: Mistake) async throws {
        var wrong = options("phone\n4152200000\n")
        try mistake.make(&wrong)
        let mistaken = wrong
        let failure = await #expect(throws: ImportFailure.self) {
            try await folder.importer.run(mistaken)
        }
        #expect(failure?.code == "usage")
    }

    private static let beyond: [Mistake] =
        [-0.1, 100.1, .nan, .infinity].flatMap { share in
            [
                Mistake("rejects \(share)") { $0.maxRejects = .percent(share) },
                Mistake("removals \(share)") { $0.sync = limits { $0.removals = .percent(share) } },
                Mistake("shrink \(share)") { $0.sync = limits { $0.shrink = share } },
            ]
        } + [
            Mistake("rejects") { $0.maxRejects = .rows(-1) },
            Mistake("removals") { $0.sync = limits { $0.removals = .members(.min) } },
            Mistake("cost") { $0.millsMax = -1 },
            Mistake("enrolments") { $0.enrolmentsMax = -1 },
            Mistake("shrink of a pipe") {
                $0.inputs = [.standardInput]
                $0.sync = limits { $0.shrink = 1 }
            },
        ]

    private static func limits(_ change: (inout SyncLimits) -> Void) -> SyncLimits {
        var limits = SyncLimits()
        change(&limits)
        return limits
    }

    private static let wrong: [Mistake] = [
        Mistake("format") { try $0.setDialect(format: "xls") },
        Mistake("encoding") { try $0.setDialect(encoding: "ebcdic") },
        Mistake("delimiter") { try $0.setDialect(delimiter: "ab") },
        Mistake("quote") { try $0.setDialect(quote: "x") },
        Mistake("quote that delimits") { try $0.setDialect(delimiter: "pipe", quote: "|") },
        Mistake("region") { try $0.setRegion("XX") },
        Mistake("rate") {
            try $0.setProvider(url: "https://a.example", key: nil, numbersPerSecond: 0)
        },
        Mistake("timeout") {
            try $0.setProvider(url: "https://a.example", key: nil, timeoutSeconds: 3_601)
        },
        Mistake("plain http") { try $0.setProvider(url: "http://a.example", key: nil) },
    ]
}
