import Testing

@testable import Records

@Suite("What an input turned out to be")
struct InputProfileTests {
    private func profile(_ bytes: [UInt8]) throws -> InputProfile {
        try RecordReader(source: ByteSource(bytes: bytes), options: ReaderOptions()).profile
    }

    @Test("is told in a line")
    func sentence() throws {
        let sheet = try profile(Array("\u{FEFF}sep=;\r\nphone;name\r\n1;2\r\n".utf8))
        #expect(
            sheet.sentence.hasSuffix(
                ": CSV in UTF-8 with a mark, delimiter semicolon, quote \", line ends CRLF, "
                    + "a line sep=, a header"))
        let array = try profile(Array("[{\"a\":1}]".utf8))
        #expect(array.sentence.hasSuffix(": JSON array in UTF-8"))
    }

    @Test("is told to scripts, without keys of CSV for JSON")
    func json() throws {
        var csv = try profile(Array("# made\nphone\tname\n1\t2\n".utf8))
        csv.name = "a \"b\".csv"
        #expect(
            csv.json == #"{"file":"a \"b\".csv","format":"csv","encoding":"UTF-8","#
                + #""byte_order_mark":false,"compression":null,"delimiter":"\t","quote":"\"","#
                + #""line_ends":"LF","separator_line":false,"comment_lines":1,"header":true}"#)
        var lines = try profile(Array("{}\n".utf8))
        lines.name = "a"
        #expect(
            lines.json == #"{"file":"a","format":"ndjson","encoding":"UTF-8","#
                + #""byte_order_mark":false,"compression":null}"#)
    }

    @Test("has no header once the first record is a row")
    func returnedHeader() throws {
        let reader = try RecordReader(
            source: ByteSource(bytes: Array("1,2\n3,4\n".utf8)), options: ReaderOptions())
        #expect(reader.profile.hasHeader)
        reader.returnHeader()
        #expect(!reader.profile.hasHeader && reader.headerText.isEmpty)
    }

    @Test(
        "takes delimiters by name or character, none that names and numbers are made of",
        arguments: [
            ("tab", 0x09), ("\\t", 0x09), ("\t", 0x09), (";", 0x3B), ("Pipe", 0x7C), ("^", 0x5E),
            ("comma", 0x2C), ("a", nil), ("7", nil), ("é", nil), ("", nil), ("\n", nil),
            (";;", nil), ("\0", nil),
        ] as [(String, UInt8?)])
    func delimiters(name: String, byte: UInt8?) {
        #expect(Dialect.byte(named: name) == byte)
    }
}

@Suite("The end of an input")
struct InputEndTests {
    private func endsAtInputEnd(_ text: String, batchRecords: Int) throws -> [Bool] {
        var options = ReaderOptions()
        options.chunkBytes = 3
        let reader = try RecordReader(
            source: ByteSource(bytes: Array(text.utf8)), options: options)
        let batch = RecordBatch(recordsMax: batchRecords)
        var found: [Bool] = []
        while try reader.fill(batch) { found.append(batch.endsAtInputEnd) }
        return found
    }

    @Test(
        "is the last record's when no line end follows it",
        arguments: [
            ("a,b\n1,2\n3,4\n", false), ("a,b\n1,2\n3,4", true), ("a,b\n1,2\n3,4\r", false),
            ("a,b\n1,2\n3,4\n  ", false), ("{\"a\":1}\n{\"a\"", true), ("{\"a\":1}\n{}\r\n", false),
        ])
    func lineEnd(text: String, isMissing: Bool) throws {
        #expect(try endsAtInputEnd(text, batchRecords: 100) == [isMissing])
        #expect(try endsAtInputEnd(text, batchRecords: 1) == [false, isMissing])
    }
}
