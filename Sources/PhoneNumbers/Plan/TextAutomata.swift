/// The automata that tell which text may be a number and where its extension starts, over
/// classes of characters.
final class TextAutomata: Sendable {
    static let shared = TextAutomata()

    /// The class of decimal digits of any script; class 0 is read nowhere.
    private static let digitClass: UInt8 = 1

    private let classCount: Int
    private let asciiClasses: [UInt8]
    private let otherPoints: [UInt32]
    private let otherClasses: [UInt8]
    private let viable: Rows
    private let extensionBackwards: Rows

    private struct Rows: Sendable {
        var accepts: [Bool] = []
        var targets: [UInt8] = []
    }

    private init() {
        var text = NumberingPlanText(NumberingPlanData.text)
        let special = text.rows { (point: UInt32($0.integer()), number: UInt8($0.integer())) }
        var ascii = [UInt8](repeating: 0, count: 128)
        for entry in special where entry.point < 128 { ascii[Int(entry.point)] = entry.number }
        asciiClasses = ascii
        otherPoints = special.filter { $0.point >= 128 }.map(\.point)
        otherClasses = special.filter { $0.point >= 128 }.map(\.number)
        let count = text.integer()
        classCount = count
        viable = Self.rows(&text, classCount: count)
        extensionBackwards = Self.rows(&text, classCount: count)
    }

    private static func rows(_ text: inout NumberingPlanText, classCount: Int) -> Rows {
        var rows = Rows()
        _ = text.rows { text in
            rows.accepts.append(text.integer() == 1)
            for _ in 0..<classCount { rows.targets.append(UInt8(text.integer())) }
        }
        return rows
    }

    /// True when the whole text may be a number, with or without an extension.
    func isViable(_ text: Slice<UnsafeBufferPointer<UInt32>>) -> Bool {
        guard text.count >= DialledNumber.nationalMin else { return false }
        var state = 1
        for scalar in text {
            state = Int(viable.targets[classCount * state + classNumber(scalar)])
            if state == 0 { return false }
        }
        return viable.accepts[state]
    }

    /// Where the longest extension at the end of the text starts; nil when there is none.
    func extensionStart(_ text: Slice<UnsafeBufferPointer<UInt32>>) -> Int? {
        var state = 1
        var start: Int?
        var position = text.endIndex
        while position > text.startIndex {
            position -= 1
            let symbol = classNumber(text[position])
            state = Int(extensionBackwards.targets[classCount * state + symbol])
            if state == 0 { break }
            if extensionBackwards.accepts[state] { start = position }
        }
        return start
    }

    private func classNumber(_ scalar: UInt32) -> Int {
        if scalar < 128 { return Int(asciiClasses[Int(scalar)]) }
        if let position = otherPoints.firstIndex(of: scalar) { return Int(otherClasses[position]) }
        return decimalDigit(scalar) == nil ? 0 : Int(Self.digitClass)
    }
}

/// The value of a decimal digit of any script; nil for other characters.
func decimalDigit(_ scalar: UInt32) -> Int? {
    if scalar < 128 { return (0x30...0x39).contains(scalar) ? Int(scalar) - 0x30 : nil }
    guard let properties = Unicode.Scalar(scalar)?.properties, properties.numericType == .decimal
    else { return nil }
    return properties.numericValue.map { Int($0) }
}
