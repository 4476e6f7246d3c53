/// Which shard of so many a phone number lives in: the CRC-32 (that of zlib and of Spark's `crc32`)
/// of its text in E.164, modulo their count. `scripts/sharding/shards.py` says the same.
struct ShardNumber {
    /// How many shards there are.
    let count: Int

    init(count: Int) {
        precondition(count > 0)
        self.count = count
    }

    /// - Parameter phone: E.164 without the plus.
    func shard(of phone: UInt64) -> Int { Int(Self.crc32("+\(phone)".utf8)) % count }

    static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { crc, byte in
            crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
        }
    }

    /// Polynomial 0x04C11DB7, reflected.
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
}
