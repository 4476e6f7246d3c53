import PhoneNumbers
import Testing

@Suite struct RefusalTests {
    @Test(arguments: [
        Cell("", "US", "empty"),
        Cell("   ", "US", "empty"),
        Cell("-", "US", "noDigits"),
        Cell("abc", "US", "letters"),
        Cell("12", "US", "tooShort"),
        Cell("call me", "US", "letters"),
        Cell("415555", "US", "tooShort"),
        Cell("+1 415", "US", "tooShort"),
        Cell("415555123456", "US", "tooLong"),
        Cell("415555123", "US", "tooShort"),
        Cell("+41 1234567890", "US", "wrongLength"),
        Cell("+999 12345678", "US", "unknownCountryCode"),
        Cell("+0 415 555 1234", "US", "unknownCountryCode"),
        Cell("415-555-1234 or 415-555-9876", "US", "severalNumbers"),
        Cell("415;555;1234", "US", "foreignCharacters"),
        Cell("mail4155551234@example.com", "US", "letters"),
        Cell("tel:5551234;phone-context=", "US", "contextUnreadable"),
        Cell("1.41556E+10", "US", "digitsLost"),
    ])
    func `a refusal has its reason`(cell: Cell) {
        #expect(read(cell.text, in: cell.region) == cell.reading)
    }

    @Test(arguments: PhoneRefusal.allCases)
    func `a reason is one sentence`(refusal: PhoneRefusal) {
        let sentence = refusal.sentence
        #expect(sentence.hasSuffix(".") && sentence.filter { $0 == "." }.count == 1)
        #expect(sentence.first?.isUppercase == true && sentence.count < 120)
    }
}
