/// Makes the ids shown outside: a keyed bijection of a number and its list, 24 hex digits.
///
/// Computed, never stored, so they stay the same after a resume, a restore or in another shard, and
/// say nothing about the number. A Feistel network of eight rounds over 96 bits: one bit of kind,
/// 45 bits of list tag (0 for a Contact), 50 bits of number, under keys derived from the
/// workspace's secret.
package struct PublicIDMaker: Sendable {
    /// Hex digits of an id.
    package static let length = 24
    private let keys: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    /// - Parameter secret: 32 bytes.
    package init(secret: [UInt8]) {
        precondition(secret.count == 32)
        var state = [UInt64](repeating: 0, count: 4)
        for (index, byte) in secret.enumerated() {
            state[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
        }
        func key(_ round: UInt64) -> UInt64 {
            var mixed = round &* 0x9E37_79B9_7F4A_7C15
            for word in state { mixed = Self.mix(mixed ^ word) }
            return mixed
        }
        keys = (key(1), key(2), key(3), key(4), key(5), key(6), key(7), key(8))
    }

    /// Writes the id of a Contact as 24 hex digits.
    package func writeContactID(of phone: UInt64, to output: UnsafeMutablePointer<UInt8>) {
        write(high: 0, low: phone, to: output)
    }

    /// Writes the id of a ListContact; `tag` is the list's, below 2^45.
    package func writeListContactID(
        of phone: UInt64, listTag tag: UInt64, to output: UnsafeMutablePointer<UInt8>
    ) {
        // 96 bits: kind, tag and number, cut into halves of 48.
        write(high: 1 << 47 | tag << 2 | phone >> 48, low: phone & Self.halfMask, to: output)
    }

    /// The id of a Contact, 24 hex digits.
    package func contactID(of phone: UInt64) -> String {
        text { writeContactID(of: phone, to: $0) }
    }

    /// The id of a ListContact, 24 hex digits.
    package func listContactID(of phone: UInt64, listTag: UInt64) -> String {
        text { writeListContactID(of: phone, listTag: listTag, to: $0) }
    }

    private func text(_ write: (UnsafeMutablePointer<UInt8>) -> Void) -> String {
        String(unsafeUninitializedCapacity: Self.length) { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            write(base)
            return Self.length
        }
    }

    private static let halfMask: UInt64 = (1 << 48) - 1

    private func write(high: UInt64, low: UInt64, to output: UnsafeMutablePointer<UInt8>) {
        var left = high | low >> 48
        var right = low & Self.halfMask
        Self.round(&left, right, keys.0)
        Self.round(&right, left, keys.1)
        Self.round(&left, right, keys.2)
        Self.round(&right, left, keys.3)
        Self.round(&left, right, keys.4)
        Self.round(&right, left, keys.5)
        Self.round(&left, right, keys.6)
        Self.round(&right, left, keys.7)
        Self.writeHex(left, to: output)
        Self.writeHex(right, to: output + 12)
    }

    @inline(__always)
    private static func round(_ left: inout UInt64, _ right: UInt64, _ key: UInt64) {
        left ^= mix(right ^ key) & halfMask
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Writes 48 bits as 12 digits.
    @inline(__always)
    private static func writeHex(_ half: UInt64, to output: UnsafeMutablePointer<UInt8>) {
        let raw = UnsafeMutableRawPointer(output)
        let first = hexDigits(half >> 16)
        let last = UInt32(truncatingIfNeeded: hexDigits(half & 0xFFFF))
        raw.storeBytes(of: first.bigEndian, as: UInt64.self)
        raw.storeBytes(of: last.bigEndian, toByteOffset: 8, as: UInt32.self)
    }

    /// The digits of 32 bits, the first in the highest byte: four bits to a byte, then all bytes at
    /// once.
    @inline(__always)
    private static func hexDigits(_ value: UInt64) -> UInt64 {
        var digits = (value << 16 | value) & 0x0000_FFFF_0000_FFFF
        digits = (digits << 8 | digits) & 0x00FF_00FF_00FF_00FF
        digits = (digits << 4 | digits) & 0x0F0F_0F0F_0F0F_0F0F
        let letters = ((digits &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
        return digits &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    }
}
