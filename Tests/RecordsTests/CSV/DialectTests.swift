import Testing

@testable import Records

@Suite("The dialect of CSV is found")
struct DialectTests {
    private func dialect(
        _ text: String, _ options: ReaderOptions = ReaderOptions()
    ) throws -> Dialect {
        let reader = try RecordReader(
            source: ByteSource(bytes: Array(text.utf8)), options: options)
        return try #require(reader.dialect)
    }

    @Test(arguments: [
        ("a,b\n1,2\n", ","), ("a;b\n1;2\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"),
        ("a;b;c\n1,5;2,5;x\n1,5;2,5;y\n", ";"), ("a\n1\n", ","), ("", ","),
        ("\"x;y\",b\n\"1;2\",3\n", ","), ("name;phone, mobile\nx;1\ny;2\n", ";"),
        ("a,b,c\n1,2\n3,4,5\n", ","), ("x|y,b\n1,2\n3,4\n", ","),
        ("a,\"1\t2\t3\",b\n", ","),
    ])
    func delimiter(text: String, delimiter: Character) throws {
        #expect(try dialect(text).delimiter == delimiter.asciiValue)
    }

    @Test(arguments: [
        ("a\nb\n", Dialect.LineEnds.lf), ("a\r\nb\r\n", .crlf), ("a\rb\r", .cr), ("a\rb", .cr),
        ("\"a\nb\"\r\nc\r\n", .crlf), ("a\nb\r\n", .mixed), ("a\r\nb\rc", .mixed), ("a", .none),
    ])
    func lineEnds(text: String, lineEnds: Dialect.LineEnds) throws {
        #expect(try dialect(text).lineEnds == lineEnds)
    }

    @Test(arguments: ["a,b\n1,2\n", "a;b\n1;2\n", "sep=,\na,b\n", "x"])
    func aGivenCharacterIsOneOfTheTwoAlone(text: String) throws {
        for byte in Array(",;\t|\"'".utf8) {
            let quoted = try dialect(text, ReaderOptions(quote: byte))
            #expect(quoted.quote == byte)
            #expect(quoted.delimiter != byte)
            let delimited = try dialect(text, ReaderOptions(delimiter: byte))
            #expect(delimited.delimiter == byte)
            #expect(delimited.quote != byte)
        }
    }

    @Test(arguments: ["sep=;\n", "SEP=;\r\n", "\"sep=;\"\n", "\u{FEFF}sep=;\n"])
    func excelsSeparatorLine(line: String) throws {
        let reading = try Reading(line + "a;b,c\n1;2\n", hasHeader: true)
        #expect(reading.header == ["a", "b,c"])
        #expect(reading.lines == [3])
    }

    @Test func singleQuotes() throws {
        #expect(try Reading("'a','b,c'\n'1','it''s'\n").rows == [["a", "b,c"], ["1", "it's"]])
        #expect(try dialect("'n Sync,1\nb,2\n").quote == 0x22)
    }

    @Test func singleQuotesOfSomeFields() throws {
        let reading = try Reading("'a','b',c\n'it''s','x,y',1\n")
        #expect(reading.rows == [["a", "b", "c"], ["it's", "x,y", "1"]])
    }

    @Test(arguments: ["'a,b\n'c,d\n", "'tis 'a',b\n'twas 'c',d\n", "'a','b'\n\"c\",'d'\n"])
    func anApostropheIsNoQuote(text: String) throws {
        #expect(try Reading(text).rows.first?.first?.first == "'")
    }

    @Test func leadingCommentLinesAreSkipped() throws {
        let reading = try Reading(
            "\n# exported, by hand\n#\n\nphone,name,city\n1,2,3\n", hasHeader: true)
        #expect(reading.header == ["phone", "name", "city"])
        #expect(reading.lines == [6])
    }

    @Test func aColumnNamedLikeACommentIsTheHeader() throws {
        #expect(try Reading("#,name\n1,2\n", hasHeader: true).header == ["#", "name"])
    }

    @Test(arguments: ["# made by hand, 2026\n", "#,\n# a, b\n"])
    func aCommentWithTheHeadersDelimitersIsNone(lines: String) throws {
        let reading = try Reading(lines + "phone,name\n+1 415,b\n", hasHeader: true)
        #expect(reading.header == ["phone", "name"])
        #expect(reading.rows == [["+1 415", "b"]])
    }

    @Test func onlyLeadingCommentsAreComments() throws {
        #expect(try Reading("a\n#b\n").rows == [["a"], ["#b"]])
    }

    @Test(arguments: [0x00, 0x0A, 0x0D, 0xC3] as [UInt8])
    func aByteThatCannotDelimitIsNotUsed(byte: UInt8) throws {
        #expect(try Reading("a,é\n", options: ReaderOptions(delimiter: byte)).rows == [["a", "é"]])
    }

    @Test func givenOptionsWin() throws {
        let options = ReaderOptions(delimiter: 0x2C)
        #expect(try Reading("sep=;\na;b,c\n", options: options).rows == [["a;b", "c"]])
    }
}
