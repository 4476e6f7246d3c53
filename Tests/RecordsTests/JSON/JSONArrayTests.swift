import Fuzzing
import Testing

@testable import Records

@Suite("A JSON array of objects is read as records")
struct JSONArrayTests {
    @Test func anElementIsARecord() throws {
        let reading = try Reading(
            "\u{FEFF}[\n  {\"a\": \"]},{\\\"\"},\r\n  {\"b\":\n [1, {}]},{}\n]\n")
        #expect(reading.format == .ndjson)
        #expect(reading.raws == ["{\"a\": \"]},{\\\"\"}", "{\"b\":\n [1, {}]}", "{}"])
        #expect(reading.lines == [2, 3, 4])
        #expect(reading.faults == [nil, nil, nil])
        #expect(reading.records.map(\.number) == [1, 2, 3])
        #expect(reading.endsInsideArray == false)
    }

    @Test(arguments: ["[]", " [ ]\n"])
    func anEmptyArrayHasNoRecords(text: String) throws {
        let reading = try Reading(text)
        #expect(reading.format == .ndjson)
        #expect(reading.records == [])
    }

    @Test func elementsThatAreNoObjectsAreRecordsToo() throws {
        #expect(
            try Reading("[{},1,\"a,b\",[2],null]").raws == ["{}", "1", "\"a,b\"", "[2]", "null"])
    }

    @Test(arguments: [
        ("[{} {}]", ["{}", "{}]"]), ("[{},,{}]", ["{}", ",{}]"]), ("[{},]", ["{}", "]"]),
        ("[{}]\n[{}]", ["{}", "[{}]"]), ("[{}]x\ny", ["{}", "x"]),
        ("[{},{\"a\":\n", ["{}", "{\"a\":"]),
    ])
    func aBrokenArrayEndsInOneFault(text: String, raws: [String]) throws {
        let reading = try Reading(text)
        #expect(reading.raws == raws)
        #expect(reading.faults == [nil, .malformedArray])
    }

    @Test func aMissingQuoteCostsOneElement() throws {
        let reading = try Reading(
            "[{\"a\":\"x},\r\n{\"a\":1},\n{\n\"a\":\"b,\n\"c\":2\n},\n{}]")
        #expect(reading.raws == ["{\"a\":\"x},", "{\"a\":1}", "{\n\"a\":\"b,", "{}"])
        #expect(reading.faults == [.malformedArray, nil, .malformedArray, nil])
        #expect(reading.lines == [1, 2, 3, 7])
        #expect(reading.endsInsideArray == false)
    }

    @Test func aCutArrayIsTold() throws {
        #expect(try Reading("[{},{}").endsInsideArray)
        #expect(try Reading("[{},").endsInsideArray)
        #expect(try Reading("[{},{\"a\"").endsInsideArray)
    }

    @Test func whatFollowsTheArrayIsTold() throws {
        #expect(try Reading("[{}]\n[{},{}]\n").goesOnBehindArray)
        #expect(try Reading("[{}]\n{}\n{}\n").goesOnBehindArray)
        #expect(try Reading("[{},{}] \n").goesOnBehindArray == false)
    }

    @Test func anArrayOfArraysHasNoObjects() throws {
        let reading = try Reading("[[{\"a\":1}],\n [ [{}]]]")
        #expect(reading.format == .ndjson)
        #expect(reading.raws == ["[{\"a\":1}]", "[ [{}]]"])
    }

    @Test func anElementPastTheLimitIsPassedOver() throws {
        let long = "{\"a\":[" + String(repeating: "\n1", count: 100) + "]}"
        let reading = try Reading(
            "[{},\(long),\n{\"b\":1}]", options: ReaderOptions(recordBytesMax: 20))
        #expect(reading.faults == [nil, .recordTooLong, nil])
        #expect(reading.lines == [1, 1, 102])
        #expect(reading.raws[2] == "{\"b\":1}")
    }

    @Test(arguments: 1...40)
    func readsAndBatchesOfAnySize(seed: UInt64) throws {
        let pieces = ["{", "}", "[", "]", "\"", "\\", ",", ",", "{}", "{\"a\":1},", "\n", "x", " "]
        var generator = SeededRandom(seed: seed)
        let text = (0..<200).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        let bytes = Array(("[{}," + text).utf8)
        let options = ReaderOptions(recordBytesMax: 50)
        let whole = try Reading(bytes, options: options)
        for (batchRecords, chunkBytes) in [(1, 1), (7, 3), (4096, 1), (1, 4096)] {
            let cut = try Reading(
                bytes, options: options, batchRecords: batchRecords, chunkBytes: chunkBytes)
            #expect(cut.difference(from: whole) == nil)
        }
    }
}
