/// Reads the integers that scripts/generate-numbering-plan wrote as text: digits to base 32,
/// lowest first, each one character; 32 is added while more digits follow.
struct NumberingPlanText {
    private var next: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    /// The literal lives as long as the program, so does the pointer into it.
    init(_ text: StaticString) {
        next = text.utf8Start
        end = next + text.utf8CodeUnitCount
    }

    @inline(__always)
    mutating func integer() -> Int {
        var digit = digit()
        // Most integers have one digit.
        if digit < 32 { return digit }
        var value = digit & 31
        var shift = 5
        repeat {
            digit = self.digit()
            value |= (digit & 31) << shift
            shift += 5
        } while digit >= 32
        return value
    }

    /// The next digit with its mark; 0 behind the end.
    @inline(__always)
    private mutating func digit() -> Int {
        guard next < end else { return 0 }
        let byte = Int(next.pointee)
        next += 1
        // The alphabet starts at '0' and skips the backslash.
        return byte - 48 - (byte > 92 ? 1 : 0)
    }

    /// The number of rows, then as many times what `row` reads.
    mutating func rows<Row>(_ row: (inout NumberingPlanText) -> Row) -> [Row] {
        let count = integer()
        var rows: [Row] = []
        rows.reserveCapacity(count)
        for _ in 0..<count { rows.append(row(&self)) }
        return rows
    }

    /// The entries of so many states, `width` each, as runs of (length, value).
    ///
    /// - Parameters:
    ///   - begin: reads what stands before a state's runs.
    ///   - entry: what a value means in a state.
    @inline(__always)
    mutating func states(
        _ count: Int, width: Int, begin: (inout NumberingPlanText) -> Void = { _ in },
        entry: (_ state: Int, _ value: Int) -> UInt16
    ) -> [UInt16] {
        [UInt16](unsafeUninitializedCapacity: width * count) { entries, filled in
            for state in 0..<count {
                begin(&self)
                let end = filled + width
                while filled < end {
                    let runEnd = min(filled + max(1, integer()), end)
                    let value = entry(state, integer())
                    while filled < runEnd {
                        entries[filled] = value
                        filled += 1
                    }
                }
            }
        }
    }

    /// Names between bars.
    static func names(_ text: StaticString) -> [String] {
        text.withUTF8Buffer { bytes in
            bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
