/// The letters of the telephone keypad.
enum PhoneLetter {
    static func isASCII(_ scalar: UInt32) -> Bool {
        (0x61...0x7A).contains(scalar | 0x20) && scalar < 128
    }

    /// The key that a digit or letter of a vanity number is on. Digits of other scripts are on
    /// none: libphonenumber drops them from a number with letters.
    static func key(_ scalar: UInt32) -> Int? {
        (0x30...0x39).contains(scalar) ? Int(scalar) - 0x30 : digit(scalar)
    }

    static func digit(_ scalar: UInt32) -> Int? {
        guard scalar >= 0x41 else { return nil }
        // Two letters that turn into ASCII ones in upper case: dotless i and long s.
        let folded = scalar == 0x131 ? 0x69 : scalar == 0x17F ? 0x73 : scalar | 0x20
        guard isASCII(folded), scalar < 128 || scalar == 0x131 || scalar == 0x17F else {
            return nil
        }
        return keys[Int(folded) - 0x61]
    }

    private static let keys = [
        2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 9, 9, 9, 9,
    ]
}
