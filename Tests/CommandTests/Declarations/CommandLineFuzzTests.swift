import Contacts
import Fuzzing
import ImportPipeline
import Testing

@testable import enlist

@Suite("Mutated command lines")
struct CommandLineFuzzTests {
    private static let lines = [
        "a.csv --list +18005551234 --max-cost 2.50 --max-rejects 5% --clock 2026-11-24T08:00:00Z",
        "a.csv --delimiter tab --quote ' --encoding utf-16 --region GB --date-order dmy --no-header",
        "- --end-line end --threads 4 --commit-rows 100 --memory 64 --job n1 --wait 3",
        "a.csv --sync --list 8005551234 --max-removals 5% --max-shrink 3% --format ndjson",
        "a.csv --use-validation --provider https://a/b --provider-rate 9 --provider-timeout 2",
        "a.csv --mapping klaviyo --existing fill --report-format csv --report r --ignore-column=#2",
        "a.csv --extra ignore --max-enroll 5 --rejects b.csv --force --use-journeys --dry-run",
    ]

    @Test("are options as they stand", arguments: lines)
    func sound(line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        _ = try ImportOptions(typed: ArgumentReader.read(words[...], for: .import))
    }

    @Test("are options, or refused with a sentence")
    func options() throws {
        try fuzz("command lines") { seed, random in
            let bytes = random.mutated(Self.lines, specials: "--==%$.,:0123456789 ")
            let words = String(decoding: bytes, as: UTF8.self).split(separator: " ").map(
                String.init)
            do {
                let invocation = try ArgumentReader.read(words[...], for: .import)
                let options = try ImportOptions(typed: invocation)
                #expect(!options.json.isEmpty, "seed \(seed)")
                #expect(!TypedImport(invocation).json.isEmpty, "seed \(seed)")
            } catch let error as UsageError {
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
    }
}
