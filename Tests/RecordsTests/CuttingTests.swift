import Fuzzing
import Testing

@testable import Records

@Suite("Where the input is cut makes no difference")
struct CuttingTests {
    static let pieces = [
        "a", "bc", ",", ",", "\"", "\"", "\"\"", "\n", "\r", "\r\n", " ", "é", "1234567890",
        "\",\"", "\n\"", "\"\n", "{",
    ]

    static func randomText(seed: UInt64, count: Int) -> [UInt8] {
        var generator = SeededRandom(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<count {
            bytes += Array((pieces.randomElement(using: &generator) ?? "").utf8)
            if Int.random(in: 0..<200, using: &generator) == 0 {
                bytes.append(seed % 2 == 0 ? 0xFF : 0x00)
            }
        }
        return bytes
    }

    @Test(arguments: 1...60)
    func readsAndBatchesOfAnySize(seed: UInt64) throws {
        let bytes = CuttingTests.randomText(seed: seed, count: 700)
        let options = ReaderOptions(format: seed % 4 == 0 ? .ndjson : .csv, recordBytesMax: 100)
        let whole = try Reading(bytes, options: options)
        for (batchRecords, chunkBytes) in [(1, 1), (7, 3), (4096, 1), (1, 4096), (4096, 61)] {
            let cut = try Reading(
                bytes, options: options, batchRecords: batchRecords, chunkBytes: chunkBytes)
            #expect(
                cut.difference(from: whole) == nil, "\(batchRecords) a batch, \(chunkBytes) a read")
        }
    }

    @Test(arguments: 1...30)
    func theCoreFedByteByByte(seed: UInt64) throws {
        let bytes = CuttingTests.randomText(seed: seed, count: 200)
        let options = ReaderOptions(format: .csv, delimiter: 0x2C, quote: 0x22)
        let whole = try Reading(bytes, options: options)
        var fed = whole
        fed.records = scanByteByByte(csv: bytes)
        #expect(fed.difference(from: whole) == nil)
    }

    @Test func batchesThatAreFullOfBytes() throws {
        // Records of up to 140 KB: eight or more fill a batch, and none may be lost at its end.
        let cells = (1...40).map { String(repeating: "x\"\"y\n", count: $0 * 700) }
        let text = cells.map { "\"\($0)\",é\r\n" }.joined()
        let reading = try Reading(text)
        #expect(reading.records.count == 40)
        #expect(reading.rows.map { $0[0].utf8.count } == (1...40).map { $0 * 700 * 4 })
        #expect(reading.difference(from: try Reading(Array(text.utf8), batchRecords: 2)) == nil)
    }

    @Test func batchesThatAreFullOfFields() throws {
        let row = String(repeating: "a,", count: 2000) + "\n"
        let text = String(repeating: row, count: 100)
        let reading = try Reading(text)
        #expect(reading.records.map(\.fields.count) == Array(repeating: 2001, count: 100))
        let batch = RecordBatch()
        let reader = try RecordReader(
            source: ByteSource(bytes: Array(text.utf8)), options: ReaderOptions())
        #expect(try reader.fill(batch))
        #expect(batch.fields.count < RecordLimits.batchFieldsMax + RecordLimits.batchFieldsMax / 2)
    }
}
