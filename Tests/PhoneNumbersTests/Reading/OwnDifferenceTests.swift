import PhoneNumbers
import Testing

/// Where this project reads a cell otherwise than libphonenumber, and what it leaves alone.
@Suite struct OwnDifferenceTests {
    @Test(arguments: ["=\"4155559876\"", "=4155559876", " =\"4155559876\" ", "=\"(415) 555-9876\""])
    func `a spreadsheet's text trick is unwrapped`(text: String) {
        #expect(read(text) == "+14155559876")
    }

    @Test(arguments: ["4155559876.0", "4155559876.00", "14155559876.0", " 4155559876.0 "])
    func `the fraction of a float is dropped`(text: String) {
        #expect(read(text) == "+14155559876")
    }

    @Test(arguments: ["4155559876.000", "4155559876.01", "415 5559876.0", "+14155559876.0"])
    func `other fractions are digits too many`(text: String) {
        #expect(read(text) == "tooLong")
    }

    @Test(arguments: ["1.4155559876E+10", "1,4155559876E+10", "4.155559876e+09", "14155559876E+0"])
    func `scientific notation with every digit is read`(text: String) {
        #expect(read(text) == "+14155559876")
    }

    @Test(arguments: [
        "1.41556E+10", "4,15556E+09", "4E+09", "1.41555598765E+10", "1E+999999999999",
    ])
    func `scientific notation without every digit is refused with that reason`(text: String) {
        #expect(read(text) == "digitsLost")
    }

    @Test(arguments: [
        Cell("0014155559876", "US", "+14155559876"),
        Cell("00 44 20 7946 0958", "US", "+442079460958"),
        Cell("0014155559876", "RU", "+14155559876"),
        Cell("0099955512345", "US", "tooLong"),
        Cell("0014155559876", "GB", "+14155559876"),
        Cell("00249927962747", "ID", "overE164"),
    ])
    func `00 is a plus sign where the region cannot read it`(cell: Cell) {
        #expect(read(cell.text, in: cell.region) == cell.reading)
    }

    @Test(arguments: ["4155559O76", "41S5559876", "4155559876 h", "415-555-98l6", "4l55559O76"])
    func `one or two letters are refused`(text: String) {
        #expect(read(text) == "letters")
    }

    @Test(arguments: [
        Cell("+49 30 12345678901234", "US", "tooLong"),
        Cell("+1 415 555 1234 5678", "US", "tooLong"),
        Cell("+49 123456789012", "US", "+49123456789012"),
        Cell("+49 1234567890123", "US", "+491234567890123"),
        Cell("+49 12345678901234", "US", "overE164"),
    ])
    func `more than 15 digits are refused`(cell: Cell) {
        #expect(read(cell.text, in: cell.region) == cell.reading)
    }
}
