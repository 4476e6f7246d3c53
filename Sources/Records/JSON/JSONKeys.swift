/// Finds a key that stands twice in one object, in time linear in the object.
enum JSONKeys {
    /// Up to this many keys are compared with each other by fingerprints, which is faster than a
    /// set and still bounded.
    private static let pairwiseMax = 32

    /// Offset of the first key that repeats an earlier one; keys compare as UTF-8 bytes after
    /// unescaping.
    ///
    /// - Parameters:
    ///   - members: all tokens inside the object: keys, values and what those contain.
    ///   - firstIndex: index of the first of them in the tape, from which `next` counts.
    @inline(__always)
    static func repeated(
        in members: UnsafeBufferPointer<JSONToken>, firstIndex: Int,
        base: UnsafePointer<UInt8>
    ) -> Int? {
        // An object of one scalar has nothing to repeat.
        guard members.count > 2 else { return nil }
        return repeatedOfMany(in: members, firstIndex: firstIndex, base: base)
    }

    @inline(never)
    private static func repeatedOfMany(
        in members: UnsafeBufferPointer<JSONToken>, firstIndex: Int,
        base: UnsafePointer<UInt8>
    ) -> Int? {
        let mayRepeat = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: pairwiseMax) {
            mayHaveRepeated(in: members, firstIndex: firstIndex, base: base, scratch: $0)
        }
        return mayRepeat ? repeatedByText(in: members, firstIndex: firstIndex, base: base) : nil
    }

    /// False when the fingerprints tell that no two keys are equal.
    @inline(__always)
    private static func mayHaveRepeated(
        in members: UnsafeBufferPointer<JSONToken>, firstIndex: Int,
        base: UnsafePointer<UInt8>, scratch: UnsafeMutableBufferPointer<UInt64>
    ) -> Bool {
        var count = 0
        var index = 0
        while index < members.count {
            let key = members[index]
            if count == pairwiseMax || key.hasEscapes { return true }
            let print = fingerprint(base + Int(key.start), count: Int(key.end &- key.start))
            var equals = false
            for earlier in 0..<count { equals = equals || scratch[earlier] == print }
            if equals { return true }
            scratch[count] = print
            count &+= 1
            index = Int(members[index &+ 1].next) &- firstIndex
        }
        return false
    }

    /// Equal for equal keys, seldom equal for others.
    @inline(__always)
    private static func fingerprint(_ key: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        let bytes = UnsafeRawPointer(key)
        var head: UInt64 = 0
        var tail: UInt64 = 0
        if count >= 8 {
            head = bytes.loadUnaligned(as: UInt64.self)
            tail = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        } else if count >= 4 {
            head = UInt64(bytes.loadUnaligned(as: UInt32.self))
            tail = UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
        } else if count > 0 {
            head = UInt64(key[0]) | UInt64(key[count &>> 1]) &<< 8
            tail = UInt64(key[count &- 1])
        }
        return ((head &* 0x9E37_79B9_7F4A_7C15) ^ tail) &* 0xD6E8_FEB8_6659_FD93 &+ UInt64(count)
    }

    /// A set of the unescaped keys; its hash is seeded, so no input can make the set slow.
    @inline(never)
    private static func repeatedByText(
        in members: UnsafeBufferPointer<JSONToken>, firstIndex: Int,
        base: UnsafePointer<UInt8>
    ) -> Int? {
        var seen: Set<[UInt8]> = []
        var index = 0
        while index < members.count {
            var text: [UInt8] = []
            JSONText.unescape(base, members[index], into: &text)
            guard seen.insert(text).inserted else { return Int(members[index].start) }
            index = Int(members[index + 1].next) - firstIndex
        }
        return nil
    }
}
