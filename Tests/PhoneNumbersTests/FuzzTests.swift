import Fuzzing
import PhoneNumbers
import Testing

@Suite struct FuzzTests {
    @Test func `random bytes are never a crash`() throws {
        let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(Unicode.Scalar($0)) }
        let codes = letters.flatMap { first in letters.map { first + $0 } }
        let readers = codes.compactMap { Region($0) }.map { PhoneReader(region: $0) }
        try #require(readers.count > 200)
        try fuzz("phone numbers") { seed, random in
            let text = random.phone(count: random.next(below: 40))
            let reader = random.pick(readers)
            let reading = text.withUnsafeBufferPointer { reader.read($0) }
            guard case .number(let number, _) = reading else { return }
            let isE164 = number.digits >= 100 && number.digits < 1_000_000_000_000_000
            try #require(isE164, "seed \(seed)")
            try #require(PhoneNumber(e164: number.e164) == number, "seed \(seed)")
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

extension SeededRandom {
    /// Any bytes, bytes of numbers, or pieces of the forms that have rules of their own.
    fileprivate mutating func phone(count: Int) -> [UInt8] {
        let digits = Array("0123456789+ -.()x#,;=/Ee".utf8)
        let pieces = [
            "00", "+", "1", "44", " ext ", ";ext=", "tel:", ";phone-context=", "E+", "=\"",
        ]
        switch next(below: 3) {
        case 0: return (0..<count).map { _ in UInt8(next(below: 256)) }
        case 1: return (0..<count).map { _ in pick(digits) }
        default:
            return (0..<count / 4).flatMap { _ in
                Array(pick(pieces).utf8) + [UInt8(ascii: "0") + UInt8(next(below: 10))]
            }
        }
    }
}
