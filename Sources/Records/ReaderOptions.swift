/// The two shapes of input.
package enum RecordFormat: String, Sendable {
    case csv
    case ndjson
}

/// What the caller fixes about the input; `nil` is found from the content.
package struct ReaderOptions: Sendable {
    /// The shape of the input; NDJSON also covers one JSON array of objects.
    package var format: RecordFormat?
    /// The encoding of the text, once unpacked.
    package var encoding: TextEncoding?
    /// CSV: the byte between two fields; one that `Dialect.canStructure` refuses is not used.
    package var delimiter: UInt8?
    /// CSV: the byte around a field; likewise.
    package var quote: UInt8?
    /// CSV: whether the first record names the columns.
    package var hasHeader = true
    /// Keep the digest up to each record, so that a batch can be cut behind any of them; costs some
    /// 50 ns a record.
    package var marksRecords = false
    /// Longest record, at most `RecordLimits.recordBytesMax`.
    package var recordBytesMax: Int
    /// Bytes asked from the source at once; tests make it 1 to cut the input everywhere.
    var chunkBytes: Int

    package init(
        format: RecordFormat? = nil, encoding: TextEncoding? = nil, delimiter: UInt8? = nil,
        quote: UInt8? = nil,
        recordBytesMax: Int = RecordLimits.recordBytesMax
    ) {
        self.format = format
        self.encoding = encoding
        self.delimiter = delimiter
        self.quote = quote
        self.recordBytesMax = min(max(recordBytesMax, 1), RecordLimits.recordBytesMax)
        self.chunkBytes = RecordLimits.chunkBytes
    }
}
