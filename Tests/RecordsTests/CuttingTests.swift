import Testing

@testable import Records

@Suite("Where the input is cut makes no difference")
struct CuttingTests {
    static let pieces = [
        "a", "bc", ",", ",", "\"", "\"", "\"\"", "\n", "\r", "\r\n", " ", "é", "1234567890",
        "\",\"", "\n\"", "\"\n", "{",
    ]

    static func randomText(seed: UInt64, count: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
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
}
