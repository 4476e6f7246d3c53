/// Cuts CSV into records and fields: RFC 4180, read the lenient way of Python's `csv` module.
///
/// Knows nothing of files: it is given a window, gives back records, and says where to go on.
/// A quote inside an unquoted field is text; text behind a closing quote is appended, unless the
/// field runs over lines: then it was a missing quote that let it. Lines end with LF, CR LF or CR.
/// Lines of nothing but blanks are no records.
struct CSVScanner {
    let delimiter: UInt8
    let quote: UInt8
    let recordBytesMax: Int

    /// Line of the next record.
    var line: UInt64 = 1
    /// Number of the next record.
    var number: UInt64 = 1
    /// Line of the input's last record when its quote never closes.
    var endsInsideQuotes: UInt64?
    /// The rest of a record that is too long is still to be passed over.
    var skipsLine = false
    var lookahead = Lookahead()

    init(delimiter: UInt8, quote: UInt8, recordBytesMax: Int) {
        self.delimiter = delimiter
        self.quote = quote
        self.recordBytesMax = recordBytesMax
    }

    /// Takes records from `start` on until the segment is full or the window has no whole one left.
    /// Returns the position to go on from.
    mutating func scan(_ view: WindowView, from start: Int, into segment: inout Segment) -> Int {
        var position = skipsLine ? skipLine(view, from: start) : start
        segment.skip(to: position)
        guard !skipsLine else { return position }
        segment.stop = .segmentFull
        var cursor = StructureCursor(
            base: view.base, position: position, delimiter: delimiter, quote: quote)
        while segment.hasRoom, !skipsLine, position < view.end,
            let next = scanRecord(view, at: position, &cursor, &segment)
        {
            position = next
        }
        if position == view.end { segment.stop = .needsInput }
        segment.sawOddBytes = cursor.sawOddBytes
        return position
    }

    /// Position behind the record at `start`; `nil` when there is none to take, with the reason in
    /// `segment.stop`.
    @inline(__always)
    private mutating func scanRecord(
        _ view: WindowView, at start: Int, _ cursor: inout StructureCursor,
        _ segment: inout Segment
    ) -> Int? {
        let bound = scanBound(view, from: start)
        let quotedFields = segment.quotedFields.count
        var fields = FieldRun(in: segment)
        let found = scanFields(
            view, from: start, before: min(bound, view.end), &cursor, &segment, &fields)
        guard let end = found else {
            segment.forgetQuotedFields(from: quotedFields)
            return cutRecord(view, at: start, bound: bound, &cursor, &segment)
        }
        if fields.isTorn || (fields.isOverfull && fields.lineEnds > 0) {
            // So many fields over several lines come from a stray quote, too, not from a wide
            // table.
            segment.forgetQuotedFields(from: quotedFields)
            return cutRecord(view, at: start, bound: end + 1, &cursor, &segment)
        }
        guard let next = view.afterLineEnd(at: end), segment.fits(rawEnd: end) else {
            segment.forgetQuotedFields(from: quotedFields)
            segment.stop = segment.fits(rawEnd: end) ? .needsInput : .batchFull
            return nil
        }
        if next == end + 2 { _ = cursor.nextSeparator(before: view.end) }
        take(start, end, next, fields, view, &segment)
        if fields.isOverfull { segment.forgetQuotedFields(from: quotedFields) }
        return next
    }

    /// Adds the record, unless it is a blank line.
    @inline(__always)
    private mutating func take(
        _ start: Int, _ end: Int, _ next: Int, _ fields: FieldRun, _ view: WindowView,
        _ segment: inout Segment
    ) {
        defer { line &+= 1 &+ fields.lineEnds }
        if fields.isBlankLine(view, from: start, to: end) { return segment.skip(to: next) }
        let count = fields.isOverfull ? 0 : fields.count
        segment.append(
            Record(
                raw: segment.slice(start, end),
                firstField: UInt32(truncatingIfNeeded: segment.firstField &+ segment.fieldCount),
                fieldCount: UInt32(truncatingIfNeeded: count), line: line,
                byteOffset: view.offset &+ UInt64(start), number: number,
                fault: fields.isOverfull ? .tooManyFields : nil),
            rawEnd: end)
        segment.fieldCount &+= count
        number &+= 1
    }

    /// Scans the fields of the record at `start`. Returns the position of its line end, `nil` when
    /// it does not end before `limit`.
    @inline(__always)
    private func scanFields(
        _ view: WindowView, from start: Int, before limit: Int, _ cursor: inout StructureCursor,
        _ segment: inout Segment, _ fields: inout FieldRun
    ) -> Int? {
        var fieldStart = start
        while true {
            var end: Int
            if view.base[fieldStart] == quote, fieldStart < limit {
                end = scanQuotedField(
                    view, from: fieldStart, before: limit, &cursor, &segment, &fields)
                if fields.isTorn { return end < limit ? end : nil }
            } else {
                end = cursor.nextPlainFields(from: fieldStart, before: limit, into: &fields)
            }
            guard end < limit else { return nil }
            guard view.base[end] == delimiter else { return end }
            fieldStart = end &+ 1
        }
    }

    /// Scans the field whose opening quote is at `open`; returns the position of the separator
    /// behind it, at or behind `limit` when it does not end before.
    @inline(__always)
    private func scanQuotedField(
        _ view: WindowView, from open: Int, before limit: Int, _ cursor: inout StructureCursor,
        _ segment: inout Segment, _ fields: inout FieldRun
    ) -> Int {
        var hasDoubledQuotes = false
        var close = cursor.nextQuote(from: open + 1, before: limit)
        while close + 1 < limit, view.base[close + 1] == quote {
            hasDoubledQuotes = true
            close = cursor.nextQuote(from: close + 2, before: limit)
        }
        guard close + 1 < limit else { return limit }
        let lineEnds = cursor.closeField(at: close) ? view.lineEnds(from: open, to: close) : 0
        fields.lineEnds += lineEnds
        let end = cursor.nextSeparator(before: limit)
        if end == close + 1, !hasDoubledQuotes {
            fields.append(from: open &+ 1, to: close)
        } else {
            if lineEnds > 0, end < limit { fields.isTorn = !view.isBlank(from: close + 1, to: end) }
            segment.quotedFields.append(
                UInt32(truncatingIfNeeded: segment.firstField + fields.nextField))
            fields.append(from: open, to: end)
        }
        fields.hasQuotes = true
        return end
    }
}
