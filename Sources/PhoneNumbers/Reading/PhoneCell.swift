/// One cell on its way from characters to digits, in libphonenumber's steps.
struct PhoneCell {
    typealias Scalars = Slice<UnsafeBufferPointer<UInt32>>

    /// Fewer letters are typing errors, more are a vanity number.
    private static let vanityLettersMin = 3

    let text: Scalars
    let dialled: DialledNumber

    func read() -> PhoneReading {
        guard text.contains(where: { $0 > 0x20 }) else { return .refused(.empty) }
        guard let context = PhoneContext(in: text) else {
            return read(PossibleText.extract(from: text))
        }
        return context.isReadable ? context.withNumber(read) : .refused(.contextUnreadable)
    }

    private func read(_ written: Scalars) -> PhoneReading {
        let automata = TextAutomata.shared
        let number = PossibleText.withoutSubaddress(written)
        guard automata.isViable(number) else { return .refused(refusal(of: number)) }
        guard let start = automata.extensionStart(number), automata.isViable(number[..<start])
        else { return digits(of: number, droppedExtension: false) }
        return digits(of: number[..<start], droppedExtension: true)
    }

    private func digits(of number: Scalars, droppedExtension: Bool) -> PhoneReading {
        let letters = number.reduce(0) { $0 + (PhoneLetter.isASCII($1) ? 1 : 0) }
        let isVanity = letters >= Self.vanityLettersMin
        var digits = DigitString()
        for scalar in number {
            if !isVanity, PhoneLetter.digit(scalar) != nil {
                return .refused(refusal(of: number))
            }
            let digit = isVanity ? PhoneLetter.key(scalar) : decimalDigit(scalar)
            if let digit, !digits.append(digit) { return .refused(.tooLong) }
        }
        return dialled.reading(
            of: digits, international: number.first.map(PossibleText.isPlus) ?? false,
            droppedExtension: droppedExtension)
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
