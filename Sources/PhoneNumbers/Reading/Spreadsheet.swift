/// The marks that spreadsheets leave on a number.
enum Spreadsheet {
    /// What is left of a cell without them: a part of the text, or digits it stands for.
    enum Cell {
        case text(Range<Int>)
        case digits(DigitString)
        case digitsLost
    }

    static func cell(_ text: UnsafeBufferPointer<UInt32>) -> Cell {
        let bare = unwrapped(text)
        if let number = ScientificNumber(text[bare]) { return number.cell }
        if let whole = withoutFraction(text[bare]) { return .text(whole) }
        return .text(bare)
    }

    /// `="…"` and `=…` without their marks.
    private static func unwrapped(_ text: UnsafeBufferPointer<UInt32>) -> Range<Int> {
        var range = trimmed(text, 0..<text.count)
        guard range.count > 1, text[range.lowerBound] == 0x3D else { return 0..<text.count }
        range = range.lowerBound + 1..<range.upperBound
        if range.count >= 2, text[range.lowerBound] == 0x22, text[range.upperBound - 1] == 0x22 {
            range = range.lowerBound + 1..<range.upperBound - 1
        }
        return range
    }

    private static func trimmed(
        _ text: UnsafeBufferPointer<UInt32>, _ range: Range<Int>
    ) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end && isBlank(text[start]) { start += 1 }
        while start < end && isBlank(text[end - 1]) { end -= 1 }
        return start..<end
    }

    /// The digits before `.0` or `.00` when there is nothing but digits.
    private static func withoutFraction(_ text: Slice<UnsafeBufferPointer<UInt32>>) -> Range<Int>? {
        let range = trimmed(text.base, text.startIndex..<text.endIndex)
        let point = range.first { !isDigit(text[$0]) } ?? range.upperBound
        let zeros = range.upperBound - point - 1
        guard point > range.lowerBound, zeros == 1 || zeros == 2, text[point] == 0x2E,
            text[point + 1] == 0x30, text[range.upperBound - 1] == 0x30
        else { return nil }
        return range.lowerBound..<point
    }

    fileprivate static func isBlank(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar == 0x09
    }

    fileprivate static func isDigit(_ scalar: UInt32) -> Bool {
        (0x30...0x39).contains(scalar)
    }
}

/// A number such as `1.4155559876E+10`, with a point or a comma.
private struct ScientificNumber {
    private var digits = DigitString()
    private var fractionCount = 0
    private var exponent = 0

    init?(_ text: Slice<UnsafeBufferPointer<UInt32>>) {
        var rest = text.drop { Spreadsheet.isBlank($0) }
        guard readMantissa(&rest), readExponent(&rest) else { return nil }
        guard rest.allSatisfy({ Spreadsheet.isBlank($0) }) else { return nil }
    }

    private mutating func readMantissa(_ rest: inout Slice<UnsafeBufferPointer<UInt32>>) -> Bool {
        var pointSeen = false
        while let scalar = rest.first {
            if Spreadsheet.isDigit(scalar) {
                guard digits.append(Int(scalar) - 0x30) else { return false }
                fractionCount += pointSeen ? 1 : 0
            } else if scalar == 0x2E || scalar == 0x2C, !pointSeen, digits.count > 0 {
                pointSeen = true
            } else {
                break
            }
            rest.removeFirst()
        }
        return digits.count > 0
    }

    private mutating func readExponent(_ rest: inout Slice<UnsafeBufferPointer<UInt32>>) -> Bool {
        guard rest.first == 0x45 || rest.first == 0x65 else { return false }
        rest.removeFirst()
        if rest.first == 0x2B { rest.removeFirst() }
        let start = rest.startIndex
        while let scalar = rest.first, Spreadsheet.isDigit(scalar) {
            exponent = min(10 * exponent + Int(scalar) - 0x30, 1000)
            rest.removeFirst()
        }
        return rest.startIndex > start
    }

    var cell: Spreadsheet.Cell {
        let surplus = fractionCount - exponent
        guard surplus >= 0 else { return .digitsLost }
        let whole = digits.prefix(digits.count - surplus)
        let fraction = digits.dropFirst(whole.count)
        return fraction.packed == 0 ? .digits(whole) : .digitsLost
    }
}
