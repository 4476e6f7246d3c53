import PhoneNumbers
import Testing

@Suite struct FuzzTests {
    @Test(arguments: [1, 2, 3, 4])
    func `random bytes are never a crash`(seed: UInt64) throws {
        var random = Random(state: seed)
        let readers = Region.all.map { PhoneReader(region: $0) }
        for round in 0..<20_000 {
            let text = random.bytes(count: Int(random.next() % 40), pool: round % 3)
            let reader = readers[Int(random.next() % UInt64(readers.count))]
            let reading = text.withUnsafeBufferPointer { reader.read($0) }
            guard case .number(let number, _) = reading else { continue }
            try #require(number.digits >= 100 && number.digits < 1_000_000_000_000_000)
            try #require(PhoneNumber(e164: number.e164) == number)
            _ = NumberingPlan.facts(of: number)
            _ = NumberingPlan.place(of: number)
            _ = NumberingPlan.carrier(of: number)
        }
    }

    @Test(arguments: [
        "4", " ", "+", "-", ",", "x", "#", ".", "=", "é", "٤", ";ext=", "1x", "(", "\u{0}",
        ";phone-context=", "a.",
    ])
    func `a cell of a megabyte is refused at once`(part: String) {
        let text = String(repeating: part, count: 1 << 20 / part.utf8.count)
        let reader = PhoneReader(region: .us)
        let took = ContinuousClock().measure {
            #expect(reader.read(text) == .refused(.tooLong))
        }
        #expect(took < .milliseconds(100))
    }

    @Test(arguments: ["4", " ", "+", ",", "x", "#", ";ext=", "1x", ";phone-context=", "a-", "((1"])
    func `the longest cell that is looked at costs microseconds`(part: String) {
        let text = String(String(repeating: part, count: 250).prefix(250))
        let reader = PhoneReader(region: .us)
        let took = ContinuousClock().measure {
            for _ in 0..<100 { _ = reader.read(text) }
        }
        #expect(took < .seconds(2))
    }
}

/// The generator of Steele, Lea and Flood (SplitMix64): the same seed gives the same bytes.
private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Any bytes, bytes of numbers, or pieces of the forms that have rules of their own.
    mutating func bytes(count: Int, pool: Int) -> [UInt8] {
        let digits = Array("0123456789+ -.()x#,;=/Ee".utf8)
        let pieces = [
            "00", "+", "1", "44", " ext ", ";ext=", "tel:", ";phone-context=", "E+", "=\"",
        ]
        switch pool {
        case 0: return (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
        case 1: return (0..<count).map { _ in digits[Int(next() % UInt64(digits.count))] }
        default:
            return (0..<count / 4).flatMap { _ in
                Array(pieces[Int(next() % UInt64(pieces.count))].utf8)
                    + [UInt8(ascii: "0") + UInt8(next() % 10)]
            }
        }
    }
}
