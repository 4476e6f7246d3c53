import Contacts
import Foundation
import Records
import Testing

@testable import ImportPipeline

@Suite("The details of a job")
struct DetailsTests {
    private static let rows = mixedRows(2_000, seed: 7)

    @Test("add up to the summary")
    func addUp() throws {
        let outcome = try TestWorkspace().importing(.bytes(Self.rows))
        let summary = outcome.summary
        let details = outcome.details
        let byState = details.contactsByState
        #expect(details.contacts > 0)
        #expect(byState.states.reduce(0, +) + byState.elsewhere == details.contacts)
        #expect(details.signups.counts.values.reduce(0, +) == summary.listContactsCreated)
        #expect(Set(details.firstPlaces.keys) == Set(summary.errors.keys))
        #expect(details.refused.count == JobDetails.refusedMax)
        #expect(details.pace.samples.last?.rows == summary.rows)
    }

    @Test("are the same for any threads, batches and groups", arguments: [1, 3], [1, 64])
    func anyThreads(threads: Int, batchRows: Int) throws {
        let plain = try TestWorkspace().importing(.bytes(Self.rows)).details
        let varied = try TestWorkspace().importing(.bytes(Self.rows)) {
            $0.threads = threads
            $0.batchRows = batchRows
            $0.groupRows = 200
        }
        #expect(Self.lasting(varied.details) == Self.lasting(plain))
    }

    @Test("are the same for a job that was stopped and went on")
    func goingOn() throws {
        let plain = try TestWorkspace().importing(.bytes(Self.rows)).details
        let workspace = try TestWorkspace()
        let stopped = try workspace.importing(.bytes(Self.rows)) {
            $0.batchRows = 50
            $0.groupRows = 100
            $0.maxRejects = .rows(150)
        }
        #expect(stopped.summary.state == .failed)
        #expect((1..<2_000).contains(stopped.summary.rows))
        let resumed = try workspace.resuming(.bytes(Self.rows))
        #expect(resumed.summary.rows == 2_000)
        #expect(Self.lasting(resumed.details) == Self.lasting(plain))
    }

    @Test("count a contact once, in the state and with the line type of its range")
    func countsContacts() throws {
        let rows =
            "phone,list_number\n4155550123,\n4155550123,\n4155550123,+18005555678\n"
            + "2125550100,\n4155550999,\n+442079460958,\nx,\n"
        let details = try TestWorkspace().importing(.bytes(Array(rows.utf8))).details
        let california = try #require(USState.place(of: "CA"))
        let newYork = try #require(USState.place(of: "new york"))
        #expect(details.contactsByState.states[california] == 2)
        #expect(details.contactsByState.states[newYork] == 1)
        #expect(details.contactsByState.elsewhere == 1)
        #expect(details.lineTypes[.cellPhone] == 2)
        #expect(details.firstPlaces == ["invalid_phone": RowPlace(input: 0, line: 8)])
    }

    @Test(
        "mask every digit of a number but the last two",
        arguments: [
            ("4155551234", "••••••••34"), ("+1 (415) 555-12", "+• (•••) •••-12"), ("7", "7"),
            ("٤٥٦٧", "••٦٧"), ("①②③⁴", "••③⁴"), ("no digits", "no digits"),
            ("a\u{1B}[31m\u{202E}1", "a [•1m 1"),
            (String(repeating: "5", count: 50), String(repeating: "•", count: 38) + "55…"),
        ])
    func masks(cell: String, shown: String) {
        #expect(RefusedRow.masked(cell) == shown)
    }

    @Test(
        "that somebody changed to what cannot be are refused, not a crash",
        arguments: [
            ("\"areas\":[]", "\"areas\":[[1000,1]]"),
            ("\"areas\":[]", "\"areas\":[[9223372036854775807,1]]"),
            ("\"areas\":[]", "\"areas\":[[1,9223372036854775807],[2,9223372036854775807]]"),
            ("\"states\":[]", "\"states\":[[51,1]]"),
            ("\"signups\":[]", "\"signups\":[[9223372036854775807,1]]"),
            ("\"signups\":[]", "\"signups\":[[-1,1]]"),
            ("\"pace\":[]", "\"pace\":[[1e999,1]]"),
            (
                "\"refused\":[]",
                "\"refused\":[\(Array(repeating: "{}", count: 21).joined(separator: ","))]"
            ),
        ])
    func damaged(right: String, wrong: String) throws {
        let json = JobDetails().json
        #expect(JobDetails(try JSONValue(parsing: Array(json.utf8))) == JobDetails())
        let changed = json.replacing(right, with: wrong)
        #expect(changed != json)
        #expect(JobDetails(try JSONValue(parsing: Array(changed.utf8))) == nil)
    }

    @Test("hold sign-ups by month where there are too many days, whenever they came")
    func months() {
        let days = [UInt32](repeating: 1, count: 730)
        var atOnce = SignupDays()
        atOnce.add(days)
        var inParts = SignupDays()
        for part in 0..<73 {
            inParts.add(days.indices.map { $0 / 10 == part ? 1 : 0 })
        }
        #expect(atOnce.isByMonth)
        #expect(atOnce == inParts)
        #expect(atOnce.counts.count == 24)
        #expect(atOnce.counts[31] == 28)
    }

    @Test("hold a bounded number of samples of the pace, the last one among them")
    func pace() {
        var pace = Pace()
        for rows in 1...5_000 { pace.note(rows: rows, seconds: Double(rows) / 10) }
        #expect(pace.samples.count <= 200)
        #expect(pace.samples.last?.rows == 5_000)
        #expect(pace.samples.map(\.rows) == pace.samples.map(\.rows).sorted())
    }

    @Test("come back from a checkpoint as they were, and a changed one is refused")
    func comesBack() throws {
        let outcome = try TestWorkspace().importing(.bytes(Self.rows))
        var checkpoint = Checkpoint(summary: outcome.summary)
        checkpoint.details = outcome.details
        let read = try #require(Checkpoint(parsing: checkpoint.json))
        #expect(read.details == outcome.details)
        let changed = checkpoint.json.replacing("\"pace\":[", with: "\"pace\":[[\"x\"],")
        #expect(Checkpoint(parsing: changed) == nil)
    }

    @Test("are empty for a job of a version that kept none")
    func ofEarlierVersion() throws {
        let json = Checkpoint(summary: ImportSummary()).json
        let start = try #require(json.range(of: ",\"details\":"))
        let earlier = String(json[..<start.lowerBound]) + "}"
        #expect(Checkpoint(parsing: earlier)?.details == JobDetails())
    }

    private static func lasting(_ details: JobDetails) -> JobDetails {
        var details = details
        details.pace = Pace()
        return details
    }
}
