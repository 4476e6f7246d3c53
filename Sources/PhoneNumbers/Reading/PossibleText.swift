/// Takes the number out of the junk around it.
enum PossibleText {
    typealias Scalars = Slice<UnsafeBufferPointer<UInt32>>

    static func isPlus(_ scalar: UInt32) -> Bool {
        scalar == 0x2B || scalar == 0xFF0B
    }

    /// From the first digit or plus sign to the last letter, number or '#', and only up to a
    /// second extension (`x302/x2303`).
    static func extract(from text: Scalars) -> Scalars {
        guard let start = text.firstIndex(where: { isPlus($0) || decimalDigit($0) != nil }) else {
            return text.prefix(0)
        }
        var end = text.endIndex
        while end > start, !mayEnd(text[end - 1]) { end -= 1 }
        let number = text[start..<end]
        return number[..<(secondNumberStart(number) ?? end)]
    }

    static func withoutSubaddress(_ number: Scalars) -> Scalars {
        guard let start = find(";isub=", in: number), start > number.startIndex else {
            return number
        }
        return number[..<start]
    }

    /// Where the ASCII word starts first.
    static func find(_ word: StaticString, in text: Scalars) -> Int? {
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        var start = text.startIndex
        while start + letters.count <= text.endIndex {
            var length = 0
            while length < letters.count, text[start + length] == UInt32(letters[length]) {
                length += 1
            }
            if length == letters.count { return start }
            start += 1
        }
        return nil
    }

    private static func mayEnd(_ scalar: UInt32) -> Bool {
        if scalar == 0x23 { return true }
        if scalar < 128 { return PhoneLetter.isASCII(scalar) || decimalDigit(scalar) != nil }
        guard let category = Unicode.Scalar(scalar)?.properties.generalCategory else {
            return false
        }
        switch category {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }

    /// The first slash or backslash with an x behind it and only spaces between.
    private static func secondNumberStart(_ number: Scalars) -> Int? {
        var slash: Int?
        for position in number.startIndex..<number.endIndex {
            switch number[position] {
            case 0x2F, 0x5C: slash = position
            case 0x20: break
            case 0x78: if let slash { return slash }
            default: slash = nil
            }
        }
        return nil
    }
}
