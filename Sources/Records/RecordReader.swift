/// Reads one input record by record: CSV or NDJSON, in batches, in bounded memory. One thread.
///
/// What the input is, its byte order mark, format and dialect, is found from its first bytes when the reader
/// is made; the options override it. The same input gives the same records whatever the size of
/// reads and batches.
package final class RecordReader {
    package let format: RecordFormat
    /// CSV: the cells of the first record. Empty for NDJSON, and for an input without records.
    package private(set) var header: [String] = []

    private let source: ByteSource
    private var window: InputWindow
    private var segment = Segment()
    private var csv: CSVScanner
    private var lines: LineScanner
    /// The first record, as long as it can be taken back.
    private var headerRecord: Record?

    /// Reads the first chunk. Throws when the source cannot be read or CSV has no readable header.
    package init(source: ByteSource, options: ReaderOptions) throws(ReadError) {
        self.source = source
        window = InputWindow(
            recordBytesMax: options.recordBytesMax, chunkBytes: options.chunkBytes)
        try window.refill(from: source)
        window.start = InputProbe.byteOrderMarkLength(window.view)
        format = options.format ?? InputProbe.format(window.view, from: window.start)
        csv = CSVScanner(
            delimiter: options.delimiter ?? 0x2C, quote: options.quote ?? 0x22,
            recordBytesMax: options.recordBytesMax)
        lines = LineScanner(recordBytesMax: options.recordBytesMax)
        if format == .csv, options.hasHeader { try readHeader() }
    }

    deinit {
        window.deallocate()
        segment.deallocate()
    }

    /// Position behind the last record given out, in the input decoded to UTF-8.
    package var bytesRead: UInt64 { window.bytesScanned }

    /// Set when the input's last record opens a quote that never closes, and nothing but blanks
    /// follows its first line: the sign of a file that was cut.
    package var endsInsideQuotes: OpenQuote? {
        csv.endsInsideQuotes.map { OpenQuote(line: $0) }
    }

    /// CSV: makes the first record data after all. Only before the first `fill`.
    package func returnHeader() {
        guard let record = headerRecord else { return }
        window.rewind(to: record.byteOffset)
        csv.line = record.line
        csv.number = 1
        header = []
        headerRecord = nil
    }

    /// Replaces what is in the batch by the next records, as many as it takes or the input has left.
    /// False at the end of the input, with nothing in the batch. Waits for the source.
    package func fill(_ batch: RecordBatch) throws(ReadError) -> Bool {
        headerRecord = nil
        try fillSegments(of: batch)
        return !batch.records.isEmpty
    }

    private func readHeader() throws(ReadError) {
        let batch = RecordBatch(recordsMax: 1)
        try fillSegments(of: batch)
        guard let record = batch.records.first else { return }
        if let fault = record.fault {
            throw .unreadableHeader(name: source.name, line: record.line, fault: fault)
        }
        header = batch.fields(of: record).map {
            String(decoding: batch.bytes(of: $0), as: UTF8.self)
        }
        csv.number = 1
        headerRecord = record
    }

    private func fillSegments(of batch: RecordBatch) throws(ReadError) {
        batch.clear()
        var quotedFields: [UInt32] = []
        var sawOddBytes = false
        while batch.records.count < batch.recordsMax {
            segment.begin(batch: batch, position: window.start)
            scanSegment()
            batch.append(segment, from: window.view)
            quotedFields += segment.quotedFields
            sawOddBytes = sawOddBytes || segment.sawOddBytes
            if segment.stop == .batchFull || batch.isFullOfFields { break }
            guard segment.stop == .needsInput else { continue }
            if window.isLast { break }
            try window.refill(from: source)
        }
        if sawOddBytes { batch.refuseBadText() }
        batch.unescape(fieldsAt: quotedFields, quote: csv.quote)
    }

    private func scanSegment() {
        let view = window.view
        switch format {
        case .csv: window.start = csv.scan(view, from: window.start, into: &segment)
        case .ndjson: window.start = lines.scan(view, from: window.start, into: &segment)
        }
    }
}

/// Where the last quote of an input was opened and never closed.
package struct OpenQuote: Sendable, Equatable {
    /// Line where the record starts.
    package var line: UInt64
}
