import PhoneNumbers
import Testing

/// A cell, the region it comes from, and what it reads as.
struct Cell: Sendable, CustomTestStringConvertible {
    let text: String
    let region: String
    let reading: String

    init(_ text: String, _ region: String, _ reading: String) {
        self.text = text
        self.region = region
        self.reading = reading
    }

    var testDescription: String { "\(region) \(text)" }
}

@Suite struct ReadingTests {
    @Test(arguments: [
        "4155551234", "(415) 555-1234", "415-555-1234", "415.555.1234", "415 555 1234",
        "+1 415 555 1234", "+14155551234", "14155551234", "1-415-555-1234", "+1 (415) 555-1234",
        "Tel: 415-555-1234", "011 1 415 555 1234", "  415 555 1234  ", "415/555-1234",
    ])
    func `US formats are one number`(text: String) {
        #expect(read(text) == "+14155551234")
    }

    @Test(arguments: [
        Cell("020 7946 0958", "GB", "+442079460958"),
        Cell("+44 (0)20 7946 0958", "US", "+442079460958"),
        Cell("0044 20 7946 0958", "DE", "+442079460958"),
        Cell("011 44 20 7946 0958", "US", "+442079460958"),
        Cell("810 44 20 7946 0958", "RU", "+442079460958"),
        Cell("0011 44 20 7946 0958", "AU", "+442079460958"),
        Cell("+49 (0) 30 901820", "US", "+4930901820"),
        Cell("8 (495) 123-45-67", "RU", "+74951234567"),
        Cell("06 698 12345", "IT", "+390669812345"),
        Cell("+39 06 6982", "US", "+39066982"),
        Cell("011 15-2345-6789", "AR", "+5491123456789"),
        Cell("+54 9 11 2345 6789", "US", "+5491123456789"),
        Cell("0343 15-555-1212", "AR", "+5493435551212"),
        Cell("01 33 1234 5678", "MX", "tooLong"),
        Cell("+52 1 33 1234 5678", "US", "tooLong"),
        Cell("33 1234 5678", "MX", "+523312345678"),
        Cell("0 15 11 91234-5678", "BR", "+5511912345678"),
        Cell("+800 1234 5678", "US", "+80012345678"),
        Cell("+883 5100 12345", "US", "+883510012345"),
        Cell("0481 960 194", "GG", "+44481960194"),
        Cell("456-7890", "BS", "+12424567890"),
    ])
    func `prefixes of all countries are taken off`(cell: Cell) {
        #expect(read(cell.text, in: cell.region) == cell.reading)
    }

    @Test(arguments: [
        "415-555-1234 x12", "415-555-1234 ext. 12", "+14155551234;ext=12", "415-555-1234 #12",
        "4155551234x302/x2303", "415-555-1234,,12", "415 555 1234 доб 12",
    ])
    func `an extension is dropped, and that is told`(text: String) {
        #expect(read(text) == "+14155551234 and an extension")
    }

    @Test(arguments: [
        Cell("1-800-FLOWERS", "US", "+18003569377"),
        Cell("1300 MEDICARE", "AU", "+61130063342273"),
        Cell("0800 REVERSE", "GB", "+448007383773"),
    ])
    func `vanity letters are keys`(cell: Cell) {
        #expect(read(cell.text, in: cell.region) == cell.reading)
    }

    @Test(arguments: [
        "tel:+1-415-555-1234", "tel:555-1234;phone-context=+1-415",
        "tel:+14155551234;isub=99", "tel:415-555-1234;phone-context=example.com",
    ])
    func `tel URIs are read`(text: String) {
        #expect(read(text) == "+14155551234")
    }

    @Test(arguments: [
        "４１５５５５１２３４", "٤١٥٥٥٥١٢٣٤", "۴۱۵۵۵۵۱۲۳۴", "४१५५५५१२३४", "＋１（４１５）５５５－１２３４",
        "415\u{A0}555\u{A0}1234", "415\u{2010}555\u{2011}1234", "415\u{2013}555\u{2014}1234",
        "415\u{200B}555\u{2060}1234", "415\u{3000}555\u{2212}1234",
        "\u{202A}+1 415 555 1234\u{202C}",
    ])
    func `digits, spaces and dashes of other scripts are read`(text: String) {
        #expect(read(text) == "+14155551234")
    }

    @Test func `seven US digits are possible, as libphonenumber says, but not valid`() throws {
        #expect(read("555-1234") == "+15551234")
        #expect(try !facts(of: "+15551234").isValid)
    }
}
