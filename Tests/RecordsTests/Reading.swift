@testable import Records

/// A record as plain values, to compare.
struct ReadRecord: Equatable {
    var fields: [[UInt8]]
    var raw: [UInt8]
    var line: UInt64
    var byteOffset: UInt64
    var number: UInt64
    var fault: RecordFault?

    var cells: [String] { fields.map { String(decoding: $0, as: UTF8.self) } }
}

/// Everything a reader gives for an input.
struct Reading: Equatable {
    var format: RecordFormat
    var header: [String]
    var records: [ReadRecord]
    var endsInsideQuotes: OpenQuote?
    var endsInsideArray: Bool
    var goesOnBehindArray: Bool
    var bytesRead: UInt64

    var rows: [[String]] { records.map(\.cells) }
    var faults: [RecordFault?] { records.map(\.fault) }
    var lines: [UInt64] { records.map(\.line) }
    var raws: [String] { records.map { String(decoding: $0.raw, as: UTF8.self) } }

    /// Reads the input. The first record is data unless asked for as header; `returnsHeader` reads
    /// it as header and takes that back.
    init(
        _ bytes: [UInt8], options: ReaderOptions = ReaderOptions(), hasHeader: Bool = false,
        returnsHeader: Bool = false, batchRecords: Int = 4096, chunkBytes: Int? = nil
    ) throws {
        var options = options
        options.hasHeader = hasHeader || returnsHeader
        if let chunkBytes { options.chunkBytes = chunkBytes }
        let reader = try RecordReader(source: ByteSource(bytes: bytes), options: options)
        if returnsHeader { reader.returnHeader() }
        format = reader.format
        header = reader.header
        records = []
        let batch = RecordBatch(recordsMax: batchRecords)
        while try reader.fill(batch) {
            records += batch.records.map { ReadRecord($0, in: batch) }
        }
        endsInsideQuotes = reader.endsInsideQuotes
        endsInsideArray = reader.endsInsideArray
        goesOnBehindArray = reader.goesOnBehindArray
        bytesRead = reader.bytesRead
    }

    init(_ text: String, options: ReaderOptions = ReaderOptions(), hasHeader: Bool = false) throws {
        try self.init(Array(text.utf8), options: options, hasHeader: hasHeader)
    }
}

extension Reading {
    /// What the text tells, whatever its encoding.
    var withoutByteOffsets: Reading {
        var reading = self
        for index in reading.records.indices { reading.records[index].byteOffset = 0 }
        return reading
    }

    /// The first thing that differs, told shortly; `nil` when nothing does.
    func difference(from other: Reading) -> String? {
        for (mine, its) in zip(records, other.records) where mine != its {
            return "\(mine.told) instead of \(its.told)"
        }
        if records.count != other.records.count {
            return "\(records.count) records instead of \(other.records.count)"
        }
        return self == other ? nil : "something besides the records"
    }
}

extension ReadRecord {
    var told: String {
        "record \(number), line \(line), byte \(byteOffset), \(String(describing: fault)): "
            + String(decoding: raw, as: UTF8.self).debugDescription + " \(cells)"
    }

    init(_ record: Record, in batch: RecordBatch) {
        fields = batch.fields(of: record).map { Array(batch.bytes(of: $0)) }
        raw = Array(batch.bytes(of: record.raw))
        line = record.line
        byteOffset = record.byteOffset
        number = record.number
        fault = record.fault
    }
}

/// The parser core without a reader: the window grows by one byte at a time.
func scanByteByByte(csv bytes: [UInt8]) -> [ReadRecord] {
    let padded = bytes + [0x0A] + [UInt8](repeating: 0x22, count: 128)
    var scanner = CSVScanner(
        delimiter: 0x2C, quote: 0x22, recordBytesMax: RecordLimits.recordBytesMax)
    var segment = Segment()
    defer { withExtendedLifetime(segment) {} }
    var records: [ReadRecord] = []
    var position = 0
    padded.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        for end in 1...(bytes.count + 1) {
            let view = WindowView(
                base: base, end: end, isLast: end == bytes.count + 1,
                inputEnd: min(end, bytes.count), offset: 0)
            let batch = RecordBatch()
            segment.begin(batch: batch, position: position)
            position = scanner.scan(view, from: position, into: &segment)
            batch.append(segment, from: view)
            batch.refuseBadText()
            batch.unescape(fieldsAt: segment.quotedFields, quote: 0x22)
            records += batch.records.map { ReadRecord($0, in: batch) }
        }
    }
    return records
}
