/// Random numbers that a seed repeats: SplitMix64 of Steele, Lea and Flood (2014).
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to one less than `bound`, which is at least 1.
    package mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// One of `choices`, of which there is at least one.
    package mutating func pick<Choices: RandomAccessCollection>(
        _ choices: Choices
    ) -> Choices.Element where Choices.Index == Int {
        choices[choices.startIndex + next(below: choices.count)]
    }
}

extension SeededRandom {
    /// Bytes changed, added, taken out and repeated.
    ///
    /// - Parameters:
    ///   - changesMax: most of these changes.
    ///   - specials: what is added most often: bytes that mean something to the reader.
    package mutating func mutate(
        _ bytes: inout [UInt8], changesMax: Int, specials: [UInt8]
    ) {
        for _ in 0..<next(below: changesMax + 1) {
            let place = next(below: bytes.count + 1)
            let end = min(place + next(below: 30), bytes.count)
            switch next(below: 5) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: 0)
            case 2 where place < bytes.count: bytes[place] = UInt8(next(below: 256))
            default: bytes.insert(pick(specials), at: place)
            }
        }
    }

    /// One of the texts, changed.
    package mutating func mutated(_ texts: [String], specials: String) -> [UInt8] {
        var bytes = Array(pick(texts).utf8)
        mutate(&bytes, changesMax: 7, specials: Array(specials.utf8) + [0x00, 0xC3, 0xFF])
        return bytes
    }
}
