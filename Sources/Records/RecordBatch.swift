/// A run of records: one byte arena, the bounds of the fields and of the records.
///
/// Made once and filled again and again by `RecordReader.fill`, without reallocation once grown.
/// The arena holds the raw bytes of whole records, then unescaped copies of fields that need one.
package final class RecordBatch {
    /// Most input bytes of one batch; a record of the greatest length fits.
    package static let bytesMax = RecordLimits.recordBytesMax

    /// Place among the batches of a run; set by the caller.
    package var sequence = 0
    /// Input bytes after which a batch is full, up to `bytesMax`; a first record may pass it.
    package var bytesWanted = bytesMax
    /// The records, at most `recordsMax`.
    package private(set) var records: [Record] = []
    /// The CSV fields of all records, one after the other; see `fields(of:)`.
    package private(set) var fields: [Slice] = []
    /// The digest of the input up to the end of each record; empty unless the reader marks records.
    package private(set) var digests: [UInt64] = []
    /// How the records are written; `nil` for NDJSON.
    package internal(set) var dialect: Dialect?
    /// How the input was written before it became UTF-8.
    package internal(set) var encoding = TextEncoding.utf8
    /// CSV: the input's header as it came, without its line end; empty when it has none.
    package internal(set) var headerText: [UInt8] = []
    /// The last record is the input's last and no line end follows it: it may have been cut.
    package internal(set) var endsAtInputEnd = false
    /// Most records of one filling.
    package var recordsMax: Int

    private var arena: UnsafeMutablePointer<UInt8>
    private(set) var bytesUsed = 0

    package init(recordsMax: Int = 4096) {
        self.recordsMax = max(recordsMax, 1)
        // Unescaped copies are shorter than what they are made of.
        arena = Self.makeArena()
        records.reserveCapacity(self.recordsMax)
    }

    private static func makeArena() -> UnsafeMutablePointer<UInt8> {
        .allocate(capacity: 2 * bytesMax)
    }

    deinit {
        arena.deallocate()
    }

    /// What the records, their places and their bytes take, at most.
    package var memoryBytes: Int {
        bytesUsed + records.count * MemoryLayout<Record>.stride
            + fields.count * MemoryLayout<Slice>.stride
    }

    /// The arena; valid until the batch is filled again or goes away.
    package var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: arena, count: bytesUsed)
    }

    /// The bytes of a field, a raw record or another run; valid as long as `bytes`.
    package func bytes(of slice: Slice) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[slice.range])
    }

    /// Place of what is wrong with a record that has a fault, in bytes from its first.
    package func faultOffset(of record: Record) -> Int {
        let raw = bytes(of: record.raw)
        switch record.fault {
        case .invalidUTF8, .containsNUL: return TextCheck.offsetOfFault(in: raw)
        case .unterminatedQuote:
            return dialect.flatMap { CSVOutline(raw, dialect: $0).openQuote } ?? 0
        case .recordTooLong: return RecordLimits.recordBytesMax
        case .tooManyFields, .malformedArray, nil: return 0
        }
    }

    /// Where a field of a record begins, in bytes from the record's first.
    package func offset(ofField field: Int, of record: Record) -> Int {
        guard field > 0, let dialect else { return 0 }
        let ends = CSVOutline(bytes(of: record.raw), dialect: dialect).fieldEnds
        return field <= ends.count ? ends[field - 1] + 1 : 0
    }

    /// Gives the digests away for others that are not used any more.
    package func swapDigests(with other: inout [UInt64]) { swap(&digests, &other) }

    /// The fields of one of the records; of a record with a fault, none.
    package func fields(of record: Record) -> ArraySlice<Slice> {
        fields[Int(record.firstField)..<Int(record.firstField + record.fieldCount)]
    }
}

// Filling, for the reader.
extension RecordBatch {
    /// Forgets all records; the memory of usual ones stays.
    package func clear() {
        records.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        digests.removeAll(keepingCapacity: true)
        if bytesUsed > 2 * bytesWanted {
            // Much longer records than usual: what they took is given back.
            arena.deallocate()
            arena = Self.makeArena()
        }
        bytesUsed = 0
    }

    /// A batch of many short fields ends before its bytes are full.
    var isFullOfFields: Bool { fields.count >= RecordLimits.batchFieldsMax }

    func append(_ segment: Segment, from view: WindowView) {
        let count = segment.rawEnd - segment.rawStart
        precondition(count <= RecordBatch.bytesMax - bytesUsed, "the scanner keeps the limit")
        (arena + bytesUsed).update(from: view.base + segment.rawStart, count: count)
        bytesUsed += count
        records.append(
            contentsOf: UnsafeBufferPointer(start: segment.records, count: segment.recordCount))
        fields.append(
            contentsOf: UnsafeBufferPointer(start: segment.fields, count: segment.fieldCount))
    }

    /// Notes the digest up to the end of the next record.
    func mark(_ digest: UInt64) { digests.append(digest) }

    /// Takes the quotes off the fields at `indices`, whose slices still have them.
    func unescape(fieldsAt indices: [UInt32], quote: UInt8) {
        for index in indices {
            let field = fields[Int(index)]
            let start = bytesUsed
            bytesUsed += CSVQuoting.unescape(bytes(of: field), quote: quote, to: arena + start)
            fields[Int(index)] = Slice(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: bytesUsed)
            )
        }
    }

    /// Marks records with bytes that are no text. Most batches pass in one look at the whole.
    func refuseBadText() {
        guard !TextCheck.isText(bytes) else { return }
        for index in records.indices where records[index].fault == nil {
            records[index].fault = TextCheck.fault(in: bytes(of: records[index].raw))
            if records[index].fault != nil { records[index].fieldCount = 0 }
        }
    }
}
