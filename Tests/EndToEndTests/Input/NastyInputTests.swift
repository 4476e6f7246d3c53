import Foundation
import Testing

@Suite("Nasty input never crashes")
struct NastyInputTests {
    struct Nasty: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: Data
        let status: Int32
        var rows = 0
        var refused = 0
        var testDescription: String { name }
    }

    @Test func textsThatReadTheSameStayAsTheyCame() throws {
        let sandbox = try Sandbox()
        try sandbox.write(
            """
            phone,carrier
            4152000001,Caf\u{e9} Tel
            4152000002,Cafe\u{301} Tel

            """, to: "rows.csv")
        _ = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234")
        let carriers = try sandbox.rows(
            "SELECT hex(carrier) FROM contact_view ORDER BY phone_number")
        #expect(carriers == ["436166C3A92054656C", "43616665CC812054656C"])
    }

    @Test(arguments: NastyInputs.all)
    func endsWithTheRightStatus(nasty: Nasty) throws {
        let sandbox = try Sandbox()
        try sandbox.write(nasty.bytes, to: nasty.name)
        let result = try sandbox.enlist(
            "import", nasty.name, "--list", "+18005551234", "--summary", "json",
            "--report", "report.ndjson")
        #expect(result.status == nasty.status)
        if nasty.status == 1 {
            #expect(result.error.hasPrefix("enlist: \(nasty.name)"))
        } else {
            let summary = try result.summary()
            #expect(summary.rows == nasty.rows)
            #expect(summary.errorCount == nasty.refused)
            #expect(sandbox.lines().count == nasty.rows)
        }
    }

    @Test func aMissingFileIsNamed() throws {
        let sandbox = try Sandbox()
        let result = try sandbox.enlist("import", "no.csv", "--list", "+18005551234")
        #expect(result.status == 1)
        #expect(
            result.error == "enlist: no.csv: cannot open the file: No such file or directory.\n")
    }

    @Test func aFileOfAnotherKindIsNoWorkspace() throws {
        let sandbox = try Sandbox(nil)
        try sandbox.write("this is no workspace, it is a letter", to: "enlist.db")
        try sandbox.write(ExampleRows.csv(0..<1), to: "rows.csv")
        let result = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234")
        #expect(result.status == 1)
        #expect(sandbox.lines("enlist.db") == ["this is no workspace, it is a letter"])
    }
}

private enum NastyInputs {
    typealias Nasty = NastyInputTests.Nasty

    static let all = [
        Nasty(name: "empty.csv", bytes: Data(), status: 0),
        Nasty(name: "header.csv", bytes: Data("phone,name\n".utf8), status: 0),
        Nasty(name: "mark.csv", bytes: Data([0xEF, 0xBB, 0xBF]), status: 0),
        Nasty(name: "lines.csv", bytes: Data(repeating: 0x0A, count: 5_000), status: 0),
        Nasty(
            name: "nul.csv", bytes: Data("phone,name\n4155552671,a\u{0}b\n\u{0}\u{0}\n".utf8),
            status: 3, rows: 2, refused: 2),
        Nasty(
            name: "long.csv", bytes: rows("4155552671," + repeated("x", 2_000_000)), status: 3,
            rows: 2, refused: 1),
        Nasty(
            name: "long.ndjson",
            bytes: Data(
                "{\"phone_number\":\"4155552671\",\"url\":\"\(repeated("x", 2_000_000))\"}\n".utf8),
            status: 3, rows: 1, refused: 1),
        Nasty(name: "wide.csv", bytes: Data(repeated("phone,", 20_000).utf8), status: 1),
        Nasty(
            name: "wide-row.csv", bytes: rows("4155552671" + repeated(",1", 20_000)), status: 3,
            rows: 2, refused: 1),
        Nasty(
            name: "bytes.csv", bytes: Data("phone,name\n4155552671,".utf8) + [0xFF, 0xC3, 0x28],
            status: 0, rows: 1),
        Nasty(
            name: "returns.csv", bytes: Data("phone,name\r4155552671,a\r4155552672,b\r".utf8),
            status: 0, rows: 2),
        Nasty(
            name: "deep.ndjson",
            bytes: Data("{\"custom_fields\":\(repeated("[", 100_000))\n{\n".utf8), status: 3,
            rows: 2, refused: 2),
        Nasty(
            name: "numbers.ndjson",
            bytes: Data(
                ("{\"phone_number\":1e400}\n{\"phone_number\":-0}\n"
                    + "{\"phone_number\":\(repeated("9", 3_000))}\n").utf8),
            status: 3, rows: 3, refused: 3),
        Nasty(
            name: "sequence.json",
            bytes: Data("\u{1E}{\"phone_number\":\"4155552671\",\"opted_out\":true}\n".utf8),
            status: 1),
        Nasty(name: "quotes.csv", bytes: Data(repeated("x\"y,\"z\n", 2_000).utf8), status: 1),
        Nasty(name: "noise.csv", bytes: noise(300_000), status: 1),
        Nasty(name: "cut.csv.gz", bytes: Data([0x1F, 0x8B, 8, 0, 0, 0]), status: 1),
        Nasty(name: "cut.zip", bytes: Data("PK\u{3}\u{4}".utf8), status: 1),
    ]

    private static func rows(_ row: String) -> Data {
        Data("phone,name\n\(row)\n4155552672,Ann\n".utf8)
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    /// The same bytes in every run (xorshift).
    private static func noise(_ count: Int) -> Data {
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        return Data(
            (0..<count).map { _ in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return UInt8(truncatingIfNeeded: state)
            })
    }
}
