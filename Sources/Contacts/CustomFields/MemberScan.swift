import Records

/// Walks through the members of a compact JSON object of scalars that was checked when it was read.
///
/// A third of what scanning and checking it again takes; bytes that are no such object end the
/// walk.
struct MemberScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 1

    init(_ object: UnsafeBufferPointer<UInt8>) { bytes = object }

    mutating func next() -> CustomFields.Member? {
        guard let keyEnd = endOfString(from: index), keyEnd < bytes.count,
            bytes[keyEnd] == UInt8(ascii: ":")
        else {
            return nil
        }
        let valueStart = keyEnd + 1
        guard let valueEnd = endOfValue(from: valueStart), valueEnd > valueStart else { return nil }
        let member = CustomFields.Member(
            key: UnsafeBufferPointer(rebasing: bytes[index..<keyEnd]),
            kind: Self.kind(startingWith: bytes[valueStart]),
            value: UnsafeBufferPointer(rebasing: bytes[valueStart..<valueEnd]))
        // Behind the comma, or behind the closing brace.
        index = valueEnd + 1
        return member
    }

    private func endOfValue(from start: Int) -> Int? {
        if let end = endOfString(from: start) { return end }
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: "}") {
                return index
            }
            index += 1
        }
        return nil
    }

    /// Where the string that starts here ends, its quotes included; nil when none does.
    private func endOfString(from start: Int) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return nil }
        var index = start + 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): return index + 1
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return nil
    }

    private static func kind(startingWith byte: UInt8) -> JSONKind {
        switch byte {
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "t"): .true
        case UInt8(ascii: "f"): .false
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }
}
