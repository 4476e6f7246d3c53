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

    mutating func integer() -> Int {
        var value = 0
        var shift = 0
        while next < end {
            let byte = Int(next.pointee)
            next += 1
            // The alphabet starts at '0' and skips the backslash.
            let digit = byte - 48 - (byte > 92 ? 1 : 0)
            value |= (digit & 31) << shift
            if digit < 32 { break }
            shift += 5
        }
        return value
    }

    /// The number of rows, then as many times what `row` reads.
    mutating func rows<Row>(_ row: (inout NumberingPlanText) -> Row) -> [Row] {
        let count = integer()
        var rows: [Row] = []
        rows.reserveCapacity(count)
        for _ in 0..<count { rows.append(row(&self)) }
        return rows
    }

    /// Runs of (length, value) until `count` values are there.
    mutating func runs(_ count: Int, each: (_ value: Int) -> Void) {
        var filled = 0
        while filled < count {
            let length = integer()
            let value = integer()
            for _ in 0..<length { each(value) }
            filled += max(1, length)
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
