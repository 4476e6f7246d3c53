import Testing

@testable import Contacts

@Suite("Sign-up dates")
struct SignupDateTests {
    @Test(
        "are read to the second in UTC",
        arguments: [
            ("1970-01-01", 0), ("2024-02-29", 1_709_164_800), ("02/29/2024", 1_709_164_800),
            ("2-29-2024", 1_709_164_800), ("2026-11-23T12:00:00Z", 1_795_435_200),
            ("2026-11-23 12:00:00", 1_795_435_200), ("2026-11-23T12:00", 1_795_435_200),
            ("2026-11-23T12:00:00.999Z", 1_795_435_200),
            ("2026-11-23T14:30:00+02:30", 1_795_435_200),
            ("2026-11-23T07:00:00-0500", 1_795_435_200), ("1969-12-31T23:59:59Z", -1),
            ("0001-01-01", -62_135_596_800),
        ])
    func reads(text: String, seconds: Int64) {
        #expect(read(text) == seconds)
    }

    @Test(
        "that are none are refused",
        arguments: [
            "", " ", "2026", "2026-13-01", "2026-02-29", "2023-02-30", "0000-01-01", "13/01/2026",
            "2026-1-5", "01/02/26", "01/02-2026", "2026-11-23T", "2026-11-23T25:00",
            "2026-11-23T12:00:60Z", "2026-11-23T12:00Zx", "2026-11-23x", "01/02/2026T10:00",
            "2026-11-23T12:00+", "2026-11-23T12:00+24:00", "99999-01-01", "tomorrow",
        ])
    func refuses(text: String) {
        #expect(read(text) == nil)
    }

    @Test("with slashes follow the order asked for")
    func followsOrder() {
        #expect(read("03/02/2024", dayFirst: true) == read("2024-02-03"))
        #expect(read("03/02/2024") == read("2024-03-02"))
        #expect(read("13-02-2024", dayFirst: true) == read("2024-02-13"))
    }

    private func read(_ text: String, dayFirst: Bool = false) -> Int64? {
        Array(text.utf8).withUnsafeBufferPointer { SignupDate.seconds($0, dayFirst: dayFirst) }
    }
}
