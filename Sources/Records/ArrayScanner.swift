/// Cuts one top-level JSON array into its elements, the records.
///
/// Only strings and brackets are followed; what is inside an element is left to the JSON scan. What
/// is wrong between elements is a record with the fault `malformedArray`. All state is kept between
/// windows except that of an element not yet whole, which is followed again from its start.
struct ArrayScanner {
    private enum Place {
        case beforeArray
        /// Behind `[` or a comma; the first element may be missing.
        case beforeElement(isFirst: Bool)
        case afterElement
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
    /// Nothing more is taken from an array that is broken beyond telling where the next element is.
    private var isBroken = false

    init(recordBytesMax: Int) {
        self.recordBytesMax = recordBytesMax
    }

    /// The closing bracket has not come yet.
    var isInsideArray: Bool {
        if case .afterArray = place { return false }
        return true
    }

    /// Takes elements from `start` on until the segment is full or the window has no whole one left.
    /// Returns the position to go on from.
    mutating func scan(_ view: WindowView, from start: Int, into segment: inout Segment) -> Int {
        var position = start
        segment.stop = .segmentFull
        while segment.hasRoom {
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
        guard append(view, start, end, nil, &segment) else { return nil }
        place = .afterElement
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
        let end = start + min(recordBytesMax, RecordLimits.rawOfTooLongMax)
        guard append(view, start, end, .recordTooLong, &segment) else { return nil }
        line += view.lineFeeds(from: start, to: limit)
        skipsElement = true
        return limit
    }

    private mutating func skipElement(_ view: WindowView, from start: Int) -> Int {
        let end = element.end(view, from: start, before: view.end)
        line += view.lineFeeds(from: start, to: end ?? view.end)
        guard let end else { return view.end }
        skipsElement = false
        place = .afterElement
        return end
    }

    /// The array is broken at `start`: the rest, as far as it is kept, is one record with a fault.
    private mutating func breakOff(
        _ view: WindowView, at start: Int, _ segment: inout Segment
    ) -> Int? {
        let most = min(recordBytesMax, RecordLimits.rawOfTooLongMax)
        guard view.isLast || view.end - start >= most else {
            segment.stop = .needsInput
            return nil
        }
        var end = min(view.end, start + most)
        if let lineEnd = view.lineEnd(from: start, before: end) { end = lineEnd }
        guard append(view, start, end, .malformedArray, &segment) else { return nil }
        isBroken = true
        return view.end
    }

    private mutating func append(
        _ view: WindowView, _ start: Int, _ end: Int, _ fault: RecordFault?,
        _ segment: inout Segment
    ) -> Bool {
        guard segment.fits(rawEnd: end) else {
            segment.stop = .batchFull
            return false
        }
        segment.append(
            Record(
                raw: segment.slice(start, end), firstField: 0, fieldCount: 0, line: line,
                byteOffset: view.offset + UInt64(start), number: number, fault: fault),
            rawEnd: end)
        number += 1
        return true
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

/// Follows one JSON value to its end: how deep in brackets, inside a string or not.
private struct ElementWalk {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// Position behind the value; `nil`, with the state kept, when it goes on behind `limit`.
    mutating func end(_ view: WindowView, from start: Int, before limit: Int) -> Int? {
        var position = start
        while position < limit {
            let byte = view.base[position]
            if isInString {
                if endsString(byte), depth == 0 { return position + 1 }
            } else {
                switch byte {
                case 0x22: isInString = true
                case 0x5B, 0x7B: depth += 1
                case 0x5D, 0x7D:
                    if depth == 0 { return position }
                    depth -= 1
                    if depth == 0 { return position + 1 }
                case 0x2C, 0x20, 0x09, 0x0A, 0x0D:
                    if depth == 0 { return position }
                default: break
                }
            }
            position += 1
        }
        return nil
    }

    private mutating func endsString(_ byte: UInt8) -> Bool {
        if isEscaped {
            isEscaped = false
        } else if byte == 0x5C {
            isEscaped = true
        } else if byte == 0x22 {
            isInString = false
            return true
        }
        return false
    }
}
