/// Records that do not end where they should: quotes that never close, lines without an end.
extension CSVScanner {
    /// Records at `start` must end before this position, at most the end of the window.
    ///
    /// The record limit; less for records of several lines when the stock of looking ahead is low.
    @inline(__always)
    func scanBound(_ view: WindowView, from start: Int) -> Int {
        let allowance = lookahead.allowance(at: view.offset &+ UInt64(start))
        let most = start &+ recordBytesMax &+ 1
        if allowance >= recordBytesMax { return most }
        return Self.shortBound(view, from: start, allowance: allowance, most: most)
    }

    /// Apart from the scanner's own state, which would be copied for every record.
    @inline(never)
    private static func shortBound(
        _ view: WindowView, from start: Int, allowance: Int, most: Int
    ) -> Int {
        guard let lineEnd = view.lineEnd(from: start, before: min(view.end, most)) else {
            return most
        }
        return min(most, max(lineEnd + 1, start + allowance + 1))
    }

    /// Deals with the record at `start`, which does not end before `bound` or the end of the
    /// window. Returns the position behind what is taken for the record; `nil` when it cannot be
    /// told yet.
    @inline(never)
    mutating func cutRecord(
        _ view: WindowView, at start: Int, bound: Int, _ cursor: inout StructureCursor,
        _ segment: inout Segment
    ) -> Int? {
        segment.stop = .needsInput
        guard view.isLast || bound <= view.end else { return nil }
        let most = min(view.end, start + recordBytesMax + 1)
        guard let lineEnd = view.lineEnd(from: start, before: most) else {
            return cutLongLine(view, at: start, &cursor, &segment)
        }
        guard let next = view.afterLineEnd(at: lineEnd) else { return nil }
        guard append(start, lineEnd, .unterminatedQuote, view, &segment) else { return nil }
        lookahead.spend(min(bound, view.end) - start, at: view.offset + UInt64(start))
        if view.isLast, view.isBlank(from: next, to: view.end) { endsInsideQuotes = line }
        line += 1
        cursor.move(to: next)
        return next
    }

    /// The line at `start` is longer than a record may be: its beginning is the record.
    private mutating func cutLongLine(
        _ view: WindowView, at start: Int, _ cursor: inout StructureCursor,
        _ segment: inout Segment
    ) -> Int? {
        let end = start + min(recordBytesMax, RecordLimits.rawOfTooLongMax)
        guard append(start, end, .recordTooLong, view, &segment) else { return nil }
        skipsLine = true
        let next = skipLine(view, from: end)
        if skipsLine {
            segment.stop = .needsInput
        }
        cursor.move(to: next)
        return next
    }

    /// Goes on to the end of the line that is passed over, or as far as the window has it.
    mutating func skipLine(_ view: WindowView, from start: Int) -> Int {
        guard let lineEnd = view.lineEnd(from: start, before: view.end) else { return view.end }
        guard let next = view.afterLineEnd(at: lineEnd) else { return lineEnd }
        skipsLine = false
        line += 1
        return next
    }

    /// Adds a record with a fault; false, and the batch is full, when it does not fit.
    private mutating func append(
        _ start: Int, _ end: Int, _ fault: RecordFault, _ view: WindowView,
        _ segment: inout Segment
    ) -> Bool {
        guard
            segment.append(view, from: start, to: end, line: line, number: &number, fault: fault)
        else { return false }
        segment.stop = .segmentFull
        return true
    }
}
