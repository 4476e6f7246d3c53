import Testing

@testable import Records

@Suite("CSV is read")
struct CSVReadingTests {
    static let cases: [(String, [[String]])] = [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a\nb\r\nc\rd", [["a"], ["b"], ["c"], ["d"]]),
        ("a,b", [["a", "b"]]),
        ("a,", [["a", ""]]),
        (",\n,", [["", ""], ["", ""]]),
        ("\"a,b\",c", [["a,b", "c"]]),
        ("\"a\"\"b\",c", [["a\"b", "c"]]),
        ("\"\",c", [["", "c"]]),
        ("\"\"", [[""]]),
        ("\"\"\"\"", [["\""]]),
        ("\"a\nb\",c\nd,e", [["a\nb", "c"], ["d", "e"]]),
        ("\"a\r\nb\"\r\nc", [["a\r\nb"], ["c"]]),
        ("a\"b\",c", [["a\"b\"", "c"]]),
        (" \"a\",b", [[" \"a\"", "b"]]),
        ("\"a\"b,c", [["ab", "c"]]),
        ("\"a\"b\"c,d\",e", [["ab\"c", "d\"", "e"]]),
        ("\"a\" ,b", [["a ", "b"]]),
        ("a\n\n \t\n\r\nb", [["a"], ["b"]]),
        ("\n\n", []),
        ("", []),
        ("a,\"b", [[]]),
    ]

    @Test(arguments: cases)
    func asPythonReadsIt(text: String, rows: [[String]]) throws {
        #expect(try Reading(text).rows == rows)
    }

    @Test(arguments: cases)
    func theSameByteByByte(text: String, rows: [[String]]) throws {
        #expect(scanByteByByte(csv: Array(text.utf8)) == (try Reading(text).records))
    }

    @Test func theFirstRecordIsTheHeader() throws {
        let reading = try Reading("\n\"phone\"\"s\",b\n1,2\n", hasHeader: true)
        #expect(reading.header == ["phone\"s", "b"])
        #expect(reading.rows == [["1", "2"]])
        #expect(reading.records[0].number == 1)
        #expect(reading.records[0].line == 3)
    }

    @Test func aReturnedHeaderIsTheFirstRecord() throws {
        let reading = try Reading(Array("\u{FEFF}\n1,2\n3,4\n".utf8), returnsHeader: true)
        #expect(reading.header == [])
        #expect(reading.rows == [["1", "2"], ["3", "4"]])
        #expect(reading.lines == [2, 3])
        #expect(reading.records.map(\.byteOffset) == [4, 8])
        #expect(reading.records.map(\.number) == [1, 2])
    }

    @Test func aByteOrderMarkInsideTheFirstCellIsLeftOut() throws {
        let text = "\u{FEFF}\"\u{FEFF}phone\",name\n1,2\n"
        #expect(try Reading(text, hasHeader: true).header == ["phone", "name"])
    }

    @Test func anEmptyInputHasNoHeader() throws {
        #expect(try Reading("", hasHeader: true).header == [])
        #expect(try Reading("\u{FEFF}", hasHeader: true).header == [])
    }

    @Test func linesAreCountedAsTheyStandInTheFile() throws {
        let reading = try Reading("h\r\n\"a\r\nb\",\"c\rd\"\n\n \ne\rf\n\"g\n\n\"\nh")
        #expect(reading.lines == [1, 2, 7, 8, 9, 12])
    }

    @Test func rawBytesAreTheRecordAsItCame() throws {
        let reading = try Reading("\"a\"\"b\", c\r\n\n\"d\ne\"\n")
        #expect(reading.raws == ["\"a\"\"b\", c", "\"d\ne\""])
    }

    @Test func bytesReadEndsAtTheEndOfTheInput() throws {
        #expect(try Reading("a\nb").bytesRead == 3)
        #expect(try Reading("a\nb\r\n\n").bytesRead == 6)
        #expect(try Reading("\u{FEFF}a").bytesRead == 4)
    }

    @Test func delimiterAndQuoteCanBeGiven() throws {
        let options = ReaderOptions(delimiter: 0x3B, quote: 0x27)
        #expect(try Reading("a;'b;c'\n", options: options).rows == [["a", "b;c"]])
    }

    @Test func oneBadRecordDoesNotTouchTheOthers() throws {
        let bytes = Array("a,b\n".utf8) + [0x63, 0xFF, 0x0A] + Array("d,\0\ne,é\n".utf8)
        let reading = try Reading(bytes)
        #expect(reading.faults == [nil, .invalidUTF8, .containsNUL, nil])
        #expect(reading.rows == [["a", "b"], [], [], ["e", "é"]])
    }

    @Test func moreFieldsThanTheLimitAreAFault() throws {
        let commas = String(repeating: ",", count: RecordLimits.fieldsMax)
        let reading = try Reading("a\n\(commas)\n\(commas.dropLast())\nb\n")
        #expect(reading.faults == [nil, .tooManyFields, nil, nil])
        #expect(reading.records.map(\.fields.count) == [1, 0, RecordLimits.fieldsMax, 1])
    }
}
