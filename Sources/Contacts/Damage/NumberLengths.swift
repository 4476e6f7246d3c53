/// How many number cells made of digits alone have which length: with `+`, with a leading 0,
/// without either.
package struct NumberLengths: Sendable, Equatable {
    enum Form: Int, CaseIterable { case plus, zero, plain }

    /// Longer cells are no numbers.
    static let digitsMax = 24

    private static let bucketCount = Form.allCases.count * (digitsMax + 1)

    /// By form and count of digits.
    private(set) var counts = [UInt32](repeating: 0, count: bucketCount)
    /// The first line of each; 0 for none.
    private(set) var lines = [UInt64](repeating: 0, count: bucketCount)

    /// Of a cell that is not counted.
    static let noBucket = UInt8.max

    /// Counts a cell that is made of digits and returns its place, or ``noBucket``.
    @inline(__always)
    mutating func count(_ cell: UnsafeBufferPointer<UInt8>, line: UInt64) -> UInt8 {
        guard cell.count > 0, cell.count <= Self.digitsMax else { return Self.noBucket }
        let start = cell[0] == 0x2B ? 1 : 0
        var position = start
        while position < cell.count {
            if cell[position] &- 0x30 > 9 { return Self.noBucket }
            position &+= 1
        }
        let form: Form = start == 1 ? .plus : cell[0] == 0x30 ? .zero : .plain
        let bucket = UInt8(truncatingIfNeeded: Self.bucket(form, digits: cell.count &- start))
        count(bucket, line: line)
        return bucket
    }

    /// Counts a cell by its place.
    @inline(__always)
    mutating func count(_ bucket: UInt8, line: UInt64) {
        if bucket == Self.noBucket { return }
        if counts[Int(bucket)] == 0 { lines[Int(bucket)] = line }
        counts[Int(bucket)] &+= 1
    }

    /// Puts a count back; false when there is no such place.
    mutating func restore(_ bucket: UInt64, count: UInt64, line: UInt64) -> Bool {
        guard bucket < UInt64(counts.count), count <= UInt64(UInt32.max) else { return false }
        counts[Int(bucket)] = UInt32(count)
        lines[Int(bucket)] = line
        return true
    }

    /// Adds what later rows of the same input gave.
    mutating func add(_ later: NumberLengths) {
        for bucket in counts.indices where later.counts[bucket] > 0 {
            if counts[bucket] == 0 { lines[bucket] = later.lines[bucket] }
            counts[bucket] &+= later.counts[bucket]
        }
    }

    /// Cells without `+` that miss a 0: most have one, and these are a digit shorter than some of
    /// those.
    var zeroLost: (count: Int, line: UInt64) {
        let zero = total(.zero)
        guard zero > 0, total(.plain) * 2 < zero else { return (0, 0) }
        var found: (count: Int, line: UInt64) = (0, .max)
        for digits in 1..<Self.digitsMax where self[.zero, digits + 1] > 0 {
            guard self[.plain, digits] > 0 else { continue }
            found.count += self[.plain, digits]
            found.line = min(found.line, lines[Self.bucket(.plain, digits: digits)])
        }
        return found
    }

    /// What there is, in words, with its count: `10 digits`, `0 and 10 digits`, `+ and 11 digits`.
    package var shown: [(form: String, count: Int)] {
        Form.allCases.reversed().flatMap { form in
            (1...Self.digitsMax).compactMap { digits in
                let count = self[form, digits]
                guard count > 0 else { return nil }
                switch form {
                case .plus: return ("+ and \(digits) digits", count)
                case .zero: return ("0 and \(digits - 1) digits", count)
                case .plain: return ("\(digits) digits", count)
                }
            }
        }
    }

    private func total(_ form: Form) -> Int {
        (0...Self.digitsMax).reduce(0) { $0 + self[form, $1] }
    }

    private subscript(form: Form, digits: Int) -> Int {
        Int(counts[Self.bucket(form, digits: digits)])
    }

    private static func bucket(_ form: Form, digits: Int) -> Int {
        form.rawValue * (digitsMax + 1) + digits
    }
}
