import Foundation
import Fuzzing
import Testing

/// A workspace that a disk, a copy or a stranger has changed: whatever its bytes, a command ends by
/// itself and says why.
@Suite("Mutated workspaces")
struct WorkspaceFuzzTests {
    @Test("crash no command")
    func commands() throws {
        let sandbox = try Sandbox()
        let numbers = (100..<400).map { "4155550\($0),yes\n" }.joined()
        try sandbox.write("phone,use_validation\n" + numbers, to: "rows.csv")
        _ = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234", "--quiet")
        let report = "rows.csv.report.ndjson"
        let whole = try Data(contentsOf: URL(fileURLWithPath: sandbox.path("enlist.db")))
        try fuzz("workspaces") { seed, random in
            let left = ["enlist.db-wal", "enlist.db-shm", "part.db", report]
            for name in left where sandbox.hasFile(name) {
                try FileManager.default.removeItem(atPath: sandbox.path(name))
            }
            try sandbox.write(Data(Self.damaged(whole, &random)), to: "enlist.db")
            let command = random.pick(StrangerWorkspaceTests.commands)
            let result = try sandbox.enlist(command)
            let told = "seed \(seed): \(command) ended with \(result.status): \(result.error)"
            #expect([0, 1, 2, 3, 75].contains(result.status), "\(told)")
            if result.status == 3, command.first == "import" {
                // Refused rows are told in the report, which a quiet import leaves it to.
                let refused = sandbox.lines(report).filter { !$0.contains(#""status":200"#) }
                #expect(!refused.isEmpty, "\(told)")
            } else if result.status != 0 {
                #expect(!(result.error + result.output).isEmpty, "\(told)")
            }
        }
    }

    /// Single bits, the beginning of a page, zeros in the middle, or an end that is missing.
    private static func damaged(_ whole: Data, _ random: inout SeededRandom) -> [UInt8] {
        var bytes = Array(whole)
        let place = random.next(below: bytes.count)
        switch random.next(below: 4) {
        case 0:
            for _ in 0...random.next(below: 30) {
                bytes[random.next(below: bytes.count)] ^= 1 << random.next(below: 8)
            }
        case 1:
            let page = place / 16_384 * 16_384
            for _ in 0..<20 {
                bytes[page + random.next(below: 200)] = UInt8(random.next(below: 256))
            }
        case 2:
            let end = min(place + 1 << random.next(below: 15), bytes.count)
            bytes.replaceSubrange(place..<end, with: repeatElement(0, count: end - place))
        default: bytes.removeLast(bytes.count - place)
        }
        return bytes
    }
}
