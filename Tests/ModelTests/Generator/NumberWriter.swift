/// Writes known numbers in the ways people write them, and remembers what each text means.
struct NumberWriter {
    private let isAbroad: Bool
    private(set) var readings: [Text: Readings.Number]

    /// The numbers given are also known as they are, in E.164.
    /// - Parameter isAbroad: numbers need their country code.
    init(knowing phones: [Phone], isAbroad: Bool) {
        self.isAbroad = isAbroad
        readings = Dictionary(
            phones.map { ($0, .number($0, hasExtension: false)) }, uniquingKeysWith: { $1 })
    }

    /// Some spelling of a US number in E.164; `mayExtend` allows an extension behind it.
    mutating func text(of phone: Phone, mayExtend: Bool, _ dice: inout Dice) -> Text {
        let spellings = isAbroad ? NumberWriter.fullSpellings : NumberWriter.spellings
        var text = Text(dice.pick(spellings(phone)))
        let extends = mayExtend && !isAbroad && dice.chance(0.08)
        if extends {
            text = Text(dice.pick(NumberWriter.extendable(phone)) + dice.pick([" x12", " ext. 7"]))
        }
        readings[text] = .number(phone, hasExtension: extends)
        return text
    }

    /// The number as a JSON integer; as a string where that would need a leading zero.
    mutating func integer(of phone: Phone, _ dice: inout Dice) -> JSON {
        if isAbroad { return .string(text(of: phone, mayExtend: false, &dice)) }
        let national = phone.string.dropFirst(2)
        let text = Text(dice.pick(["\(national)", "1\(national)"]))
        readings[text] = .number(phone, hasExtension: false)
        return .number(text)
    }

    private static func extendable(_ phone: Phone) -> [String] {
        let national = String(phone.string.dropFirst(2))
        return [national, "+1\(national)", parts(of: national).joined(separator: "-")]
    }

    private static func parts(of national: String) -> [Substring] {
        [national.prefix(3), national.dropFirst(3).prefix(3), national.suffix(4)]
    }

    private static func spellings(of phone: Phone) -> [String] {
        let national = String(phone.string.dropFirst(2))
        let (area, exchange, line) = (
            national.prefix(3), national.dropFirst(3).prefix(3), national.suffix(4)
        )
        return [
            national, "1\(national)", "+1\(national)", "(\(area)) \(exchange)-\(line)",
            "\(area)-\(exchange)-\(line)", "\(area).\(exchange).\(line)",
            "+1 \(area) \(exchange) \(line)", "1-\(area)-\(exchange)-\(line)",
            "+1 (\(area)) \(exchange)-\(line)", "\(area) \(exchange) \(line)",
            "=\"\(national)\"", "=\(national)", "\(national).0", "1\(national).00",
            "1.\(national)E+10", scientific(national), "001\(national)", "0111\(national)",
            wide(national), "tel:+1\(national)",
            "+1\u{A0}\(area)\u{2011}\(exchange)\u{2011}\(line)",
        ]
    }

    /// Spellings that mean the same number everywhere the prefix of international calls is 00.
    private static func fullSpellings(of phone: Phone) -> [String] {
        let national = String(phone.string.dropFirst(2))
        let groups = parts(of: national)
        return [
            "+1\(national)", "+1 \(groups.joined(separator: " "))", "001\(national)",
            "+1 (\(groups[0])) \(groups[1])-\(groups[2])", "tel:+1\(national)",
            "=\"+1\(national)\"",
        ]
    }

    private static func scientific(_ national: String) -> String {
        "\(national.prefix(1)).\(national.dropFirst())E+09"
    }

    /// Full-width digits.
    private static func wide(_ national: String) -> String {
        let scalars = national.unicodeScalars.compactMap { UnicodeScalar($0.value + 0xFEE0) }
        return String(String.UnicodeScalarView(scalars))
    }
}
