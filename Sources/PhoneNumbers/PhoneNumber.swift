/// An E.164 number: country code and national number as one integer, without the '+'.
///
/// At most 15 digits, so it is below 2^50 and fits a database key.
package struct PhoneNumber: Hashable, Comparable, Sendable {
    /// E.164's limit on country code and national number together.
    static let digitsMax = 15
    /// Bytes that `write(into:)` needs: '+' and twice eight digits, whatever it writes of them.
    package static let bytesMax = 1 + 16

    /// Below 10^15.
    package let digits: UInt64

    /// Trusts its caller: the digits come from the reader or from the store.
    package init(digits: UInt64) {
        self.digits = digits
    }

    /// Reads "+" and 1–15 digits, the first one not 0; nil for everything else.
    package init?(e164: String) {
        let bytes = e164.utf8
        guard bytes.first == UInt8(ascii: "+"), (2...1 + Self.digitsMax).contains(bytes.count)
        else {
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

    /// Writes '+' and the digits as ASCII, and something behind them; returns the length.
    ///
    /// - Parameter buffer: has room for `bytesMax`.
    package func write(into buffer: UnsafeMutablePointer<UInt8>) -> Int {
        let packed = packedDecimal(digits)
        let count = 16 - packed.leadingZeroBitCount / 4
        let first = packed &<< UInt64(packed.leadingZeroBitCount & ~3)
        buffer[0] = UInt8(ascii: "+")
        let raw = UnsafeMutableRawPointer(buffer)
        raw.storeBytes(of: Self.ascii(first >> 32).bigEndian, toByteOffset: 1, as: UInt64.self)
        raw.storeBytes(of: Self.ascii(first).bigEndian, toByteOffset: 9, as: UInt64.self)
        return 1 + count
    }

    /// The lower eight decimal digits, four bits each, as a byte each.
    private static func ascii(_ packed: UInt64) -> UInt64 {
        let fours = (packed & 0xFFFF_0000) << 16 | packed & 0xFFFF
        let pairs = (fours & 0x0000_FF00_0000_FF00) << 8 | fours & 0x0000_00FF_0000_00FF
        let digits = (pairs & 0x00F0_00F0_00F0_00F0) << 4 | pairs & 0x000F_000F_000F_000F
        return digits | 0x3030_3030_3030_3030
    }

    /// Orders by the digits as an integer, as the store does.
    package static func < (left: PhoneNumber, right: PhoneNumber) -> Bool {
        left.digits < right.digits
    }
}
