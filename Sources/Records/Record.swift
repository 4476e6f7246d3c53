/// A run of bytes in a batch's arena: `start` up to, not including, `end`.
///
/// Also used for positions in other buffers that stay under 4 GiB.
package struct Slice: Sendable, Equatable {
    /// The first byte.
    package var start: UInt32
    /// Behind the last byte.
    package var end: UInt32

    package init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    /// Number of bytes.
    package var count: Int { Int(end) - Int(start) }
    /// Not a single byte.
    package var isEmpty: Bool { start == end }
    /// The positions as indices.
    package var range: Range<Int> { Int(start)..<Int(end) }
}

/// One record of a batch: where its bytes and fields are, and where it stood in the input.
package struct Record: Sendable, Equatable {
    /// The record as it came, in UTF-8, without its line end. Of a record with the fault
    /// `recordTooLong` it is only the beginning, at most `RecordLimits.rawOfTooLongMax` bytes.
    package var raw: Slice
    /// Index of the first field in `RecordBatch.fields`; CSV only.
    package var firstField: UInt32
    /// Number of fields; 0 for NDJSON and for a record with a fault.
    package var fieldCount: UInt32
    /// Physical line where the record starts, 1 for the first of the input.
    package var line: UInt64
    /// Offset of the record's first byte in the input: unpacked, in its own encoding, a byte order
    /// mark included.
    package var byteOffset: UInt64
    /// Place among the data records, 1 for the first; the header and blank lines do not count.
    package var number: UInt64
    /// Why the record cannot be used, `nil` for a good one. The run goes on behind it.
    package var fault: RecordFault?
}

/// The limits of the readers, each with its reason.
package enum RecordLimits {
    /// Longest record in bytes. A row may have 4,000 bytes of known fields; the rest leaves room
    /// for ignored columns and bounds the memory that a file without line ends can take.
    package static let recordBytesMax = 1 << 20
    /// Bytes kept of a record that is too long: enough to recognise it.
    static let rawOfTooLongMax = 4096
    /// Most fields of a record: the number of columns a spreadsheet can have.
    static let fieldsMax = 16_384
    /// Fields after which a batch counts as full, so that a batch of short fields stays near 1 MiB.
    static let batchFieldsMax = 1 << 17
    /// Bytes read at once: fills a pipe's worth many times over and stays in the second-level
    /// cache.
    static let chunkBytes = 1 << 18
    /// Bytes that may be read ahead in vain over and above `lookaheadPerByte` times the input, for
    /// quotes that never close. Sixteen such quotes close together are looked for to the full.
    static let lookaheadBytesMax = 16 << 20
    /// Bytes of reading ahead in vain that each byte of input allows again; keeps the time linear
    /// for a file made of opening quotes only.
    static let lookaheadPerByte = 4
}
