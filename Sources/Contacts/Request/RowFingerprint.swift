/// Says in 64 bits what a request would write to a ListContact that is there: two requests with
/// the same fingerprint write the same, so that the second changes nothing.
///
/// SipHash-1-3 (Aumasson and Bernstein, 2012) under a key that is the workspace's own, so that
/// nobody can make two rows with one fingerprint; by chance one pair in 10^19 has.
package struct RowFingerprint: Sendable {
    private let hash: SipHash
    /// What the run does with ListContacts that are there.
    private let mode: UInt64

    /// Stands for no fingerprint.
    package static let none: UInt64 = 0

    /// Flags that say how fields are merged.
    private static let mergeFlags: RequestFlags.RawValue =
        RequestFlags.replaceCustomFields.rawValue | RequestFlags.removesCustomFields.rawValue
        | RequestFlags.untyped.rawValue

    /// - Parameters:
    ///   - secret: at least 16 bytes.
    ///   - mode: below 2^32; runs of one mode do the same with the same request.
    package init(secret: [UInt8], mode: UInt64) {
        hash = SipHash(key: secret)
        self.mode = mode
    }

    /// The fingerprint of a request that was not refused; ``none`` of an opt-out.
    ///
    /// - Parameter arena: has the request's texts.
    package func of(_ request: RowRequest, in arena: ByteArena) -> UInt64 {
        if request.flags.contains(.optedOut) { return Self.none }
        var hash = hash
        let flags = UInt64(request.flags.rawValue & Self.mergeFlags)
        hash.take(mode << 32 | flags << 8 | Self.presence(request))
        hash.take(request.customFields, in: arena)
        hash.take(request.ipAddress, in: arena)
        hash.take(request.url, in: arena)
        hash.take(request.adNetworkSource, in: arena)
        hash.take(request.adNetworkID, in: arena)
        let value = hash.value()
        return value == Self.none ? 1 : value
    }

    /// Which of the texts there are, a bit each.
    private static func presence(_ request: RowRequest) -> UInt64 {
        (request.customFields.isAbsent ? 0 : 1) | (request.ipAddress.isAbsent ? 0 : 2)
            | (request.url.isAbsent ? 0 : 4) | (request.adNetworkSource.isAbsent ? 0 : 8)
            | (request.adNetworkID.isAbsent ? 0 : 16)
    }
}

extension SipHash {
    /// Takes a text with its length; nothing where it is absent.
    @inline(__always)
    fileprivate mutating func take(_ text: TextSlice, in arena: ByteArena) {
        if text.isAbsent { return }
        let bytes = arena[text]
        take(UInt64(bytes.count))
        take(UnsafeRawBufferPointer(bytes))
    }
}

/// SipHash-1-3 of a sequence of 64-bit words, taken as their bytes from the lowest.
struct SipHash {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64
    private var words: UInt64 = 0

    /// - Parameter key: its first 16 bytes count.
    init(key: [UInt8]) {
        precondition(key.count >= 16)
        let (first, second) = key.withUnsafeBytes {
            (
                UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)),
                UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        v0 = first ^ 0x736f_6d65_7073_6575
        v1 = second ^ 0x646f_7261_6e64_6f6d
        v2 = first ^ 0x6c79_6765_6e65_7261
        v3 = second ^ 0x7465_6462_7974_6573
    }

    @inline(__always)
    mutating func take(_ word: UInt64) {
        mix(word)
        words &+= 1
    }

    /// Takes bytes as words, the last one filled up with zeros: their number must be told by
    /// another word.
    @inline(__always)
    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        let whole = bytes.count & ~7
        for start in stride(from: 0, to: whole, by: 8) {
            mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)))
        }
        words &+= UInt64(whole / 8)
        if whole < bytes.count { take(Self.rest(of: bytes, from: whole)) }
    }

    /// The last one to seven bytes.
    @inline(__always)
    private static func rest(of bytes: UnsafeRawBufferPointer, from start: Int) -> UInt64 {
        let missing = UInt64(8 - (bytes.count - start))
        if start > 0 {
            let last = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
            return UInt64(littleEndian: last) >> (missing * 8)
        }
        var last: UInt64 = 0
        for index in bytes.indices { last |= UInt64(bytes[index]) << UInt64(index * 8) }
        return last
    }

    /// The hash of what was taken.
    @inline(__always)
    func value() -> UInt64 {
        var end = self
        end.mix((words &* 8) << 56)
        end.v2 ^= 0xFF
        end.round()
        end.round()
        end.round()
        return end.v0 ^ end.v1 ^ end.v2 ^ end.v3
    }

    @inline(__always)
    private mutating func mix(_ word: UInt64) {
        v3 ^= word
        round()
        v0 ^= word
    }

    @inline(__always)
    private mutating func round() {
        v0 &+= v1
        v1 = Self.rotate(v1, 13) ^ v0
        v0 = Self.rotate(v0, 32)
        v2 &+= v3
        v3 = Self.rotate(v3, 16) ^ v2
        v0 &+= v3
        v3 = Self.rotate(v3, 21) ^ v0
        v2 &+= v1
        v1 = Self.rotate(v1, 17) ^ v2
        v2 = Self.rotate(v2, 32)
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 {
        value << bits | value >> (64 - bits)
    }
}
