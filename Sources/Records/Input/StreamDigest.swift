/// A 64-bit digest of a stream of bytes, the same however the stream is cut into pieces.
///
/// XXH64 with seed 0 (Yann Collet, github.com/Cyan4973/xxHash): several bytes a cycle. It finds a
/// file that is not the same any more; it is no proof against somebody who forges one.
package struct StreamDigest: Sendable {
    private var lanes: (UInt64, UInt64, UInt64, UInt64)
    private var count: UInt64 = 0
    /// Bytes behind the last whole stripe.
    private var tail: [UInt8] = []

    private static let stripeBytes = 32
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    package init() {
        lanes = (Self.prime1 &+ Self.prime2, Self.prime2, 0, 0 &- Self.prime1)
        tail.reserveCapacity(Self.stripeBytes)
    }

    /// Takes the next bytes, in pieces of any size.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        count &+= UInt64(bytes.count)
        var rest = bytes[...]
        if !tail.isEmpty {
            let missing = rest.prefix(Self.stripeBytes - tail.count)
            tail += missing
            rest = rest.dropFirst(missing.count)
            guard tail.count == Self.stripeBytes else { return }
            let stripe = tail
            stripe.withUnsafeBytes { consume($0) }
            tail.removeAll(keepingCapacity: true)
        }
        let whole = rest.count & ~(Self.stripeBytes - 1)
        consume(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
        tail += rest.dropFirst(whole)
    }

    /// The digest of everything so far.
    package var value: UInt64 {
        var hash = count >= UInt64(Self.stripeBytes) ? mergedLanes : Self.prime5
        hash &+= count
        tail.withUnsafeBytes { Self.mix($0, into: &hash) }
        hash = (hash ^ (hash >> 33)) &* Self.prime2
        hash = (hash ^ (hash >> 29)) &* Self.prime3
        return hash ^ (hash >> 32)
    }

    /// - Parameter stripes: whole stripes.
    private mutating func consume(_ stripes: UnsafeRawBufferPointer) {
        var (a, b, c, d) = lanes
        var offset = 0
        while offset < stripes.count {
            a = Self.round(a, Self.word(stripes, offset))
            b = Self.round(b, Self.word(stripes, offset &+ 8))
            c = Self.round(c, Self.word(stripes, offset &+ 16))
            d = Self.round(d, Self.word(stripes, offset &+ 24))
            offset &+= Self.stripeBytes
        }
        lanes = (a, b, c, d)
    }

    private var mergedLanes: UInt64 {
        let (a, b, c, d) = lanes
        var hash =
            Self.rotated(a, 1) &+ Self.rotated(b, 7) &+ Self.rotated(c, 12) &+ Self.rotated(d, 18)
        for lane in [a, b, c, d] {
            hash = (hash ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
        }
        return hash
    }

    private static func mix(_ tail: UnsafeRawBufferPointer, into hash: inout UInt64) {
        var offset = 0
        while offset + 8 <= tail.count {
            hash = rotated(hash ^ round(0, word(tail, offset)), 27) &* prime1 &+ prime4
            offset += 8
        }
        if offset + 4 <= tail.count {
            let half = tail.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            hash ^= UInt64(UInt32(littleEndian: half)) &* prime1
            hash = rotated(hash, 23) &* prime2 &+ prime3
            offset += 4
        }
        for byte in tail[offset...] {
            hash = rotated(hash ^ (UInt64(byte) &* prime5), 11) &* prime1
        }
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(__always)
    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotated(lane &+ word &* prime2, 31) &* prime1
    }

    @inline(__always)
    private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 {
        (value &<< bits) | (value &>> (64 &- bits))
    }
}
