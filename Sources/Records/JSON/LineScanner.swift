import Foundation

/// Cuts NDJSON into lines, the records. Lines end with LF or CR LF; blank ones are no records.
///
/// The JSON inside is not looked at: that is work for the threads behind the reader.
struct LineScanner {
    let recordBytesMax: Int
    /// Line of the next record.
    var line: UInt64 = 1
    /// Number of the next record.
    var number: UInt64 = 1
    /// The rest of a line that is too long is still to be passed over.
    private var skipsLine = false

    init(recordBytesMax: Int) {
        self.recordBytesMax = recordBytesMax
    }

    /// Takes lines from `start` on until the segment is full or the window has no whole one left.
    /// Returns the position to go on from.
    mutating func scan(_ view: WindowView, from start: Int, into segment: inout Segment) -> Int {
        var position = start
        segment.stop = .segmentFull
        while segment.hasRoom, position < view.end {
            guard let lineEnd = lineFeed(view, from: position) else {
                return scanPart(view, from: position, &segment)
            }
            guard takeLine(view, from: position, to: lineEnd, &segment) else { return position }
            position = lineEnd + 1
        }
        if position == view.end { segment.stop = .needsInput }
        return position
    }

    /// False, and the batch is full, when the line does not fit.
    @inline(__always)
    private mutating func takeLine(
        _ view: WindowView, from start: Int, to lineEnd: Int, _ segment: inout Segment
    ) -> Bool {
        let hasReturn = lineEnd > start && view.base[lineEnd &- 1] == 0x0D
        let end = hasReturn ? lineEnd &- 1 : lineEnd
        if skipsLine || view.isBlank(from: start, to: end) {
            skipsLine = false
            segment.skip(to: lineEnd + 1)
        } else if end - start > recordBytesMax {
            guard appendTooLong(view, at: start, &segment) else { return false }
        } else {
            guard
                segment.append(view, from: start, to: end, line: line, number: &number, fault: nil)
            else { return false }
        }
        line &+= 1
        return true
    }

    /// The window ends inside the line at `start`: passes over what is too long already.
    private mutating func scanPart(
        _ view: WindowView, from start: Int, _ segment: inout Segment
    ) -> Int {
        segment.stop = .needsInput
        if skipsLine { return view.end }
        // One more than the limit may be the CR of the line end.
        guard view.end - start > recordBytesMax + 1 else { return start }
        guard appendTooLong(view, at: start, &segment) else { return start }
        skipsLine = true
        segment.stop = .needsInput
        return view.end
    }

    private mutating func appendTooLong(
        _ view: WindowView, at start: Int, _ segment: inout Segment
    ) -> Bool {
        let end = start + min(recordBytesMax, RecordLimits.rawOfTooLongMax)
        return segment.append(
            view, from: start, to: end, line: line, number: &number, fault: .recordTooLong)
    }

    @inline(__always)
    private func lineFeed(_ view: WindowView, from start: Int) -> Int? {
        let found = memchr(view.base + start, 0x0A, view.end - start)
        guard let found else { return nil }
        return UnsafeRawPointer(view.base).distance(to: UnsafeRawPointer(found))
    }
}
