import Foundation
import Testing

@Suite("Refused rows as they came")
struct RejectsTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func standInTheDialectOfTheInputWithTheReasonBehindThem() throws {
        let input =
            "\u{FEFF}sep=;\r\nphone;name;city\r\n4155552671;Ann;Rome\r\n"
            + "abc;\"O\"\"Neil; B\"\r\n;x;y;; \r\n1234; é ;\"a\r\nb\"\r\n"
        try sandbox.write(input, to: "a.csv")
        #expect(try importing("a.csv").status == 3)
        #expect(
            try text("rejects.csv")
                == "\u{FEFF}sep=;\r\nphone;name;city;error_code;error\r\n"
                + "abc;\"O\"\"Neil; B\";;invalid_phone;The phone number has a letter in it, perhaps "
                + "O for 0 or l for 1  write it in digits. (line 4, byte 49)\r\n"
                + ";x;y;missing_phone_number;The row has no phone number. (line 5, byte 67)\r\n"
                + "1234; é ;\"a\r\nb\";invalid_phone;The phone number is too short  perhaps its area "
                + "code or its last digits are missing. (line 6, byte 76)\r\n")
        #expect(try sandbox.rights("rejects.csv") == 0o600)
    }

    @Test func areMendedAndImportedAgainWithTheirColumns() throws {
        try sandbox.write(
            "phone,name,x\n4155552671,Ann,1\nabc,\"Bo, B\"\n12345,Cy,3,, \n", to: "a.csv")
        #expect(try importing("a.csv").status == 3)
        let mended = try text("rejects.csv")
            .replacing("abc,", with: "4155552672,").replacing("12345,", with: "4155552673,")
        try sandbox.write(mended, to: "mended.csv")
        let again = try importing("mended.csv", rejects: "again.csv")
        #expect(again.status == 0)
        #expect(try text("again.csv").isEmpty)
        #expect(
            try exported() == [
                #"{"name":"Ann","x":"1"}"#, #"{"name":"Bo, B"}"#, #"{"name":"Cy","x":"3"}"#,
            ])
    }

    @Test(arguments: ["--extra=custom", "--extra=ignore"])
    func ofNDJSONAreMendedAndImportedAgain(extra: String) throws {
        try sandbox.write(
            """
            {"phone_number":"abc","custom_fields":{"a":"}"}}
            {}
            {"phone_number":"4155552671"}
            {"phone_number": 12 }
            {"phone_number":"415
            """, to: "a.ndjson")
        #expect(try importing("a.ndjson", rejects: "rejects.ndjson", extra).status == 3)
        let rejects = sandbox.lines("rejects.ndjson")
        #expect(rejects.count == 4)
        #expect(
            rejects[1] == #"{"_error_code":"missing_phone_number","#
                + #""_error_text":"The row has no phone number. (line 2, byte 50)"}"#)
        #expect(rejects[3] == #"{"phone_number":"415"#)
        _ = try importing("rejects.ndjson", rejects: "same.ndjson", extra)
        #expect(sandbox.lines("same.ndjson").map(code) == rejects.map(code))
        let mended = rejects[0].replacing("\"abc\"", with: "\"4155552672\"")
        try sandbox.write(mended + "\n", to: "mended.ndjson")
        #expect(try importing("mended.ndjson", rejects: "none.ndjson", extra).status == 0)
        #expect(try exported() == ["", #"{"a":"}"}"#])
    }

    @Test func aBrokenRowIsRefusedAgainUntilItIsMended() throws {
        let input = "phone,name\n4155552671,\"Ann\n4155552672,Bo,x\n4155552673,Cy\n"
        try sandbox.write(input, to: "a.csv")
        #expect(try importing("a.csv").status == 3)
        try sandbox.write(
            try text("rejects.csv") + "\"4155552674\",\"Di\",,\n", to: "unmended.csv")
        let again = try importing("unmended.csv", rejects: "again.csv")
        #expect(again.status == 3)
        #expect(try sandbox.count("list_contacts") == 2)
    }

    @Test func aMissingQuoteCostsOneRowAndIsMendedThere() throws {
        try sandbox.write(
            "phone,name\n4155552671,\"Ann\n4155552672,Bo\n4155552673,\"Cy, D\"\n", to: "a.csv")
        #expect(try importing("a.csv").status == 3)
        #expect(try sandbox.count("list_contacts") == 2)
        let rejects = try text("rejects.csv")
        #expect(rejects.contains("\n4155552671,\"Ann\",malformed_row,"))
        let mended = rejects.replacing(",mend the quote and remove this cell", with: "")
        try sandbox.write(mended, to: "mended.csv")
        #expect(try importing("mended.csv", rejects: "none.csv").status == 0)
        #expect(try sandbox.count("list_contacts") == 3)
    }

    @Test func withBytesThatAreNotUTF8AreRefusedAgainUntilTheyAreMended() throws {
        try sandbox.write(
            Data("phone,name\n4155552671,Zo".utf8) + [0xEB] + Data("\n4155552672,Bö\n".utf8),
            to: "a.csv")
        #expect(try importing("a.csv").status == 3)
        #expect(try importing("rejects.csv", rejects: "again.csv").status == 3)
        try sandbox.write(
            Data(#"{"phone_number":"4155552673","url":"Zo"#.utf8) + [0xEB]
                + Data("\"}\n{\"phone_number\":\"4155552674\",\"url\":\"Bö\"}\n".utf8),
            to: "b.ndjson")
        #expect(try importing("b.ndjson", rejects: "b.rejects.ndjson").status == 3)
        #expect(try importing("b.rejects.ndjson", rejects: "again.ndjson").status == 3)
        #expect(try sandbox.count("list_contacts") == 2)
    }

    @Test func withANULAreRefusedAgainAlsoWhereAnEarlierReasonStood() throws {
        try sandbox.write(
            "phone,error_code,error\n4155552671,\0,\n4155552\0672,,\n", to: "a.csv")
        #expect(try importing("a.csv").status == 3)
        #expect(try importing("rejects.csv", rejects: "again.csv").status == 3)
        #expect(try sandbox.count("list_contacts") == 0)
        let mended = try text("rejects.csv").replacing(
            ",mend the text and remove this cell", with: "")
        try sandbox.write(mended.replacing("\0", with: ""), to: "mended.csv")
        #expect(try importing("mended.csv", rejects: "none.csv").status == 0)
        #expect(try sandbox.count("list_contacts") == 2)
    }

    @Test func inSingleQuotesAreReadAgain() throws {
        try sandbox.write("'phone','name'\n'12','it''s, x'\n", to: "a.csv")
        _ = try importing("a.csv")
        let mended = try text("rejects.csv").replacing("'12'", with: "'4155552671'")
        try sandbox.write(mended, to: "mended.csv")
        #expect(try importing("mended.csv", rejects: "none.csv").status == 0)
        #expect(try sandbox.count("list_contacts") == 1)
    }

    @Test func aPieceOfABrokenArrayIsRefusedAgainUntilItIsMended() throws {
        let piece = #"{"phone_number":"4155552672"}"#
        try sandbox.write(#"[{"phone_number":"4155552671"}]"# + piece + "\n", to: "a.json")
        _ = try importing("a.json", rejects: "rejects.ndjson")
        #expect(sandbox.lines("rejects.ndjson").first?.hasPrefix(piece + " The JSON array") == true)
        #expect(try importing("rejects.ndjson", rejects: "again.ndjson").status == 3)
        #expect(try sandbox.count("list_contacts") == 1)
    }

    @Test func ofAFileWithoutHeaderGetOne() throws {
        try sandbox.write("x,4155552671\ny,abc\n", to: "a.csv")
        #expect(try importing("a.csv").status == 3)
        #expect(sandbox.lines("rejects.csv").first == ",phone_number,error_code,error")
        let mended = try text("rejects.csv").replacing("y,abc", with: "y,4155552672")
        try sandbox.write(mended, to: "mended.csv")
        #expect(try importing("mended.csv", rejects: "again.csv").status == 0)
    }

    @Test func ofAnotherEncodingAreUTF8WithAMark() throws {
        try sandbox.write(Data("phone,name\nabc,Zo".utf8) + [0xEB, 0x0A], to: "a.csv")
        #expect(try importing("a.csv").status == 3)
        #expect(
            try text("rejects.csv").hasPrefix("\u{FEFF}phone,name,error_code,error\nabc,Zoë,inv"))
    }

    @Test func ofSeveralInputsHaveAFileEach() throws {
        try sandbox.write("phone\nabc\n", to: "a.csv")
        try sandbox.write("{\"phone_number\":\"x\"}\n", to: "b.ndjson")
        _ = try sandbox.shell("gzip -k a.csv")
        let result = try sandbox.enlist(
            "import", "a.csv", "b.ndjson", "a.csv.gz", "--list", "+18005551234",
            "--rejects", "no.csv", "--report", "r", "--summary", "json")
        #expect(result.output.contains(#""rejects":"no.1.csv, no.2.csv, no.3.csv""#))
        #expect(sandbox.lines("no.1.csv").count == 2)
        #expect(sandbox.lines("no.2.csv").count == 1)
        #expect(sandbox.lines("no.3.csv") == sandbox.lines("no.1.csv"))
    }

    @Test func includeWhatIsRefusedLater() throws {
        try sandbox.write("phone\n2111111111\n", to: "a.csv")
        #expect(try importing("a.csv").status == 3)
        #expect(sandbox.lines("rejects.csv").last?.hasPrefix("2111111111,not_sendable,") == true)
    }

    @Test(arguments: ["a.csv", "./a.csv", "enlist.db", "report"])
    func neverReplaceWhatTheRunReadsOrWrites(path: String) throws {
        try sandbox.write("phone\nabc\n", to: "a.csv")
        #expect(try importing("a.csv", rejects: path).status == 2)
        #expect(try text("a.csv") == "phone\nabc\n")
    }

    @Test func thatCannotBeWrittenLeaveNoRows() throws {
        try sandbox.write("phone\nabc\n4155552671\n", to: "a.csv")
        let result = try importing("a.csv", rejects: "/dev/full")
        #expect(result.status == 75)
        #expect(result.error.contains("/dev/full: cannot write the rejects: No space left"))
        #expect(try sandbox.count("list_contacts") == 0)
    }

    private func importing(
        _ name: String, rejects: String = "rejects.csv", _ options: String...
    ) throws -> CommandResult {
        try CommandRun(
            arguments: [
                "import", name, "--list", "+18005551234", "--report", "report", "--rejects",
                rejects,
            ] + options, folder: sandbox.folder
        ).result()
    }

    private func text(_ name: String) throws -> String {
        String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: sandbox.path(name))), as: UTF8.self)
    }

    private func code(_ line: String) -> String {
        String(line.split(separator: "_error_text").first ?? "")
    }

    /// The custom fields of the list, in order of number.
    private func exported() throws -> [String] {
        try sandbox.rows(
            "SELECT custom_fields FROM list_contact_view ORDER BY phone_number"
        ).map { $0 == "{}" ? "" : $0 }
    }
}
