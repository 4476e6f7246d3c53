import Testing

@testable import ContactStore

@Suite("Numbers with what they stand for")
struct KeyedPhoneTests {
    @Test(
        "are sorted by number, equal ones in their order",
        arguments: [0, 1, 999, 1_000, 1_001, 20_000],
        [1 as UInt64, 300, 1 << 11, 99_999_999_999, .max])
    func sorted(count: Int, largest: UInt64) {
        var random = SystemRandomNumberGenerator()
        var numbers = (0..<count).map {
            KeyedPhone(phone: .random(in: 0...largest, using: &random), key: Int64($0))
        }
        // Keys are places: ordering by both is what a stable sort by number gives.
        let expected = numbers.sorted { ($0.phone, $0.key) < ($1.phone, $1.key) }
        numbers.sortByPhone()
        #expect(numbers == expected)
    }
}
