import Foundation
import Fuzzing
import ImportPipeline
import Testing

@Suite("A program's import that cannot go on", .endsWithin(seconds: 120))
struct ImportFailureTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    @Test("says why with a code that stays the same", arguments: wrong)
    func code(_ mistake: Mistake) async throws {
        var mistaken = options(numbered(3))
        try mistake.make(&mistaken, folder)
        let importer = Importer(workspace: folder.workspace, apiKey: mistake.apiKey)
        let failure = await failure(of: importer, mistaken)
        #expect(failure?.code == mistake.code)
        #expect(failure?.mayPass == false)
        #expect(failure?.summary == nil)
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        let code: String
        var apiKey: String?
        let make: @Sendable (inout ImportOptions, TestFolder) throws -> Void
        var testDescription: String { code }
    }

    private static let wrong: [Mistake] = [
        Mistake(code: "usage") { options, _ in options.inputs = [] },
        Mistake(code: "usage") { options, _ in
            options.inputs = Array(repeating: .bytes([]), count: 1_001)
        },
        Mistake(code: "usage") { options, _ in options.jobKey = "" },
        Mistake(code: "usage") { options, _ in
            options.jobKey = "key"
            options.isDryRun = true
        },
        Mistake(code: "input_unreadable") { options, _ in options.inputs = [.file("/nowhere")] },
        Mistake(code: "header_unusable") { options, _ in
            options.inputs = [.bytes(Array("name,city\nAnn,Rome\n".utf8))]
        },
        Mistake(code: "unauthorized", apiKey: "wrong") { _, _ in },
        Mistake(code: "report_replaces_input") { options, folder in
            options.reportPath = folder.workspace
        },
    ]

    @Test("may pass when the report's disk is full, with what was committed before")
    func reportFails() async throws {
        var unlucky = options(numbered(3))
        unlucky.reportPath = "/dev/full"
        let failure = await failure(of: folder.importer, unlucky)
        #expect(failure?.code == "report_unwritable")
        #expect(failure?.mayPass == true)
        #expect(failure?.summary?.rows == 0)
        #expect(failure?.summary?.state == .failed)
    }

    @Test("tells what was stored before a limit, and goes on with a higher one")
    func limit() async throws {
        var limited = options(numbered(3) + "x,y\nz,y\n")
        limited.maxRejects = .rows(1)
        let failure = await failure(of: folder.importer, limited)
        #expect(failure?.code == "too_many_rejects")
        #expect(failure?.mayPass == true)
        #expect(failure?.summary?.rows == 4)
        limited.maxRejects = nil
        let job = try #require(failure?.summary?.job)
        #expect(try await folder.importer.run(limited, resuming: job).rows == 5)
    }

    @Test("does not go on with other options, or with a job that there is not")
    func otherOptions() async throws {
        var limited = options(numbered(3) + "x,y\nz,y\n")
        limited.maxRejects = .rows(1)
        let first = await failure(of: folder.importer, limited)
        let job = try #require(first?.summary?.job)
        var other = limited
        other.useJourneys = true
        #expect(
            await failure(of: folder.importer, other, resuming: job)?.code
                == "job_options_changed")
        other = limited
        other.reportPath = folder.path("late.ndjson")
        #expect(
            await failure(of: folder.importer, other, resuming: job)?.code
                == "job_options_changed")
        #expect(
            await failure(of: folder.importer, limited, resuming: 99)?
                .code == "job_not_found")
    }

    @Test("needs a workspace")
    func noWorkspace() async throws {
        let importer = Importer(workspace: folder.path("nowhere.db"))
        let failure = await failure(of: importer, options(numbered(1)))
        #expect(failure?.code == "no_workspace")
    }

    @Test("does not wait longer for another writer than it is told")
    func busy() async throws {
        let holder = folder.importer
        let impatient = Importer(workspace: folder.workspace, waitSeconds: 0)
        let seen = Collected<ImportFailure?>()
        try await holder.run(
            options(numbered(1)),
            onResults: { _ in
                do throws(ImportFailure) {
                    try impatient.apply(configuration: TestFolder.configuration)
                    seen.add(nil)
                } catch {
                    seen.add(error)
                }
            })
        #expect(seen.all.map { $0?.code } == ["workspace_busy"])
        #expect(seen.all.map { $0?.mayPass } == [true])
    }

    @Test("names the place of a mistake in what it is set up with")
    func configuration() throws {
        let importer = Importer(workspace: folder.path("new.db"))
        #expect(throws: ImportFailure.self) { try importer.apply(configuration: "{") }
        #expect(!FileManager.default.fileExists(atPath: importer.workspace))
        var options = ImportOptions(inputs: [.bytes([])])
        #expect(throws: ImportFailure.self) { try options.setMapping(json: #"{"columns": 1}"#) }
        #expect(throws: ImportFailure.self) { try options.setMapping(preset: "nobody") }
        #expect(throws: ImportFailure.self) {
            try options.setProvider(url: "http://example.com", key: nil)
        }
    }

    private func failure(
        of importer: Importer, _ options: ImportOptions, resuming job: Int64? = nil
    ) async -> ImportFailure? {
        do throws(ImportFailure) {
            try await importer.run(options, resuming: job)
            return nil
        } catch {
            return error
        }
    }
}
