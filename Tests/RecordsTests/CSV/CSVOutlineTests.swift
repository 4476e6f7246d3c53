import Fuzzing
import Testing

@testable import Records

@Suite("The outline of a raw record")
struct CSVOutlineTests {
    private func outline(_ text: String, _ change: (inout Dialect) -> Void = { _ in }) -> CSVOutline
    {
        var dialect = Dialect()
        change(&dialect)
        return Array(text.utf8).withUnsafeBufferPointer { CSVOutline($0, dialect: dialect) }
    }

    @Test(
        "says where each field ends, quotes regarded",
        arguments: [
            ("", [0]), ("a", [1]), ("a,b", [1, 3]), (",", [0, 1]), ("\"a,b\",c", [5, 7]),
            ("\"a\"\"b\",", [6, 7]), ("a\"b,c", [3, 5]), ("\"a\"b,c", [4, 6]), ("\"\"", [2]),
        ])
    func fieldEnds(text: String, ends: [Int]) {
        #expect(outline(text).fieldEnds == ends)
        #expect(outline(text).openQuote == nil)
    }

    @Test(
        "says where the quote is that nothing closes",
        arguments: [("\"", 0), ("a,\"b", 2), ("a,\"b\"\"", 2), ("\"a\",\"b,c", 4)])
    func openQuote(text: String, offset: Int) {
        #expect(outline(text).openQuote == offset)
    }

    @Test("knows other delimiters and quotes")
    func dialect() {
        let outline = outline("'a;b';c,d") {
            $0.delimiter = 0x3B
            $0.quote = 0x27
        }
        #expect(outline.fieldEnds == [5, 9])
    }

    @Test("has as many fields as the reader gives, whatever the text", arguments: 1...300)
    func agreesWithReader(seed: Int) throws {
        var generator = SeededRandom(seed: UInt64(seed))
        let alphabet = Array("a,\"b \"".utf8)
        let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
            alphabet.randomElement(using: &generator) ?? 0x61
        }
        let record = try #require(try Reading([0x78, 0x2C] + text + [0x0A]).records.first)
        guard record.fault == nil else { return }
        let outline = record.raw.withUnsafeBufferPointer { CSVOutline($0, dialect: Dialect()) }
        #expect(outline.fieldEnds.count == record.fields.count, "seed \(seed)")
    }
}

@Suite("The place of a fault")
struct FaultOffsetTests {
    @Test(
        "is counted from the record's first byte",
        arguments: [
            (Array("a,b\n1,é".utf8) + [0xFF, 0x0A], 4), (Array("a,b\n1,é\0\n".utf8), 4),
            (Array("a,b\n1,\"x\n2,y\n".utf8), 2),
        ])
    func offsets(bytes: [UInt8], offset: Int) throws {
        let reader = try RecordReader(
            source: ByteSource(bytes: bytes), options: ReaderOptions(encoding: .utf8))
        let batch = RecordBatch()
        #expect(try reader.fill(batch))
        let record = try #require(batch.records.first)
        #expect(record.fault != nil)
        #expect(batch.faultOffset(of: record) == offset)
    }
}
