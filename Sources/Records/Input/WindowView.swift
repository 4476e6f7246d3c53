/// The bytes a scanner may look at, and what it must know about them. No I/O.
struct WindowView {
    /// At least 64 readable bytes follow `end`.
    let base: UnsafePointer<UInt8>
    let end: Int
    /// Nothing comes behind `end`. The last byte is then a line feed, added when the input had
    /// none.
    let isLast: Bool
    /// As `end`, without the line feed that was added.
    let inputEnd: Int
    /// Offset of `base[0]` in the decoded input.
    let offset: UInt64

    /// Position of the first line end at or behind `start` and before `limit`, if any.
    func lineEnd(from start: Int, before limit: Int) -> Int? {
        var position = start
        while position < limit {
            if base[position] == 0x0A || base[position] == 0x0D { return position }
            position += 1
        }
        return nil
    }

    /// Position behind the line end at `position`; `nil` when that is not known yet, a CR at the
    /// end.
    func afterLineEnd(at position: Int) -> Int? {
        if base[position] == 0x0A { return position + 1 }
        guard position + 1 < end else { return nil }
        return base[position + 1] == 0x0A ? position + 2 : position + 1
    }

    /// Line ends in a run of bytes; CR LF is one.
    func lineEnds(from start: Int, to end: Int) -> UInt64 {
        var count: UInt64 = 0
        var position = start
        while position < end {
            if base[position] == 0x0A {
                count += 1
            } else if base[position] == 0x0D, position + 1 == end || base[position + 1] != 0x0A {
                count += 1
            }
            position += 1
        }
        return count
    }

    func lineFeeds(from start: Int, to end: Int) -> UInt64 {
        var count: UInt64 = 0
        var position = start
        while position < end {
            count &+= base[position] == 0x0A ? 1 : 0
            position &+= 1
        }
        return count
    }

    /// Only spaces, tabs and line ends.
    func isBlank(from start: Int, to end: Int) -> Bool {
        var position = start
        while position < end {
            switch base[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return false
            }
        }
        return true
    }
}
