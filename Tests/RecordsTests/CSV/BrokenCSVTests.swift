import Testing

@testable import Records

@Suite("Broken CSV costs only the broken record")
struct BrokenCSVTests {
    let short = ReaderOptions(recordBytesMax: 20)

    @Test func aQuoteThatNeverClosesCostsItsLine() throws {
        let reading = try Reading("a,b\n1,\"2\n3,4\n5,6\n")
        #expect(reading.faults == [nil, .unterminatedQuote, nil, nil])
        #expect(reading.rows == [["a", "b"], [], ["3", "4"], ["5", "6"]])
        #expect(reading.raws[1] == "1,\"2")
        #expect(reading.lines == [1, 2, 3, 4])
        #expect(reading.endsInsideQuotes == nil)
    }

    @Test(arguments: [
        // The quote that would close the field opens one of a later record.
        ("1,\"Ann\n2,Bo\n3,\"Cy\"\n", ["1,\"Ann", "2,Bo", "3,\"Cy\""]),
        ("1,\"Ann\n2,\"\"\n3,\"Cy\"\n", ["1,\"Ann", "2,\"\"", "3,\"Cy\""]),
        ("\"1\",\"Ann\r\n\"2\",\"Bo\"\r\n", ["\"1\",\"Ann", "\"2\",\"Bo\""]),
        ("1,\"Ann\r2,the \"big\" Bo\r", ["1,\"Ann", "2,the \"big\" Bo"]),
        ("1,\"Ann\n2,\"Bo\n3,\"Cy, D\"\n", ["1,\"Ann", "2,\"Bo", "3,\"Cy, D\""]),
    ])
    func aMissingQuoteCostsItsLineThoughLaterFieldsHaveQuotes(text: String, raws: [String]) throws {
        let reading = try Reading(text, options: ReaderOptions(delimiter: 0x2C))
        #expect(reading.raws == raws)
        #expect(reading.faults.first == .unterminatedQuote)
        #expect(reading.faults.last == RecordFault?.none)
        #expect(reading.lines == Array(1...UInt64(raws.count)))
        #expect(scanByteByByte(csv: Array(text.utf8)) == reading.records)
    }

    @Test(arguments: ["\"a\nb\" ,c\n", "\"a\nb\"\t\n", "\"a\n\"\"b\"\"\",c\n", "\"a\"b,\"c\nd\"\n"])
    func aFieldOverLinesIsWholeWhenNoTextFollowsItsQuote(text: String) throws {
        #expect(try Reading(text, options: ReaderOptions(delimiter: 0x2C)).faults == [nil])
    }

    @Test func missingQuotesTakeLinearTime() throws {
        // Each line, read from its start, runs to the same torn field at the end.
        let lines = String(repeating: "x\",\"\"\"\n", count: 200_000)
        let reading = try Reading(lines + "y\"z\n", options: ReaderOptions(delimiter: 0x2C))
        #expect(reading.records.count == 200_001)
        #expect(reading.faults.dropLast().allSatisfy { $0 == .unterminatedQuote })
    }

    @Test func aCutFileIsToldFromABrokenRecord() throws {
        #expect(try Reading("a,b\n1,\"2\n \n\n").endsInsideQuotes == OpenQuote(line: 2))
        #expect(try Reading("a,b\n1,\"2").endsInsideQuotes == OpenQuote(line: 2))
        #expect(try Reading("a,b\n1,\"2\"").endsInsideQuotes == nil)
    }

    @Test func aQuotedFieldPastTheLimitCostsItsFirstLine() throws {
        let reading = try Reading(
            "a,\"b\n123456789\n123456789\n1,2\nx,\"y\"\n", options: short)
        #expect(reading.faults == [.unterminatedQuote, nil, nil, nil, nil])
        #expect(reading.raws == ["a,\"b", "123456789", "123456789", "1,2", "x,\"y\""])
    }

    @Test(arguments: [20, 21])
    func aLineAtTheLimitPasses(count: Int) throws {
        let line = String(repeating: "x", count: count)
        let reading = try Reading("a\n\(line)\r\nb\n", options: short)
        #expect(reading.faults == [nil, count > 20 ? .recordTooLong : nil, nil])
        #expect(reading.lines == [1, 2, 3])
        #expect(reading.raws[1] == String(repeating: "x", count: 20))
    }

    @Test func aLineWithoutAnEndIsOneRecordInBoundedMemory() throws {
        let bytes = Array("a\n".utf8) + [UInt8](repeating: 0x78, count: 5 << 20)
        let reading = try Reading(bytes + Array("\r\nb\n".utf8))
        #expect(reading.faults == [nil, .recordTooLong, nil])
        #expect(reading.records[1].raw.count == RecordLimits.rawOfTooLongMax)
        #expect(reading.lines == [1, 2, 3])
    }

    @Test func aLongLineThatOpensAQuoteIsTooLong() throws {
        let reading = try Reading("\"23456789012345678901234\nb\n", options: short)
        #expect(reading.faults == [.recordTooLong, nil])
    }

    @Test func aFileOfOpeningQuotesTakesLinearTime() throws {
        // Each line, read from its start, opens a quote that runs to the greatest record.
        let bytes = Array(repeating: Array("x\"y,\"z\n".utf8), count: 300_000).flatMap { $0 }
        let reading = try Reading(bytes)
        #expect(reading.records.count == 300_000)
        #expect(reading.faults.allSatisfy { $0 == .unterminatedQuote })
    }

    @Test func theNextRecordAfterManyBrokenOnesIsWhole() throws {
        let broken = String(repeating: "x\"y,\"z\n", count: 40_000)
        let plain = String(repeating: "a,b\n", count: 100_000)
        let reading = try Reading(broken + "\"\n" + plain + "\"a\nb\",c\n")
        #expect(reading.rows.last == ["a\nb", "c"])
    }
}
