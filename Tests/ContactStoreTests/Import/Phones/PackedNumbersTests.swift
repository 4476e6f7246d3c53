import Fuzzing
import Testing

@testable import ContactStore

@Suite("Packed numbers")
struct PackedNumbersTests {
    @Test("are what was packed, in as few bytes as the largest offset takes", arguments: 0...8)
    func roundTrip(width: Int) throws {
        var random = SeededRandom(seed: UInt64(width))
        // The largest offset of that many bytes.
        let largest = width == 0 ? 0 : UInt64.max >> UInt64(64 - width * 8)
        for count in [1, 2, 3, 17, 5_400] {
            let smallest = UInt64.max - largest
            var numbers = (0..<count).map { _ in smallest + random.next() % (largest / 2 + 1) }
            numbers[count / 2] = smallest
            numbers[count - 1] = UInt64.max
            if width == 0 { numbers = (0..<count).map { 14_155_550_100 + UInt64($0) } }
            let bytes = PackedNumbers.pack(numbers)
            let packed = try PackedNumbers(bytes)
            #expect(packed.count == count)
            #expect(packed.last == numbers.last)
            #expect(numbers.indices.allSatisfy { packed[$0] == numbers[$0] })
            if count > 2 { #expect(bytes.count == 16 + count * width) }
        }
    }

    @Test("that are all equal stay so", arguments: 1...3)
    func equal(count: Int) throws {
        let packed = try PackedNumbers(
            PackedNumbers.pack([UInt64](repeating: 14_155_550_100, count: count)))
        #expect((0..<count).allSatisfy { packed[$0] == 14_155_550_100 })
    }

    @Test("have all the joins that two sorted lists have", arguments: 1...30)
    func joins(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let span = UInt64(1) << UInt64(seed * 2)
        let count = 1 + Int(random.next() % 3_000)
        let numbers = Set((0..<count).map { _ in random.next() % span }).sorted()
        let others = Set((0..<500).map { _ in random.next() % span } + numbers.prefix(100)).sorted()
        let start = Int(random.next() % 5)
        var found: [UInt64] = []
        let packed = try PackedNumbers(PackedNumbers.pack(numbers))
        let next = packed.join(others, from: min(start, others.count)) { other, here in
            #expect(others[other] == numbers[here])
            found.append(numbers[here])
        }
        #expect(found == others.dropFirst(start).filter(Set(numbers).contains))
        #expect(others.dropFirst(next).allSatisfy { $0 > packed.last })
        #expect(others.prefix(next).dropFirst(start).allSatisfy { $0 <= packed.last })
    }
}
