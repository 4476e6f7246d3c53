import Foundation
import Testing

@Suite("Why: the biography of a number")
struct WhyTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox(Self.configuration)
        try importing(
            "phone,name,city,note\n(415) 200-0000,Ann,Rome,\"two\nlines\"\n4152000001,Bob,,\n"
                + "4152000000,Ann,Paris,\n", "first.csv",
            "--use-validation", "--use-journeys")
        try importing(
            #"{"phone_number":"+1 415 200 0000","custom_fields":{"name":"Anna","city":null}}"#
                + "\n",
            "second.ndjson")
        try importing("number\n415-200-0000\n", "stop.csv", command: "unsubscribe")
    }

    @Test("tells the rows of every job, as they came, as they were read and what was answered")
    func rows() throws {
        let jobs = try why("4152000000").jobs
        #expect(jobs.map(\.job) == ["1", "2", "3"])
        #expect(jobs[0].rows.map(\.row) == [1, 3])
        #expect(jobs[0].rows.map(\.line) == [2, 5])
        #expect(jobs[0].rows[0].cameAs == "(415) 200-0000,Ann,Rome,\"two\nlines\"")
        #expect(jobs[0].rows[0].response.isNewContact == true)
        #expect(jobs[0].rows[1].response.isNewContact == false)
        #expect(jobs[1].rows[0].readAs?.phoneNumber == "+14152000000")
        #expect(jobs[2].rows[0].cameAs == "415-200-0000")
    }

    @Test("tells old and new values, job by job")
    func changes() throws {
        let list = try #require(try why("+14152000000").lists.first)
        #expect(list.active == false)
        #expect(list.history.map(\.job) == ["1", "2", "3"])
        let second = try #require(list.history[1].changes)
        #expect(second.map(\.field) == ["custom_fields.name", "custom_fields.city"])
        let text = try sandbox.enlist("why", "4152000000").output
        #expect(text.contains(#"custom_fields.name "Ann" → "Anna""#))
        #expect(text.contains(#"custom_fields.city "Paris" → –"#))
        #expect(text.contains(#"active true → false, opt_out_reason – → "manual""#))
        #expect(text.contains(#"List +18005551234 "Main": opted out"#))
    }

    @Test("tells lookups with their price, and journeys")
    func lookupsAndJourneys() throws {
        let found = try why("4152000000")
        #expect(found.lookups.map(\.job) == ["1"])
        #expect(found.totalCost == Decimal(3) / 1000)
        #expect(found.journeys.map(\.journey) == ["Welcome"])
        #expect(try why("4152000001").totalCost == Decimal(3) / 1000)
    }

    @Test("tells rows that were refused or skipped, too, and rows of a CSV report")
    func refusedAndBlocked() throws {
        try sandbox.apply(
            Self.configuration.replacingOccurrences(
                of: #""billing""#, with: #""blocklist":["+14152000009"],"billing""#))
        try importing(
            "phone,list_number\n4152000009,\n4152000000,+18009999999\n4152000008,\n", "third.csv",
            "--report-format", "csv")
        let blocked = try why("4152000009")
        #expect(blocked.blocked)
        #expect(blocked.jobs.map { $0.rows.map(\.row) } == [[1]])
        let refused = try #require(try why("4152000000").jobs.last)
        #expect(refused.rows.map(\.row) == [2])
        #expect(refused.rows[0].response.code == "list_not_found")
        #expect(try why("4152000008").jobs.map { $0.rows.map(\.line) } == [[4]])
    }

    @Test("says what it does not know: a changed report, a changed input, a pipe")
    func notKnown() throws {
        try sandbox.write("{}\n", to: "second.ndjson.report.ndjson")
        try sandbox.write("number\n4152000003\n", to: "stop.csv")
        _ = try sandbox.enlist(
            "import", "-", "--list", "+18005551234", "--report", "pipe.ndjson", "--quiet",
            input: .bytes(Data("phone\n4152000000\n".utf8)))
        let found = try why("4152000000")
        #expect(found.notKnown.map(\.job) == ["2", "3", "4"])
        #expect(found.notKnown[0].reason.contains("report second.ndjson.report.ndjson was changed"))
        #expect(found.notKnown[1].reason.contains("input was changed"))
        #expect(found.notKnown[2].reason.contains("standard input is not kept"))
        #expect(found.jobs.map { $0.rows.count } == [2, 0, 1, 1])
        #expect(found.jobs[2].rows[0].cameAs == nil)
        #expect(try why("4152000000", "--no-files").notKnown.isEmpty)
    }

    @Test("waits for no pipe in the place of a report or an input")
    func pipes() throws {
        let made = try sandbox.shell(
            "rm first.csv second.ndjson.report.ndjson stop.csv; mkfifo first.csv; "
                + "mkfifo second.ndjson.report.ndjson")
        #expect(made.status == 0)
        let found = try why("4152000000")
        #expect(found.notKnown.map(\.job) == ["1", "2", "3"])
        #expect(found.notKnown.allSatisfy { $0.reason.contains("no file") })
        #expect(found.jobs.map { $0.rows.count } == [2, 0, 1])
    }

    @Test("another account's rows are out of reach")
    func accounts() throws {
        try sandbox.apply(#"{"accounts":[{"name":"Other","billing":"active"}]}"#)
        let key = try sandbox.enlist("key", "create", "Other").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let other = try sandbox.enlist(
            "why", "4152000000", "--json", environment: ["ENLIST_API_KEY": key])
        #expect(other.status == 0)
        #expect(try Found(other.output).known == false)
        #expect(!other.output.contains("Anna") && !other.output.contains("first.csv"))
        #expect(try sandbox.enlist("why", "4152000000").status == 1)
    }

    @Test("a number that nobody knows, and one that is none")
    func strangers() throws {
        #expect(try why("4152000777").known == false)
        #expect(try sandbox.enlist("why", "4152000777").output.contains("nothing is known"))
        #expect(try sandbox.enlist("why", "junk").status == 2)
        #expect(try sandbox.enlist("why", "4152000000", "--region", "XX").status == 2)
    }

    @Test("what a row holds controls no terminal")
    func hostileValues() throws {
        try importing("phone,name\n4152000005,\u{1B}[2Jred\u{7}\n", "hostile.csv")
        let result = try sandbox.enlist("why", "4152000005")
        #expect(!result.output.contains("\u{1B}") && !result.output.contains("\u{7}"))
    }

    private func importing(
        _ rows: String, _ name: String, command: String = "import", _ options: String...
    ) throws {
        try sandbox.write(rows, to: name)
        let result = try sandbox.enlist(
            [command, name, "--list", "+18005551234", "--quiet"] + options)
        #expect([0, 3].contains(result.status), "\(result.error)")
    }
}

extension WhyTests {
    private func why(_ arguments: String...) throws -> Found {
        let result = try sandbox.enlist(["why", "--json"] + arguments)
        #expect(result.status == 0, "\(result.error)")
        return try Found(result.output)
    }

    private static let configuration = """
        {"accounts":[{"name":"Acme","billing":"active",
          "lists":[{"phone_number":"+18005551234","name":"Main"}],
          "journeys":[{"name":"Welcome","status":"active","trigger":{"operator":"AND",
            "conditions":[{"type":"list","list_number":"+18005551234"}]}}]}]}
        """
}

/// What `why --json` prints, as far as the tests look at it.
private struct Found: Decodable {
    let known: Bool
    let blocked: Bool
    let lists: [List]
    let lookups: [Lookup]
    let totalCost: Decimal
    let journeys: [Journey]
    let jobs: [Job]
    let notKnown: [Note]

    struct List: Decodable {
        let active: Bool
        let history: [Event]
    }

    struct Event: Decodable {
        let job: String
        let changes: [Change]?
    }

    struct Change: Decodable { let field: String }
    struct Lookup: Decodable { let job: String }
    struct Journey: Decodable { let journey: String }

    struct Job: Decodable {
        let job: String
        let rows: [Row]
    }

    struct Row: Decodable {
        let row: Int
        let line: Int?
        let cameAs: String?
        let readAs: Request?
        let response: Response
    }

    struct Request: Decodable { let phoneNumber: String }

    struct Response: Decodable {
        let isNewContact: Bool?
        let code: String?
    }

    struct Note: Decodable {
        let job: String
        let reason: String
    }

    init(_ text: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Self.self, from: Data(text.utf8))
    }
}
