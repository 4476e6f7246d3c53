/// Cuts one top-level JSON array into its elements, the records.
///
/// Only strings and brackets are followed; what is inside an element is left to the JSON scan. A
/// line end inside a string tells of a missing quote: that element has the fault `malformedArray`,
/// and the array goes on with the next line that opens an object. Anything but one comma between
/// elements has the same fault and ends the array. All state is kept between windows except that of
/// an element not yet whole, which is followed again from its start.
struct ArrayScanner {
    private enum Place {
        case beforeArray
        /// Behind `[` or a comma; the first element may be missing.
        case beforeElement(isFirst: Bool)
        case afterElement
        /// Behind a broken element: the next line that opens an object or closes the array counts.
        case afterBrokenElement
        case afterArray
    }

    let recordBytesMax: Int
    /// Line of the next byte.
    var line: UInt64 = 1
    /// Number of the next record.
    var number: UInt64 = 1
    private var place = Place.beforeArray
    /// The element being followed; kept while one that is too long is passed over.
    private var element = ElementWalk()
    private var skipsElement = false
    private var skipsLine = false
    /// Nothing more is taken from an array that is broken beyond telling where the next element is.
    private var isBroken = false

    init(recordBytesMax: Int) {
        self.recordBytesMax = recordBytesMax
    }

    /// Bytes kept of an element that is too long or broken.
    private var tooLongKept: Int { min(recordBytesMax, RecordLimits.rawOfTooLongMax) }

    /// The closing bracket has not come yet.
    var isInsideArray: Bool {
        if case .afterArray = place { return false }
        return true
    }
    /// Something else follows the closing bracket.
    var goesOnBehindArray: Bool { !isInsideArray && isBroken }

    /// Takes elements from `start` on until the segment is full or the window has no whole one
    /// left. Returns the position to go on from.
    mutating func scan(_ view: WindowView, from start: Int, into segment: inout Segment) -> Int {
        var position = start
        segment.stop = .segmentFull
        while segment.hasRoom {
            if skipsLine { position = skipLine(view, from: position) }
            if !skipsElement { position = skipBlanks(view, from: position) }
            segment.skip(to: position)
            guard position < view.end, !isBroken else {
                segment.stop = .needsInput
                return isBroken ? view.end : position
            }
            guard let next = step(view, at: position, &segment) else { return position }
            position = next
        }
        return position
    }

    /// One punctuation mark or one element. `nil` when it cannot be taken yet.
    private mutating func step(
        _ view: WindowView, at position: Int, _ segment: inout Segment
    ) -> Int? {
        let byte = view.base[position]
        switch place {
        case _ where skipsElement: return skipElement(view, from: position)
        case .afterBrokenElement: return resume(view, at: position, &segment)
        case .beforeArray where byte == 0x5B: place = .beforeElement(isFirst: true)
        case .beforeElement(isFirst: true) where byte == 0x5D: place = .afterArray
        case .afterElement where byte == 0x5D: place = .afterArray
        case .afterElement where byte == 0x2C: place = .beforeElement(isFirst: false)
        case .beforeElement where byte != 0x2C && byte != 0x5D:
            return takeElement(view, at: position, &segment)
        default: return breakOff(view, at: position, &segment)
        }
        return position + 1
    }

    private mutating func takeElement(
        _ view: WindowView, at start: Int, _ segment: inout Segment
    ) -> Int? {
        element = ElementWalk()
        let limit = min(view.end, start + recordBytesMax + 1)
        guard let end = element.end(view, from: start, before: limit) else {
            return cutElement(view, at: start, limit: limit, &segment)
        }
        // A bracket at the very limit ends the element one byte behind it.
        let isTooLong = end - start > recordBytesMax
        let kept = isTooLong ? start + tooLongKept : end
        let fault: RecordFault? = element.isBroken ? .malformedArray : nil
        guard
            segment.append(
                view, from: start, to: kept, line: line, number: &number,
                fault: isTooLong ? .recordTooLong : fault)
        else {
            return nil
        }
        place = element.isBroken ? .afterBrokenElement : .afterElement
        line += view.lineFeeds(from: start, to: end)
        return end
    }

    /// The element is longer than a record may be, or the input ends inside it.
    private mutating func cutElement(
        _ view: WindowView, at start: Int, limit: Int, _ segment: inout Segment
    ) -> Int? {
        let isTooLong = limit - start > recordBytesMax
        segment.stop = .needsInput
        guard isTooLong || view.isLast else { return nil }
        guard isTooLong else { return breakOff(view, at: start, &segment) }
        guard
            segment.append(
                view, from: start, to: start + tooLongKept, line: line, number: &number,
                fault: .recordTooLong)
        else {
            return nil
        }
        line += view.lineFeeds(from: start, to: limit)
        skipsElement = true
        return limit
    }

    private mutating func skipElement(_ view: WindowView, from start: Int) -> Int {
        let end = element.end(view, from: start, before: view.end)
        line += view.lineFeeds(from: start, to: end ?? view.end)
        guard let end else { return view.end }
        skipsElement = false
        place = element.isBroken ? .afterBrokenElement : .afterElement
        return end
    }

    /// At the first byte of a line behind a broken element.
    private mutating func resume(
        _ view: WindowView, at position: Int, _ segment: inout Segment
    ) -> Int? {
        switch view.base[position] {
        case 0x7B: return takeElement(view, at: position, &segment)
        case 0x5D: place = .afterArray
        default: skipsLine = true
        }
        return position + 1
    }

    /// Goes on to the next line end, which is left for the count of lines.
    private mutating func skipLine(_ view: WindowView, from start: Int) -> Int {
        guard let lineEnd = view.lineEnd(from: start, before: view.end) else { return view.end }
        skipsLine = false
        return lineEnd
    }

    /// The array is broken at `start`: the rest, as far as it is kept, is one record with a fault.
    private mutating func breakOff(
        _ view: WindowView, at start: Int, _ segment: inout Segment
    ) -> Int? {
        guard view.isLast || view.end - start >= tooLongKept else {
            segment.stop = .needsInput
            return nil
        }
        var end = min(view.inputEnd, start + tooLongKept)
        if let lineEnd = view.lineEnd(from: start, before: end) { end = lineEnd }
        guard
            segment.append(
                view, from: start, to: end, line: line, number: &number, fault: .malformedArray)
        else { return nil }
        isBroken = true
        return view.end
    }

    private mutating func skipBlanks(_ view: WindowView, from start: Int) -> Int {
        var position = start
        while position < view.end {
            switch view.base[position] {
            case 0x0A: line += 1
            case 0x20, 0x09, 0x0D: break
            default: return position
            }
            position += 1
        }
        return position
    }
}
