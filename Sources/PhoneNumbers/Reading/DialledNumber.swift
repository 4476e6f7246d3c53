/// Decides which number digits mean that were dialled in a region, as libphonenumber's parse and
/// is_possible_number do once the text is down to digits.
final class DialledNumber: Sendable {
    /// libphonenumber's least national number.
    static let nationalMin = 2

    let plan: PlanTables
    let home: Territory
    let homeCode: CallingCode
    let plain: PlainNumbers

    init(region: Region) {
        plan = PlanTables.shared
        home = plan.territory(of: region)
        homeCode = plan.callingCode(of: home)
        plain = PlainNumbers(plan: plan, home: home, code: homeCode)
    }

    /// `international`: a plus sign came before the digits.
    func reading(
        of digits: DigitString, international: Bool, droppedExtension: Bool = false
    ) -> PhoneReading {
        do throws(PhoneRefusal) {
            let number = try number(of: digits, international: international)
            return .number(number, droppedExtension: droppedExtension)
        } catch {
            return .refused(error)
        }
    }

    private func number(of digits: DigitString, international: Bool) throws(PhoneRefusal)
        -> PhoneNumber
    {
        do throws(PhoneRefusal) {
            return try international ? dialledAbroad(digits) : dialledAtHome(digits)
        } catch {
            guard !international, error != .overE164, let number = try exported(digits)
            else {
                throw error
            }
            return number
        }
    }

    private func dialledAbroad(_ digits: DigitString) throws(PhoneRefusal) -> PhoneNumber {
        if let split = try splitCode(digits) {
            return try possible(split.national, of: split.code)
        }
        // libphonenumber tries again without the plus sign, and insists on a country code.
        guard let split = try codeAtHome(digits) else { throw .unknownCountryCode }
        return try possible(split.national, of: split.code)
    }

    private func dialledAtHome(_ digits: DigitString) throws(PhoneRefusal) -> PhoneNumber {
        if let split = try codeAtHome(digits) {
            return try possible(split.national, of: split.code)
        }
        return try possible(digits, of: homeCode, at: home)
    }

    /// Exports write `00` for the plus sign wherever they were made. Only what the region itself
    /// cannot read is read so, and only where its own prefix is another; what libphonenumber
    /// reads as a number of over 15 digits stays refused.
    private func exported(_ digits: DigitString) throws(PhoneRefusal) -> PhoneNumber? {
        let zeros = DigitString(packed: 0, count: 2)
        guard digits.count > 2, digits.prefix(2) == zeros,
            plan.prefixes.action(on: zeros, from: home.internationalPrefix)?.end != 2,
            let split = try? splitCode(digits.dropFirst(2))
        else { return nil }
        return try possible(split.national, of: split.code)
    }

    private typealias Split = (code: CallingCode, national: DigitString)

    /// The calling code at the start; nil when there is none of that name.
    private func splitCode(_ digits: DigitString) throws(PhoneRefusal) -> Split? {
        guard digits.count > Self.nationalMin else { throw .tooShort }
        guard let code = plan.callingCode(startingWith: digits) else { return nil }
        return (code, digits.dropFirst(code.digitCount))
    }

    /// The calling code behind the region's international prefix, or the region's own without
    /// one when the number makes more sense so; nil for a national number.
    private func codeAtHome(_ digits: DigitString) throws(PhoneRefusal) -> Split? {
        if let prefix = plan.prefixes.action(on: digits, from: home.internationalPrefix) {
            let rest = digits.dropFirst(prefix.end)
            // No calling code starts with 0, so what looked like a prefix is none.
            if rest.first != 0 {
                guard let split = try splitCode(rest) else { throw .unknownCountryCode }
                return split
            }
        }
        guard let code = plan.callingCode(startingWith: digits), code.code == homeCode.code else {
            return nil
        }
        let national = withoutNationalPrefix(digits.dropFirst(code.digitCount), at: home)
        let makesSense = !isGeneral(digits, at: home) && isGeneral(national, at: home)
        guard makesSense || home.compare(length: digits.count) == .tooLong else { return nil }
        return (code, national)
    }

    private func possible(
        _ national: DigitString, of code: CallingCode
    ) throws(PhoneRefusal) -> PhoneNumber {
        try possible(national, of: code, at: plan.mainTerritory(of: code))
    }

    private func possible(
        _ dialled: DigitString, of code: CallingCode, at territory: Territory
    ) throws(PhoneRefusal) -> PhoneNumber {
        guard dialled.count >= Self.nationalMin else { throw .tooShort }
        let stripped = withoutNationalPrefix(dialled, at: territory)
        switch territory.compare(length: stripped.count) {
        case .possible, .tooLong: return try checked(stripped, of: code)
        case .tooShort, .possibleLocally, .between: return try checked(dialled, of: code)
        }
    }

    private func checked(
        _ national: DigitString, of code: CallingCode
    ) throws(PhoneRefusal) -> PhoneNumber {
        guard national.count >= Self.nationalMin else { throw .tooShort }
        switch plan.mainTerritory(of: code).compare(length: national.count) {
        case .possible, .possibleLocally: break
        case .tooShort: throw .tooShort
        case .tooLong: throw .tooLong
        case .between: throw .wrongLength
        }
        guard code.digitCount + national.count <= PhoneNumber.digitsMax else { throw .overE164 }
        let digits = code.code * powerOfTen(national.count) + national.value
        return PhoneNumber(digits: digits)
    }

    private func withoutNationalPrefix(
        _ digits: DigitString, at territory: Territory
    ) -> DigitString {
        guard digits.count > 0,
            let action = plan.prefixes.action(on: digits, from: territory.nationalPrefix),
            let national = action.applied(to: digits)
        else { return digits }
        let losesSense = isGeneral(digits, at: territory) && !isGeneral(national, at: territory)
        return losesSense ? digits : national
    }

    private func isGeneral(_ national: DigitString, at territory: Territory) -> Bool {
        plan.words.label(of: national, from: territory.generalPattern) != 0
    }
}
