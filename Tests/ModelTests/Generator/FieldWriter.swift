/// Makes the values of a row's fields, right ones and wrong ones, as JSON has them.
struct FieldWriter {
    /// Deeper than some readers go, and still a small request.
    private static var deep: JSON { (0..<600).reduce(JSON.null) { inner, _ in .array([inner]) } }
    private static let large = Text(String(repeating: "large \u{E9} ", count: 560))

    var dice: Dice
    let format: GeneratedFile.Format
    let flavour: Flavour
    let numbers: [Phone]
    let lists: [Phone]
    let unknownLists: [Phone]
    let hasListDefault: Bool
    let isAbroad: Bool
    var numberWriter: NumberWriter
    var dateWriter: DateWriter

    mutating func faults() -> Set<Fault> {
        guard dice.chance(flavour.fault) else { return [] }
        var faults: Set<Fault> = [dice.pick(Fault.allCases)]
        let other = dice.pick(Fault.allCases)
        if dice.chance(0.3), !other.isOfField { faults.insert(other) }
        return faults
    }

    /// The value of a field; nil is absent.
    mutating func value(of field: Text, _ faults: Set<Fault>) -> JSON? {
        switch field {
        case "phone_number": phoneNumber(faults)
        case "list_number": listNumber(faults)
        case "signup_date": date(faults)
        case "line_type": lineType(faults)
        case _ where Columns.booleans.contains(field): claim(field, faults)
        default: evidence(field, faults)
        }
    }

    private mutating func phoneNumber(_ faults: Set<Fault>) -> JSON? {
        if faults.contains(.missingPhone) { return missing() }
        if faults.contains(.invalidPhone) { return invalidNumber() }
        let phone = dice.pick(numbers)
        if format == .ndjson, dice.chance(0.1) { return numberWriter.integer(of: phone, &dice) }
        return .string(numberWriter.text(of: phone, mayExtend: true, &dice))
    }

    private mutating func missing() -> JSON? {
        let csv: [JSON?] = [nil, .string("-"), .string("NA"), .string("N/A"), .string("None")]
        return dice.pick(format == .csv ? csv : [nil, .null, .string(""), .string("  ")])
    }

    private mutating func invalidNumber() -> JSON {
        if isAbroad { return .string(dice.pick(Words.junkAnywhere)) }
        if format == .csv || dice.chance(0.8) { return .string(dice.pick(Words.junkNumbers)) }
        return dice.pick([
            .string("NA"), .string("-"), .bool(true), .array([]), .number("4155550123.5"),
            .object([.init(name: "a", value: .null)]), .number("12"),
        ])
    }

    private mutating func listNumber(_ faults: Set<Fault>) -> JSON? {
        if faults.contains(.missingList), !hasListDefault {
            let csv: [JSON?] = [nil, .string("NA"), .string("-")]
            return dice.pick(format == .csv ? csv : [nil, .null, .string("")])
        }
        if faults.contains(.invalidList) { return invalidNumber() }
        if hasListDefault, dice.chance(0.5) { return nil }
        let list = dice.pick(faults.contains(.unknownList) ? unknownLists : lists)
        if format == .ndjson, dice.chance(0.1) { return numberWriter.integer(of: list, &dice) }
        return .string(numberWriter.text(of: list, mayExtend: false, &dice))
    }

    private mutating func date(_ faults: Set<Fault>) -> JSON? {
        if faults.contains(.badText), format == .ndjson { return .number("20260101") }
        if faults.contains(.badDate) { return .string(dateWriter.refusedText(&dice)) }
        return dice.chance(flavour.evidence) ? .string(dateWriter.text(&dice)) : nil
    }

    private mutating func lineType(_ faults: Set<Fault>) -> JSON? {
        if faults.contains(.badLineType) { return .string(dice.pick(["FAX", "mobile", "5"])) }
        return dice.chance(0.3) ? .string(dice.pick(Request.lineTypes)) : nil
    }

    private mutating func claim(_ field: Text, _ faults: Set<Fault>) -> JSON? {
        if faults.contains(.badClaim) {
            return format == .csv
                ? .string(dice.pick(["maybe", "2", "ja"]))
                : dice.pick([.string("true"), .number("1"), .string(""), .array([])])
        }
        switch field {
        case "use_validation": return sometimes(flavour.validation, mostly: true)
        case "force": return sometimes(flavour.force, mostly: true)
        case "opted_out": return sometimes(flavour.optOut, mostly: true)
        case "use_journeys": return sometimes(flavour.journeys, mostly: true)
        default: return sometimes(0.3, mostly: dice.chance(0.5))
        }
    }

    private mutating func sometimes(_ probability: Double, mostly claim: Bool) -> JSON? {
        if dice.chance(probability) { return .bool(dice.chance(0.9) == claim) }
        return format == .ndjson && dice.chance(0.1) ? .null : nil
    }

    private mutating func evidence(_ field: Text, _ faults: Set<Fault>) -> JSON? {
        if faults.contains(.tooLarge), field == "url" { return .string(FieldWriter.large) }
        if faults.contains(.badText), format == .ndjson, field == "url" {
            return dice.pick([.number("5"), .bool(false), .array([]), .object([])])
        }
        guard dice.chance(flavour.evidence) else {
            return format == .ndjson && dice.chance(0.1) ? .null : nil
        }
        if format == .ndjson, dice.chance(0.03) { return .string("") }
        switch field {
        case "ip_address": return .string(dice.pick(Words.addresses))
        case "url": return .string(dice.pick(Words.pages))
        case "ad_network_source": return .string(dice.pick(Words.sources))
        case "ad_network_id": return .string(dice.pick(Words.campaigns))
        default: return .string(dice.pick(Words.carriers))
        }
    }

    mutating func customText() -> Text {
        dice.chance(flavour.oddText) ? dice.pick(Words.odd) : dice.pick(Words.plain)
    }

    mutating func customValue() -> JSON {
        switch dice.number(in: 0...7) {
        case 0, 1: .number(dice.pick(Words.numbers))
        case 2: .bool(dice.chance(0.5))
        case 3: .null
        case 4: .string("")
        default: .string(customText())
        }
    }

    mutating func customFields(_ faults: Set<Fault>) -> JSON {
        let known = dice.some(Words.customNames, chance: 0.3)
        let names = dice.shuffled(known + dice.some(Words.borrowedNames, chance: 0.03))
        var fields = names.map { JSON.Member(name: $0, value: customValue()) }
        if faults.contains(.nestedCustomField) {
            fields.append(
                .init(
                    name: "nested", value: dice.pick([.array([]), .object([]), FieldWriter.deep])))
        }
        return .object(fields)
    }
}
