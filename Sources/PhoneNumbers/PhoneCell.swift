/// One cell on its way from characters to digits, in libphonenumber's steps.
struct PhoneCell {
    typealias Scalars = Slice<UnsafeBufferPointer<UInt32>>

    /// Fewer letters are typing errors, more are a vanity number.
    private static let vanityLettersMin = 3

    let text: UnsafeBufferPointer<UInt32>
    /// Room for a phone-context and the number it belongs to.
    let free: UnsafeMutableBufferPointer<UInt32>

    func read(with dialled: DialledNumber) -> PhoneReading {
        guard text.contains(where: { $0 > 0x20 }) else { return .refused(.empty) }
        guard let written = PhoneContext.apply(to: text, free: free) else {
            return .refused(.contextUnreadable)
        }
        let automata = TextAutomata.shared
        var number = written.context ? written.number : PossibleText.extract(from: written.number)
        number = PossibleText.withoutSubaddress(number)
        guard automata.isViable(number) else { return .refused(refusal(of: number)) }
        let whole = number
        if let start = automata.extensionStart(number), automata.isViable(number[..<start]) {
            number = number[..<start]
        }
        return digits(of: number, extended: number.count < whole.count, dialled: dialled)
    }

    private func digits(of number: Scalars, extended: Bool, dialled: DialledNumber) -> PhoneReading
    {
        let letters = number.reduce(0) { $0 + (PhoneLetter.isASCII($1) ? 1 : 0) }
        let isVanity = letters >= Self.vanityLettersMin
        var digits = DigitString()
        for scalar in number {
            if !isVanity && PhoneLetter.digit(scalar) != nil {
                return .refused(refusal(of: number))
            }
            let digit = isVanity ? PhoneLetter.key(scalar) : decimalDigit(scalar)
            if let digit, !digits.append(digit) { return .refused(.tooLong) }
        }
        let isInternational = number.first.map(PossibleText.isPlus) ?? false
        return dialled.reading(
            of: digits, international: isInternational, droppedExtension: extended)
    }

    /// Why a text cannot be a number.
    private func refusal(of number: Scalars) -> PhoneRefusal {
        let digits = text.reduce(0) { $0 + (decimalDigit($1) == nil ? 0 : 1) }
        if digits < 3 {
            return text.contains(where: PhoneLetter.isASCII) ? .letters : .noDigits
        }
        if digits > PhoneNumber.digitsMax { return .severalNumbers }
        return number.contains(where: PhoneLetter.isASCII) ? .letters : .foreignCharacters
    }
}

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

    static func find(_ word: StaticString, in text: Scalars) -> Int? {
        word.withUTF8Buffer { word in
            guard text.count >= word.count else { return nil }
            return (text.startIndex...text.endIndex - word.count).first { start in
                word.indices.allSatisfy { UInt32(word[$0]) == text[start + $0] }
            }
        }
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
        for position in number.indices {
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
