/// Reads one input record by record: CSV or NDJSON, in batches, in bounded memory. One thread.
///
/// What the input is, packed or not, its encoding, format and dialect, is found from its first
/// bytes when the reader is made; the options override it. The same input gives the same records
/// whatever the size of reads and batches.
package final class RecordReader {
    /// As given, else as found.
    package let format: RecordFormat
    /// The encoding that is read, as given, else as found.
    package let encoding: TextEncoding
    /// The input starts with a byte order mark, which is left out.
    package let hasByteOrderMark: Bool
    /// How the input is packed, `nil` when it is not.
    package let compression: Compression?
    /// How CSV is written; `nil` for NDJSON.
    package let dialect: Dialect?
    /// The records are the elements of one top-level JSON array.
    var isJSONArray: Bool { shape == .array }
    /// CSV: the cells of the first record. Empty for NDJSON, and for an input without records.
    package private(set) var header: [String] = []
    /// CSV: the first record as it came, in UTF-8, without its line end.
    package private(set) var headerText: [UInt8] = []

    /// Behind the last record given out by `fill`.
    package private(set) var position = RecordPosition.start

    private let source: ByteSource
    /// As it was given.
    private let packed: ByteSource
    private let shape: InputShape
    private let marksRecords: Bool
    private var input: DecodedInput
    private var window: InputWindow
    private var segment = Segment()
    private var csv: CSVScanner
    private var lines: LineScanner
    private var array: ArrayScanner
    /// The first record, as long as it can be taken back.
    private var headerRecord: Record?
    /// Where it starts in the decoded input.
    private var headerOffset: UInt64 = 0
    private var sourceOffset: SourceOffset

    /// Reads the first part of the input, and waits for it. Throws when the source cannot be read
    /// or CSV has no readable header.
    package init(source: ByteSource, options: ReaderOptions) throws(ReadError) {
        let opened = try OpenedInput(source, encoding: options.encoding)
        self.source = opened.source
        packed = source
        compression = opened.compression
        encoding = opened.encoding
        hasByteOrderMark = opened.markLength > 0
        input = DecodedInput(source: opened.source, encoding: opened.encoding)
        marksRecords = options.marksRecords
        window = InputWindow(
            recordBytesMax: options.recordBytesMax, chunkBytes: options.chunkBytes,
            offset: opened.encoding == .utf8 ? UInt64(opened.markLength) : 0)
        sourceOffset = SourceOffset(
            encoding: opened.encoding, decoded: 0, source: UInt64(opened.markLength))
        lines = LineScanner(recordBytesMax: options.recordBytesMax)
        array = ArrayScanner(recordBytesMax: options.recordBytesMax)
        try window.fillForProbes(from: &input)
        shape = InputShape.examine(window.view, from: 0, format: options.format)
        format = shape.format
        let probe =
            shape == .csv ? DialectProbe(window.view, from: 0, options: options) : nil
        dialect = probe?.dialect
        csv = CSVScanner(
            delimiter: dialect?.delimiter ?? 0x2C, quote: dialect?.quote ?? 0x22,
            recordBytesMax: options.recordBytesMax)
        guard let probe else { return }
        window.start = probe.start
        csv.line = probe.line
        if options.hasHeader { try readHeader() }
    }

    /// Position behind the last record given out, in the input decoded to UTF-8.
    package var bytesRead: UInt64 { window.bytesScanned }

    /// Bytes of the source behind the last record given out and all it has, packed and encoded as
    /// it is; `nil` for a pipe. Where it is packed, what is read ahead of the records counts.
    package var progress: (read: UInt64, total: UInt64)? {
        guard let taken = source.sourceBytesRead, let total = source.totalBytes else { return nil }
        if source.isPacked { return (taken, total) }
        let share = Double(window.bytesScanned) / Double(max(window.bytesDecoded, 1))
        return (UInt64((Double(taken) * share).rounded()), total)
    }

    /// Set when the input's last record opens a quote that never closes, and nothing but blanks
    /// follows its first line: the sign of a file that was cut.
    package var endsInsideQuotes: OpenQuote? {
        csv.endsInsideQuotes.map { OpenQuote(line: $0) }
    }

    /// True at the end of an input that is a JSON array whose closing bracket never came.
    package var endsInsideArray: Bool { shape == .array && array.isInsideArray }

    /// True at the end of an input that is a JSON array with something behind it, such as another
    /// array, of which no more than the first line became a record.
    package var goesOnBehindArray: Bool { shape == .array && array.goesOnBehindArray }

    /// The source once more, to be read when this reader is gone; nil when it can be read only
    /// once.
    package func sourceAgain() -> ByteSource? { packed.again() }

    /// CSV: makes the first record data after all. Only before the first `fill`.
    package func returnHeader() {
        guard let record = headerRecord else { return }
        window.rewind(to: headerOffset)
        sourceOffset = SourceOffset(
            encoding: encoding, decoded: headerOffset, source: record.byteOffset)
        csv.line = record.line
        csv.number = 1
        header = []
        headerText = []
        headerRecord = nil
    }

    /// Replaces what is in the batch by the whole records of the part of the input that is in
    /// memory, at least its first 64 KiB when they are not yet read; reading goes on as if nobody
    /// had looked.
    ///
    /// At most 1,024 records. Right after the reader is made, the same input gives the same
    /// records.
    package func peek(into batch: RecordBatch) {
        let (start, csv, lines, array) = (window.start, csv, lines, array)
        batch.clear()
        segment.begin(batch: batch, position: start)
        scanSegment()
        batch.append(segment, from: window.view)
        if segment.sawOddBytes { batch.refuseBadText() }
        batch.unescape(fieldsAt: segment.quotedFields, quote: csv.quote)
        (window.start, self.csv, self.lines, self.array) = (start, csv, lines, array)
    }

    /// What the input turned out to be. `returnHeader` changes it.
    package var profile: InputProfile {
        var profile = InputProfile(name: source.name, format: format)
        profile.isJSONArray = isJSONArray
        profile.encoding = encoding
        profile.hasByteOrderMark = hasByteOrderMark
        profile.compression = compression
        profile.dialect = dialect
        profile.hasHeader = !header.isEmpty
        return profile
    }

    /// Replaces what is in the batch by the next records, as many as it takes or the input has
    /// left, or fewer when the source pauses. False at the end of the input, with nothing in the
    /// batch. Waits for the source's next record.
    package func fill(_ batch: RecordBatch) throws(ReadError) -> Bool {
        headerRecord = nil
        position.digest = try fillSegments(of: batch) ?? position.digest
        position.records += UInt64(batch.records.count)
        return !batch.records.isEmpty
    }

    private func readHeader() throws(ReadError) {
        let batch = RecordBatch(recordsMax: 1)
        _ = try fillSegments(of: batch)
        guard let record = batch.records.first else { return }
        if let fault = record.fault {
            throw .unreadableHeader(name: source.name, line: record.line, fault: fault)
        }
        header = batch.fields(of: record).map {
            String(decoding: batch.bytes(of: $0), as: UTF8.self)
        }
        // Some programs write the byte order mark twice, or inside the quotes.
        let mark: Unicode.Scalar = "\u{FEFF}"
        header[0] = String(header[0].unicodeScalars.drop { $0 == mark })
        headerText = Array(batch.bytes(of: record.raw))
        csv.number = 1
        headerRecord = record
        headerOffset = window.view.offset + UInt64(segment.rawStart)
    }

    /// Returns the digest up to the last record's end; nil when there is no record.
    private func fillSegments(of batch: RecordBatch) throws(ReadError) -> UInt64? {
        batch.clear()
        var digest: UInt64?
        var quotedFields: [UInt32] = []
        var sawOddBytes = false
        var textEnd: UInt64 = 0
        while batch.records.count < batch.recordsMax {
            segment.begin(batch: batch, position: window.start)
            scanSegment()
            noteOffsets()
            batch.append(segment, from: window.view)
            if marksRecords { markRecords(of: batch) }
            if segment.recordCount > 0 {
                digest = window.digest(upTo: segment.rawEnd)
                textEnd = window.view.offset + UInt64(segment.rawEnd)
            }
            quotedFields += segment.quotedFields
            sawOddBytes = sawOddBytes || segment.sawOddBytes
            if segment.stop == .batchFull || batch.isFullOfFields { break }
            guard segment.stop == .needsInput else { continue }
            // A full batch reads no further: the header may yet be taken back.
            let isFull = batch.records.count == batch.recordsMax
            if window.isLast || isFull || (!batch.records.isEmpty && input.pauses) { break }
            try window.refill(from: &input)
        }
        if sawOddBytes { batch.refuseBadText() }
        batch.unescape(fieldsAt: quotedFields, quote: csv.quote)
        batch.dialect = dialect
        batch.headerText = headerText
        batch.encoding = encoding
        batch.endsAtInputEnd = !batch.records.isEmpty && endsAtInputEnd(textEnd)
        return digest
    }

    private func markRecords(of batch: RecordBatch) {
        for index in 0..<segment.recordCount {
            batch.mark(window.digest(upTo: segment.ends[index]))
        }
    }

    /// The added line end is scanned with the record, so that the batch of the last record knows.
    ///
    /// - Parameter textEnd: behind the batch's last record, in the decoded input.
    private func endsAtInputEnd(_ textEnd: UInt64) -> Bool {
        window.endsWithoutLineEnd && shape != .array && textEnd == window.bytesScanned
    }

    /// Tells the records just scanned where they stood before they were decoded.
    private func noteOffsets() {
        if sourceOffset.isDecoded { return }
        let view = window.view
        for index in 0..<segment.recordCount {
            let place = segment.records[index].byteOffset
            segment.records[index].byteOffset = sourceOffset.move(to: place, in: view)
        }
        _ = sourceOffset.move(to: view.offset + UInt64(window.start), in: view)
    }

    private func scanSegment() {
        let view = window.view
        switch shape {
        case .csv: window.start = csv.scan(view, from: window.start, into: &segment)
        case .lines: window.start = lines.scan(view, from: window.start, into: &segment)
        case .array: window.start = array.scan(view, from: window.start, into: &segment)
        }
    }
}

/// Where the last quote of an input was opened and never closed.
package struct OpenQuote: Sendable, Equatable {
    /// Line where the record starts.
    package var line: UInt64
}
