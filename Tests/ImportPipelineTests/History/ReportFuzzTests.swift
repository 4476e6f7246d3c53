import Contacts
import Foundation
import Fuzzing
import PhoneNumbers
import Records
import Testing

@testable import ImportPipeline

@Suite("Mutated reports")
struct ReportFuzzTests {
    private static let id = "con_0123456789abcdefghijklmnop"
    private static let lines = [
        #"{"row":1,"status":201,"contact_id":"\#(id)","created":true,"journeys_enrolled":0}"#
            + "\n"
            + #"{"row":2,"status":422,"code":"invalid_phone","phone_number":"415 555 0100"}"#
            + "\n",
        "row,status,code,contact_id,phone_number\n1,201,,\(id),\n2,422,x,,\"415 \"\"555\"\" 0100\"\n",
    ]

    @Test("give lines that are JSON, or why they cannot be read")
    func searched() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("enlist-report-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try fuzz("reports") { seed, random in
            let bytes = random.mutated(Self.lines, specials: "\"\"{}[]::,,\n\\u0-1.e'")
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let search = ReportSearch(
                phone: 14_155_550_100, contactID: Array(Self.id.utf8),
                phones: PhoneReader(region: .us), takesBlocked: seed % 2 == 0)
            do throws(ReportSearch.Unreadable) {
                let format = random.next(below: 2) == 0 ? ReportFormat.csv : .ndjson
                for line in try search.lines(of: path, format, Self.written(bytes)) {
                    let value = try? JSONValue(parsing: Array(line.json.utf8))
                    #expect(value != nil, "seed \(seed): \(line.json)")
                }
            } catch {
                #expect(!error.reason.isEmpty, "seed \(seed)")
            }
        }
    }

    private static func written(_ bytes: [UInt8]) -> WrittenLength {
        var digest = StreamDigest()
        bytes.withUnsafeBytes { digest.update($0) }
        return WrittenLength(bytes: UInt64(bytes.count), digest: digest.value)
    }
}
