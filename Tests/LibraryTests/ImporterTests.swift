import Foundation
import Fuzzing
import ImportPipeline
import Testing

@Suite("A program that imports by itself", .endsWithin(seconds: 120))
struct ImporterTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    @Test("gets the summary, and each row's result in the order of the file")
    func results() async throws {
        let told = Collected<[ReportedRow]>()
        let summary = try await folder.importer.run(
            options("phone,name\n4152200000,Ann\n12,Bob\n4152200001,Cy\n"),
            onResults: { told.add($0) })
        #expect(summary.state == .finished)
        #expect(summary.job == 1)
        #expect(summary.rows == 3)
        #expect(summary.errors == ["invalid_phone": 1])
        let rows = told.all.flatMap { $0 }
        #expect(rows.map(\.number) == [1, 2, 3])
        #expect(rows.map(\.status) == [200, 400, 200])
        #expect(rows.map(\.code) == [nil, "invalid_phone", nil])
        #expect(rows[0].json.hasPrefix(#"{"row":1,"status":200,"success":true,"#))
        #expect(rows[1].json.hasSuffix(#""phone_number":"12"}"#))
    }

    @Test("may log the summary, which holds no cell")
    func log() async throws {
        let summary = try await folder.importer.run(options(numbered(3)))
        #expect("\(summary)" == summary.json)
        #expect(String(reflecting: summary) == summary.json)
        #expect(!summary.json.contains("220000"))
    }

    @Test("has the lines of the report in its results, whether a report is written or not")
    func sameAsTheReport() async throws {
        let told = Collected<[ReportedRow]>()
        var reported = options(numbered(50) + "x,y\n")
        reported.reportPath = folder.path("report.ndjson")
        try await folder.importer.run(reported, onResults: { told.add($0) })
        #expect(try folder.lines("report.ndjson") == told.all.flatMap { $0 }.map(\.json))
    }

    @Test("is told rows only when they are stored, commit by commit")
    func commits() async throws {
        let told = Collected<Int>()
        let progress = Collected<Int>()
        var small = options(numbered(1_000))
        small.groupRows = 100
        try await folder.importer.run(
            small, onProgress: { progress.add($0.rows) }, onResults: { told.add($0.count) })
        #expect(told.all.count > 5)
        #expect(told.all.reduce(0, +) == 1_000)
        #expect(progress.all.first == 0)
        #expect(progress.all.last == 1_000)
    }

    @Test("ends at a commit when its task is cancelled, and goes on without telling a row twice")
    func cancelled() async throws {
        let told = Collected<[ReportedRow]>()
        // A few more rows than can be under way when the first one is told.
        let path = try folder.write(numbered(850), to: "rows.csv")
        var slow = ImportOptions(inputs: [.file(path)])
        slow.listNumber = TestFolder.list
        slow.groupRows = 1
        slow.reportPath = folder.path("report.ndjson")
        let importer = folder.importer
        let running = Collected<Task<ImportSummary, any Error>>()
        let task = Task { [slow] in
            try await importer.run(slow) { _ in
            } onResults: { rows in
                told.add(rows)
                while running.all.isEmpty { Thread.sleep(forTimeInterval: 0.001) }
                for task in running.all { task.cancel() }
            }
        }
        running.add(task)
        let stopped = try await task.value
        #expect(stopped.state == .interrupted)
        #expect(stopped.rows == told.all.flatMap { $0 }.count)
        #expect(stopped.rows < 850)
        let job = try #require(stopped.job)
        slow.groupRows = 65_536
        let finished = try await importer.run(slow, resuming: job, onResults: { told.add($0) })
        #expect(finished.state == .finished)
        #expect(finished.resumed == 1)
        #expect(told.all.flatMap { $0 }.map(\.number) == Array(1...850))
        #expect(try folder.lines("report.ndjson").count == 850)
    }

    @Test("does a job of a key once")
    func keyed() async throws {
        var keyed = options(numbered(3))
        keyed.jobKey = "upload 7"
        let first = try await folder.importer.run(keyed)
        let told = Collected<[ReportedRow]>()
        let second = try await folder.importer.run(keyed, onResults: { told.add($0) })
        #expect(second.json == first.json)
        #expect(told.all.isEmpty)
        keyed.useJourneys = true
        let other = keyed
        await #expect(throws: ImportFailure.self) { try await folder.importer.run(other) }
    }

    @Test("stores nothing in a dry run, and is told what would become of each row")
    func dryRun() async throws {
        let told = Collected<[ReportedRow]>()
        var dry = options(numbered(3))
        dry.isDryRun = true
        let summary = try await folder.importer.run(dry, onResults: { told.add($0) })
        #expect(summary.state == .dryRun)
        #expect(summary.job == nil)
        #expect(told.all.flatMap { $0 }.count == 3)
        #expect(try await folder.importer.run(options(numbered(3))).contactsCreated == 3)
    }

    @Test("goes on with no job in a dry run")
    func dryResume() async throws {
        var limited = options("phone\n4152200000\n1\n")
        limited.maxRejects = .rows(0)
        let first = limited
        let stopped = await #expect(throws: ImportFailure.self) {
            try await folder.importer.run(first)
        }
        #expect(stopped?.summary?.job == 1)
        limited.isDryRun = true
        let again = limited
        let failure = await #expect(throws: ImportFailure.self) {
            try await folder.importer.run(again, resuming: 1)
        }
        #expect(failure?.code == "usage")
    }

    @Test("syncs a list with rows in memory, however many")
    func syncs() async throws {
        try await folder.importer.run(options(numbered(3_000)))
        var nightly = options(numbered(2_990))
        nightly.sync = SyncLimits()
        #expect(try await folder.importer.run(nightly).sync?.removed == 10)
        var cut = options(numbered(1_500))
        cut.sync = SyncLimits()
        let short = cut
        let failure = await #expect(throws: ImportFailure.self) {
            try await folder.importer.run(short)
        }
        #expect(failure?.code == "sync_shrunk")
    }

    @Test("waits for another import on the same workspace")
    func oneAfterTheOther() async throws {
        let importer = folder.importer
        async let first = importer.run(options(numbered(2_000)))
        async let second = importer.run(options(numbered(2_000)))
        let created = try await [first.contactsCreated, second.contactsCreated]
        #expect(created.sorted() == [0, 2_000])
    }

    @Test("makes a workspace, and changes nothing the second time")
    func setUp() throws {
        let importer = Importer(workspace: folder.path("other.db"))
        #expect(try importer.apply(configuration: TestFolder.configuration).count == 3)
        #expect(try importer.apply(configuration: TestFolder.configuration).isEmpty)
    }
}
