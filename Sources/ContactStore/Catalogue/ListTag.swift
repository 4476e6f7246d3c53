/// A list's part of the ids shown outside: computed, so that it is the same in every shard and
/// after a restore, as long as they share the workspace's secret.
enum ListTag {
    /// Bits of a tag; what a ListContact's id has room for.
    package static let bits: UInt64 = 45

    /// The tag of a list: a keyed mix of its number.
    ///
    /// - Parameters:
    ///   - phone: the list's own number, E.164 without the plus.
    ///   - secret: the workspace's, 32 bytes.
    package static func tag(of phone: UInt64, secret: [UInt8]) -> UInt64 {
        var mixed = mix(phone ^ 0x4C69_7374_5461_6721)
        for start in stride(from: 0, to: secret.count, by: 8) {
            let word = secret[start..<min(start + 8, secret.count)].reduce(UInt64(0)) {
                $0 << 8 | UInt64($1)
            }
            mixed = mix(mixed ^ word)
        }
        return mixed & ((1 << bits) - 1)
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
