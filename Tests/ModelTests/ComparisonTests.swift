import Testing

@Suite("The comparison")
struct ComparisonTests {
    private func differences(_ value: Text, _ expected: Expectation) throws -> [String] {
        var comparison = Comparison()
        comparison.openWindow(of: 1, from: "2026-01-01T00:00:00Z", to: "2026-01-01T00:00:09Z")
        comparison.check(
            try JSONReader.read(value), .object([.init("id", .id(of: "a"))]), at: "before")
        comparison.check(try JSONReader.read(value), expected, at: "value")
        return comparison.differences.filter { $0.hasPrefix("value") }
    }

    /// On the second line, three bytes with its line end.
    private static let row = RowPlace(text: "ab\ncd\n", bytes: 4...7)

    @Test("a place is that of the row, or in it when the row cannot be parsed")
    func places() throws {
        let row = Self.row
        let parsed = Expectation.sentence(at: row, isParsed: true)
        #expect(try differences(#""Not a number. (line 2, byte 4)""#, parsed).isEmpty)
        let broken = Expectation.sentence(at: row, isParsed: false)
        #expect(try differences(#""Not a number. (line 2, byte 6)""#, broken).isEmpty)
    }

    @Test(
        "what is not as expected is found",
        arguments: [
            (#"{"row":2}"#, Expectation.object([.init("row", .count(1))])),
            (#"{"row":1,"more":2}"#, .object([.init("row", .count(1))])),
            (#"{"b":1,"a":1}"#, .object([.init("a", .count(1)), .init("b", .count(1))])),
            (#""2026-01-01T00:00:10Z""#, .moment(.during(run: 1))),
            (#""2026-01-01 00:00:00""#, .moment(.at("2026-01-01T00:00:00Z"))),
            (#""""#, .sentence(at: nil, isParsed: true)),
            (#""Not a number. (line 2, byte 3)""#, .sentence(at: Self.row, isParsed: true)),
            (#""Not a number. (line 1, byte 4)""#, .sentence(at: Self.row, isParsed: true)),
            (#""Not a number. (line 2, byte 5)""#, .sentence(at: Self.row, isParsed: true)),
            (#""Not a number. (line 3, byte 8)""#, .sentence(at: Self.row, isParsed: false)),
            (#""Not a number. (line 2)""#, .sentence(at: Self.row, isParsed: false)),
            (#""abc""#, .id(of: "a")),
            (#"{"id":"0123456789abcdef01234567"}"#, .object([.init("id", .id(of: "b"))])),
            ("1.0", .count(1)),
            ("0.0030", .dollars(mills: 3)),
        ])
    func findings(value: String, expected: Expectation) throws {
        #expect(try !differences(Text(value), expected).isEmpty)
    }

    @Test(
        "money has no trailing zeros",
        arguments: [
            (0, "0"), (3, "0.003"), (30, "0.03"), (3_000, "3"), (2_850, "2.85"), (12_345, "12.345"),
        ])
    func money(mills: Int, text: String) throws {
        #expect(try differences(Text(text), .dollars(mills: mills)).isEmpty)
    }
}
