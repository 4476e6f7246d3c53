/// A country calling code, or a non-geographic one.
struct CallingCode: Sendable {
    let code: UInt64
    let digitCount: Int
    let mainTerritory: Int
    /// The automaton that tells a national number's region and type.
    let classifier: UInt16
    /// The region when the code has only one; nil for several or none.
    let region: Region?
    /// Position in the lists of time zones, for numbers that are somewhere in the country.
    let timezones: Int
    /// Mobile numbers belong to an area in China, Mexico, Argentina, Brazil and Indonesia
    /// (libphonenumber's geoMobileCountries).
    let mobilesHaveAreas: Bool

    init(_ text: inout NumberingPlanText) {
        code = UInt64(text.integer())
        digitCount = DigitString(code).count
        mainTerritory = text.integer() - 1
        classifier = UInt16(text.integer())
        let number = UInt8(text.integer())
        region = number == 0 ? nil : Region(number: number)
        timezones = text.integer()
        mobilesHaveAreas = [86, 52, 54, 55, 62].contains(code)
    }
}
