/// Finds a key that stands twice in one object, in time linear in the object.
struct JSONKeys {
    let base: UnsafePointer<UInt8>
    /// Index of the object's token.
    let object: Int

    /// Up to this many keys are compared with each other by fingerprints, which is faster than a
    /// set and still bounded.
    static let pairwiseMax = 48

    /// Offset of the first key that repeats an earlier one; keys compare as UTF-8 bytes after
    /// unescaping.
    @inline(__always)
    func duplicate(in tokens: [JSONToken], scratch: inout [UInt64]) -> Int? {
        var count = 0
        var index = object + 1
        while index < tokens.count {
            guard count < scratch.count else { return duplicateByText(in: tokens) }
            if tokens[index].hasEscapes { return duplicateByText(in: tokens) }
            let print = fingerprint(tokens[index])
            var earlier = 0
            while earlier < count, scratch[earlier] != print { earlier &+= 1 }
            if earlier < count { return duplicateByText(in: tokens) }
            scratch[count] = print
            count &+= 1
            index = Int(tokens[index + 1].next)
        }
        return nil
    }

    /// Equal for equal keys, seldom equal for others.
    @inline(__always)
    private func fingerprint(_ key: JSONToken) -> UInt64 {
        let count = Int(key.end &- key.start)
        let bytes = UnsafeRawPointer(base + Int(key.start))
        var head: UInt64 = 0
        var tail: UInt64 = 0
        if count >= 8 {
            head = bytes.loadUnaligned(as: UInt64.self)
            tail = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        } else {
            for offset in 0..<count {
                head = head &<< 8 | UInt64(bytes.load(fromByteOffset: offset, as: UInt8.self))
            }
        }
        return (head &* 0x9E37_79B9_7F4A_7C15 ^ tail) &* 0xD6E8_FEB8_6659_FD93 &+ UInt64(count)
    }

    /// A set of the unescaped keys; its hash is seeded, so no input can make the set slow.
    @inline(never)
    private func duplicateByText(in tokens: [JSONToken]) -> Int? {
        var seen: Set<[UInt8]> = []
        var index = object + 1
        while index < tokens.count {
            var text: [UInt8] = []
            JSONText.unescape(base, tokens[index], into: &text)
            guard seen.insert(text).inserted else { return Int(tokens[index].start) }
            index = Int(tokens[index + 1].next)
        }
        return nil
    }
}
