import Testing

@testable import Records

@Suite("NDJSON is cut into lines")
struct NDJSONReadingTests {
    @Test func aLineIsARecord() throws {
        let reading = try Reading("{\"a\":1}\r\n\n \t\nnot json\n{}")
        #expect(reading.format == .ndjson)
        #expect(reading.raws == ["{\"a\":1}", "not json", "{}"])
        #expect(reading.lines == [1, 4, 5])
        #expect(reading.records.map(\.number) == [1, 2, 3])
        #expect(reading.bytesRead == 24)
    }

    @Test func aByteOrderMarkIsSkipped() throws {
        let reading = try Reading("\u{FEFF}{}\n")
        #expect(reading.raws == ["{}"])
        #expect(reading.records[0].byteOffset == 3)
    }

    @Test(arguments: [20, 21])
    func aLineAtTheLimitPasses(count: Int) throws {
        let line = "{" + String(repeating: "x", count: count - 1)
        let reading = try Reading("\(line)\r\n{}\n", options: ReaderOptions(recordBytesMax: 20))
        #expect(reading.faults == [count > 20 ? .recordTooLong : nil, nil])
        #expect(reading.lines == [1, 2])
    }

    @Test func aLineWithoutAnEndIsOneRecordInBoundedMemory() throws {
        let bytes = [0x7B] + [UInt8](repeating: 0x20, count: 5 << 20) + Array("\n{}\n".utf8)
        let reading = try Reading(bytes)
        #expect(reading.faults == [.recordTooLong, nil])
        #expect(reading.records[0].raw.count == RecordLimits.rawOfTooLongMax)
    }

    @Test func theFormatCanBeGiven() throws {
        #expect(try Reading("{a,b\n", options: ReaderOptions(format: .csv)).rows == [["{a", "b"]])
    }
}
