import Foundation
import Testing

@Suite("inspect")
struct InspectTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox(nil) }

    @Test func tellsWhatAFileIsAndLeavesNothingBehind() throws {
        try sandbox.write("sep=;\r\nphone;City\r\n4155552671.0;Rome\r\n12345;Bonn\r\n", to: "a.csv")
        let result = try sandbox.enlist("inspect", "a.csv")
        #expect(result.status == 3)
        #expect(
            result.output == """
                a.csv: CSV in UTF-8, delimiter semicolon, quote ", line ends CRLF, a line sep=, a header

                column  header  becomes
                     1  phone   phone_number
                     2  City    custom field City

                Rows: 2; 1 would be refused: invalid_phone 1
                Plain numbers: 5 digits 1

                Damage:
                  float_numbers, 1 row (line 3)
                    Numbers end in .0: they were stored as decimal numbers. They are read without it; \
                check that long numbers kept every digit.

                """)
        #expect(!sandbox.hasFile("enlist.db"))
        #expect(!sandbox.hasFile("a.csv.report.ndjson"))
    }

    @Test func tellsItToScripts() throws {
        try sandbox.write("{\"phone_number\":\"4155552671\"}\n", to: "a.ndjson")
        let result = try sandbox.enlist("inspect", "a.ndjson", "--json")
        #expect(result.status == 0)
        #expect(
            result.output == #"{"input":{"file":"a.ndjson","format":"ndjson","encoding":"UTF-8","#
                + #""byte_order_mark":false,"compression":null},"problem":null,"columns":[],"#
                + #""rows":1,"error_count":0,"errors":{},"lengths":{"10 digits":1},"damage":[],"#
                + #""state":"finished","exit_status":0,"next":null,"error":null}"# + "\n")
    }

    @Test func aFileThatAnImportRefusesIsStillShown() throws {
        try sandbox.write("name,city\nAnn,JosÃ©\n", to: "a.csv")
        let result = try sandbox.enlist("inspect", "a.csv")
        #expect(result.status == 1)
        #expect(result.output.contains("Problem: a.csv: no column holds phone numbers"))
        #expect(result.output.contains("mojibake, 1 row (line 2)"))
        #expect(!result.output.contains("would be refused"))
    }

    @Test func readsStandardInput() throws {
        let result = try sandbox.enlist(
            "inspect", "-", input: .bytes(Data("phone\n4155552671\n".utf8)))
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("standard input: CSV in UTF-8"))
    }

    @Test func showsNoCellOfARow() throws {
        try sandbox.write("4155552671,Secret\n4155552672,Secret\n", to: "a.csv")
        let result = try sandbox.enlist("inspect", "a.csv")
        #expect(result.status == 0)
        #expect(result.output.contains("no header"))
        #expect(!result.output.contains("Secret") && !result.output.contains("415555"))
    }

    @Test func noControlCharacterOfAHeaderReachesTheTerminal() throws {
        try sandbox.write("phone,\u{1B}[31mred\n4155552671,x\n", to: "a.csv")
        #expect(!(try sandbox.enlist("inspect", "a.csv").output.contains("\u{1B}")))
    }

    @Test(arguments: ["no.csv", "."])
    func whatCannotBeReadIsRefused(path: String) throws {
        let result = try sandbox.enlist("inspect", path)
        #expect(result.status == 1)
        #expect(result.error.hasPrefix("enlist: \(path): cannot "))
    }
}

@Suite("How an input is written")
struct DialectOptionTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox(nil) }

    @Test func theEncodingCanBeNamed() throws {
        let bytes = Data("phone,name\n4155552671,Zo".utf8) + [0xEB, 0x0A]
        try sandbox.write(bytes, to: "a.csv")
        let named = try normalized("--encoding", "utf-8")
        #expect(named.output.contains("\"_error\":\"malformed_row\""))
        #expect(try normalized("--encoding", "Latin-1").output.contains("Zoë"))
    }

    @Test func delimiterAndQuoteCanBeNamed() throws {
        try sandbox.write("phone^name\n4155552671^~a^b~\n", to: "a.csv")
        let result = try normalized("--delimiter", "^", "--quote", "~")
        #expect(result.status == 0)
        #expect(result.output.contains("\"name\":\"a^b\""))
        #expect(result.error.contains("delimiter ^, quote ~"))
    }

    @Test func aFirstRowWithNamesCanBeARow() throws {
        try sandbox.write("4155552671,phone\n4155552672,x\n", to: "a.csv")
        #expect(try normalized().output.split(separator: "\n").count == 1)
        let rows = try normalized("--no-header").output.split(separator: "\n")
        #expect(rows.count == 2)
        #expect(rows[0].contains("+14155552671"))
    }

    @Test func aFileWithoutHeaderAndWithoutNumberIsRefused() throws {
        try sandbox.write("phone,name\nx,y\n", to: "a.csv")
        let result = try normalized("--no-header")
        #expect(result.status == 1)
        #expect(result.error.contains("no column holds phone numbers in the first rows"))
    }

    @Test func aFileWithoutHeaderShowsItsNumberInAnyOfItsFirstRows() throws {
        try sandbox.write("x,n/a\ny,4155552672\n", to: "a.csv")
        let rows = try normalized("--no-header").output.split(separator: "\n")
        #expect(rows.count == 2)
        #expect(rows[1].contains("+14155552672"))
    }

    @Test(arguments: [
        ["--encoding", "ebcdic"], ["--delimiter", "ab"], ["--delimiter", "a"],
        ["--delimiter", ""], ["--quote", "\n"], ["--delimiter", ";", "--quote", ";"],
    ])
    func whatCannotBeIsRefused(options: [String]) throws {
        try sandbox.write("phone\n4155552671\n", to: "a.csv")
        let result = try CommandRun(
            arguments: ["normalize", "a.csv"] + options, folder: sandbox.folder
        ).result()
        #expect(result.status == 2)
    }

    @Test func whatWasFoundIsSaidUnlessQuiet() throws {
        try sandbox.write("phone\n4155552671\n", to: "a.csv")
        #expect(
            try normalized().error
                == "a.csv: CSV in UTF-8, delimiter comma, quote \", line ends LF, a header\n")
        #expect(try normalized("--quiet").error.isEmpty)
    }

    private func normalized(_ options: String...) throws -> CommandResult {
        try CommandRun(
            arguments: ["normalize", "a.csv"] + options, folder: sandbox.folder
        ).result()
    }
}
