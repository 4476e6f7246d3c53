import PhoneNumbers
import Testing

@Suite struct PhoneNumberTests {
    @Test(arguments: ["+1", "+14155551234", "+123456789012345"])
    func `E.164 text comes back as it was`(text: String) throws {
        let number = try #require(PhoneNumber(e164: text))
        #expect(number.e164 == text)
    }

    @Test(arguments: [
        "", "+", "14155551234", "+04155551234", "+1415555123a", "+1 415", "+1234567890123456", "+١",
    ])
    func `text that is not E.164 is no number`(text: String) {
        #expect(PhoneNumber(e164: text) == nil)
    }

    @Test(arguments: ["+1", "+442079460958", "+999999999999999", "+100000000000000"])
    func `a number writes itself as bytes`(text: String) throws {
        let number = try #require(PhoneNumber(e164: text))
        var bytes = [UInt8](repeating: 0, count: PhoneNumber.bytesMax)
        let length = bytes.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { number.write(into: $0) } ?? 0
        }
        #expect(String(decoding: bytes.prefix(length), as: UTF8.self) == text)
    }

    @Test func `numbers sort by their digits`() {
        #expect(PhoneNumber(digits: 14_155_551_234) < PhoneNumber(digits: 442_079_460_958))
    }

    @Test(arguments: ["US", "us", "Gb", "AX", "TA"])
    func `a region is known in any case`(code: String) throws {
        #expect(try #require(Region(code)).code == code.uppercased())
    }

    @Test(arguments: ["", "U", "USA", "ZZ", "00", "1!", "é", "001"])
    func `a code of no region is none`(code: String) {
        #expect(Region(code) == nil)
    }

    @Test func `a timezone is found by its name and its index`() throws {
        let zone = try #require(Timezone(name: "America/New_York"))
        #expect(Timezone(index: zone.index).name == "America/New_York")
        #expect(Timezone(name: "America/Gotham") == nil)
        #expect(Timezone(index: .max).name == "Etc/Unknown")
    }
}
