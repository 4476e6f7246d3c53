import Foundation
import Testing

@Suite("validate gives a line for each text, in its place")
struct ValidateTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private static let texts = [
        "x", "12", "4152000002", "4152000001", "12", "415-200-0002", "4152000003", "y",
        "(415) 200-0002", "z",
    ]

    @Test(
        "as one call after the other gives them, a repeated number from the cache",
        arguments: [[], ["--force"]])
    func order(options: [String]) throws {
        let other = try Sandbox()
        if !options.isEmpty {
            for place in [sandbox, other] { _ = try place.enlist("validate", "4152000002") }
        }
        var single: [String] = []
        var paid: Set<String> = []
        for text in Self.texts {
            // A job forces a number once.
            let forced = paid.insert(String(text.filter(\.isNumber))).inserted ? options : []
            single += try other.enlist(["validate", text] + forced).outputLines
        }
        let run = try sandbox.enlist(["validate"] + Self.texts + options)
        #expect(run.status == 3)
        #expect(run.outputLines == single)
        #expect(run.error.contains("5 numbers, 2 of them cached: at most $0.009"))
        #expect(run.error.contains("validated 5, 2 from the cache, 0 without an answer"))
        let bill = "SELECT phone_number, mills FROM ledger_view"
        #expect(try sandbox.rows(bill) == other.rows(bill))
        #expect(try sandbox.enlist("invoice", "--json").output.contains(#""cached":2"#))
    }

    @Test("of standard input, too, however far a number is from where it was first")
    func standardInput() throws {
        let numbers = (0..<5_000).map { String(4_152_000_000 + $0) }
        let texts = ["x"] + numbers + ["y"] + numbers.reversed() + ["z"]
        try sandbox.write(texts.joined(separator: "\n") + "\n", to: "texts")
        let run = try sandbox.shell("\"$ENLIST\" validate - --quiet <texts")
        #expect(run.status == 3)
        let read = run.outputLines.map { line in
            line.firstMatch(of: /"(?:phone|phone_number)":"(?:\+1)?([^"]*)"/).map { String($0.1) }
        }
        #expect(read == texts)
        let cached = run.outputLines.map { $0.contains(#""cost":0,"cached":true"#) }
        #expect(cached.firstIndex(of: true) == 5_002)
        #expect(cached.count { $0 } == 5_000)
        #expect(try sandbox.count("ledger_view") == 5_000)
    }

    @Test("and none for what lies behind a limit of cost")
    func limit() throws {
        let run = try sandbox.enlist(
            ["validate", "--max-cost", "0.006", "--quiet"] + Self.texts)
        #expect(run.status == 75)
        #expect(
            run.outputLines.map { $0.contains("invalid_phone") }
                == [true, true, false, false, true, false])
    }

    @Test("and in a dry run for those that are no numbers")
    func dryRun() throws {
        let run = try sandbox.enlist(["validate", "--dry-run"] + Self.texts)
        #expect(run.status == 3)
        #expect(run.outputLines.count == 5)
        #expect(run.error.contains("5 numbers, 2 of them cached: at most $0.009"))
        #expect(try sandbox.count("ledger_view") == 0)
    }
}
