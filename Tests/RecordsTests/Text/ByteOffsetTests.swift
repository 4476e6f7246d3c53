import Testing

@testable import Records

@Suite("A record knows its first byte in the input")
struct ByteOffsetTests {
    /// Encodings of 300 rows with characters of one to four bytes, where they have them.
    static let inputs: [(name: String, bytes: [UInt8], encoding: TextEncoding?)] = [
        ("UTF-8", Array(text("é€😀").utf8), nil),
        ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array(text("é€😀").utf8), nil),
        ("UTF-16LE with a mark", [0xFF, 0xFE] + units(text("é€😀")) { [$0, $1] }, nil),
        ("UTF-16BE with a mark", [0xFE, 0xFF] + units(text("é€😀")) { [$1, $0] }, nil),
        ("UTF-16LE", units(text("é€😀")) { [$0, $1] }, .utf16LittleEndian),
        ("Windows-1252", text("é").unicodeScalars.map { UInt8($0.value) }, nil),
    ]

    @Test(arguments: inputs.indices, [3, 1_000, nil])
    func inEveryEncodingAndHoweverItIsRead(index: Int, chunkBytes: Int?) throws {
        let input = Self.inputs[index]
        for returnsHeader in [true, false] {
            let reading = try Reading(
                input.bytes, options: ReaderOptions(encoding: input.encoding), hasHeader: true,
                returnsHeader: returnsHeader, batchRecords: 100,
                chunkBytes: chunkBytes)
            #expect(reading.records.count == (returnsHeader ? 301 : 300))
            for record in reading.records {
                let found = input.bytes[Int(record.byteOffset)...]
                    .filter { $0 != 0 }.prefix { $0 != UInt8(ascii: ",") }
                let name = "\(input.name), record \(record.number)"
                #expect(found.elementsEqual(record.fields[0]), "\(name)")
            }
        }
    }

    @Test func aPlaceInARecordCountsItsLines() throws {
        let text = "a,b\n1,\"x\r\ny\rz\nö\",surplus\n"
        let (batch, record) = try Self.last(Array(text.utf8))
        let offset = batch.offset(ofField: 2, of: record)
        #expect(batch.place(offset, in: record) == RecordPlace(bytes: 14, lines: 3))
        #expect(batch.place(0, in: record) == .start)
    }

    @Test func aPlaceInARecordIsInTheEncodingOfTheInput() throws {
        let text = "a,b\n1,\"é\n😀\",surplus\n"
        let (batch, record) = try Self.last([0xFF, 0xFE] + Self.units(text) { [$0, $1] })
        let offset = batch.offset(ofField: 2, of: record)
        #expect(batch.place(offset, in: record) == RecordPlace(bytes: 18, lines: 1))
    }

    @Test func onlyALineFeedEndsALineOfJSON() throws {
        let (batch, record) = try Self.last(Array("[{\"a\":\r1,\r\n\"b\" 2}]".utf8))
        #expect(batch.place(14, in: record).lines == 1)
    }

    /// Once a reader trapped: it had read on, and the header was no longer in its window.
    @Test(arguments: [-1, 0, 1])
    func aHeaderThatEndsWithTheFirstReadCanBeTakenBack(surplus: Int) throws {
        let count = DialectProbe.bytesMax + surplus - "4155550100,\n".utf8.count
        let first = "4155550100," + String(repeating: "x", count: count)
        let reading = try Reading(Array("\(first)\n4155550101,y\n".utf8), returnsHeader: true)
        #expect(reading.records.map(\.byteOffset) == [0, UInt64(first.utf8.count) + 1])
        #expect(reading.raws.first == first)
    }

    private static func last(_ bytes: [UInt8]) throws -> (RecordBatch, Record) {
        let options = ReaderOptions()
        let reader = try RecordReader(source: ByteSource(bytes: bytes), options: options)
        let batch = RecordBatch()
        #expect(try reader.fill(batch))
        return (batch, try #require(batch.records.last))
    }

    /// Each row begins with its own number; blank lines stand between some.
    private static func text(_ letters: String) -> String {
        "\n"
            + (0...300).map { "\($0),\(letters)\($0)\($0 % 7 == 0 ? "\r\n\r\n" : "\n")" }.joined()
    }

    private static func units(
        _ text: String, _ order: (UInt8, UInt8) -> [UInt8]
    ) -> [UInt8] {
        text.utf16.flatMap { order(UInt8($0 & 0xFF), UInt8($0 >> 8)) }
    }
}
