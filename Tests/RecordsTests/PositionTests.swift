import Testing

@testable import Records

@Suite("A position in an input")
struct PositionTests {
    static let inputs = [
        "phone,name\n1,a\n2,b\n\n\n3,\"c\nd\"\n  \n4,e\n\n",
        "sep=;\r\nphone;name\r\n1;a\r\n\r\n2;b",
        "1,a\n2,b\n\"3,never closed\n",
        "{\"a\":1}\n\n{\"a\":2}\r\nnot json\n{\"a\":3}",
        "[{\"a\":1},\n\n {\"a\":2} , {\"a\":3}\n]\n",
        "\u{FEFF}phone,name\n1,é\n\n2,ü\n",
    ]

    @Test("is the same whatever the size of batches and reads", arguments: inputs)
    func doesNotDependOnBatches(text: String) throws {
        let whole = try positions(of: text, batch: 1, chunk: 1 << 18)
        #expect(try positions(of: text, batch: 1, chunk: 1) == whole)
        #expect(try positions(of: text, batch: 100, chunk: 1).last == whole.last)
        #expect(try positions(of: text, batch: 100, chunk: 1 << 18).last == whole.last)
        #expect(try positions(of: text, batch: 2, chunk: 3).last == whole.last)
    }

    @Test("is found again, and reading goes on behind it", arguments: inputs)
    func isFoundAgain(text: String) throws {
        let all = try positions(of: text, batch: 1, chunk: 1 << 18)
        for position in all {
            let reader = try reader(text, chunk: 5)
            #expect(try reader.skip(to: position))
            #expect(try rest(of: reader) == all.count - Int(position.records))
        }
    }

    @Test("is not found in an input that changed before it or ends too soon")
    func changedInputs() throws {
        let text = "phone,name\n1,a\n2,b\n3,c\n"
        let end = try positions(of: text, batch: 1, chunk: 64)[1]
        let others = [
            "phone,Name\n1,a\n2,b\n3,c\n", "phone,name\n1,a\n2,x\n3,c\n", "phone,name\n1,a\n",
            "phone,name\n\n1,a\n2,b\n3,c\n", "",
        ]
        for other in others { #expect(try !reader(other, chunk: 64).skip(to: end)) }
        #expect(try reader("phone,name\n1,a\n2,b\n3,changed\n4,d\n", chunk: 64).skip(to: end))
    }

    private func reader(_ text: String, chunk: Int) throws -> RecordReader {
        var options = ReaderOptions()
        options.chunkBytes = chunk
        return try RecordReader(source: ByteSource(bytes: Array(text.utf8)), options: options)
    }

    private func positions(of text: String, batch: Int, chunk: Int) throws -> [RecordPosition] {
        let reader = try reader(text, chunk: chunk)
        let batch = RecordBatch(recordsMax: batch)
        var positions: [RecordPosition] = []
        while try reader.fill(batch) { positions.append(reader.position) }
        return positions
    }

    private func rest(of reader: RecordReader) throws -> Int {
        let batch = RecordBatch(recordsMax: 10)
        var count = 0
        while try reader.fill(batch) { count += batch.records.count }
        return count
    }
}
