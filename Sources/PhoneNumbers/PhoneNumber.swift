/// An E.164 number: country code and national number as one integer, without the '+'.
///
/// At most 15 digits, so it is below 2^50 and fits a database key.
package struct PhoneNumber: Hashable, Comparable, Sendable {
    /// E.164's limit on country code and national number together.
    static let digitsMax = 15
    /// Bytes that `write(into:)` needs at most: '+' and the digits.
    package static let bytesMax = 1 + digitsMax

    /// Below 10^15.
    package let digits: UInt64

    /// Trusts its caller: the digits come from the reader or from the store.
    package init(digits: UInt64) {
        self.digits = digits
    }

    /// Reads "+" and 1–15 digits, the first one not 0; nil for everything else.
    package init?(e164: String) {
        let bytes = e164.utf8
        guard bytes.first == UInt8(ascii: "+"), (2...Self.bytesMax).contains(bytes.count) else {
            return nil
        }
        var digits: UInt64 = 0
        for byte in bytes.dropFirst() {
            let digit = UInt64(byte &- UInt8(ascii: "0"))
            guard digit <= 9, digits > 0 || digit > 0 else { return nil }
            digits = digits * 10 + digit
        }
        self.digits = digits
    }

    /// "+" and the digits.
    package var e164: String {
        "+" + String(digits)
    }

    /// Writes '+' and the digits as ASCII; returns the length, at most `bytesMax`.
    package func write(into buffer: UnsafeMutablePointer<UInt8>) -> Int {
        let packed = packedDecimal(digits)
        let count = 16 - packed.leadingZeroBitCount / 4
        buffer[0] = UInt8(ascii: "+")
        for position in 0..<count {
            let digit = packed &>> UInt64(4 * (count - 1 - position))
            buffer[1 + position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit & 15)
        }
        return 1 + count
    }

    /// Orders by the digits as an integer, as the store does.
    package static func < (left: PhoneNumber, right: PhoneNumber) -> Bool {
        left.digits < right.digits
    }
}
