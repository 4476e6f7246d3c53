/// Writes NDJSON files: a request a line, spelled in many ways.
struct NDJSONWriter {
    var fields: FieldWriter
    let options: RunOptions

    mutating func file(rows count: Int) -> GeneratedFile {
        var text: [UInt8] = fields.dice.chance(0.1) ? [0xEF, 0xBB, 0xBF] : []
        let lineEnd = fields.dice.pick(["\n", "\r\n"])
        var lines: [Text] = []
        var starts: [Int] = []
        for place in 0..<count {
            if fields.dice.chance(0.05) {
                text += Array((fields.dice.pick(["", "  "]) + lineEnd).utf8)
            }
            let line = line()
            lines.append(line)
            starts.append(text.count + 1)
            text += line.bytes
            if place < count - 1 || fields.dice.chance(0.8) { text += Array(lineEnd.utf8) }
        }
        let rows = lines.map { Row(line: $0) }
        return GeneratedFile(
            format: .ndjson, text: Text(text), rows: rows, lines: lines,
            starts: starts + [text.count + 1],
            readings: Readings(
                numbers: fields.numberWriter.readings, dates: fields.dateWriter.readings),
            options: options, isDayFirst: fields.dateWriter.isDayFirst,
            showsFormat: rows.first?.members != nil)
    }

    private mutating func line() -> Text {
        let faults = fields.faults()
        if faults.contains(.malformed) { return fields.dice.pick(Words.brokenLines) }
        var members: [JSON.Member] = []
        let importOnly: Set<Text> = ["opted_out", "carrier", "line_type"]
        for name in Columns.texts + Columns.booleans {
            if importOnly.contains(name), !fields.flavour.hasImportOnlyFields { continue }
            guard let value = fields.value(of: name, faults) else { continue }
            members.append(.init(name: name, value: value))
        }
        members += customFields(faults) + unknownNames()
        return spelled(.object(fields.dice.shuffled(members)))
    }

    private mutating func customFields(_ faults: Set<Fault>) -> [JSON.Member] {
        let isNeeded = faults.contains(.nestedCustomField)
        if isNeeded || fields.dice.chance(fields.flavour.customFields) {
            return [.init(name: "custom_fields", value: fields.customFields(faults))]
        }
        return fields.dice.chance(0.1) ? [.init(name: "custom_fields", value: .null)] : []
    }

    /// Names no request has; one of them is also a custom field's.
    private mutating func unknownNames() -> [JSON.Member] {
        fields.dice.some(["source row", "note", "plan"], chance: 0.1).map {
            .init(name: $0, value: fields.customValue())
        }
    }

    /// One of the many texts of a value.
    private mutating func spelled(_ value: JSON) -> Text {
        switch value {
        case .string(let text): return spelled(text)
        case .array(let values): return list(values.map { spelled($0) }, "[", "]")
        case .object(let members):
            let parts = members.map { member in
                Text(
                    spelled(member.name).bytes + space() + [0x3A] + space()
                        + spelled(member.value).bytes)
            }
            return list(parts, "{", "}")
        default: return value.compact
        }
    }

    private mutating func list(_ parts: [Text], _ start: String, _ end: String) -> Text {
        let comma = Array(",".utf8) + space()
        let body = parts.map(\.bytes).joined(separator: comma)
        return Text(Array(start.utf8) + space() + body + space() + Array(end.utf8))
    }

    private mutating func space() -> [UInt8] {
        fields.dice.chance(0.1) ? Array(fields.dice.pick([" ", "  ", "\t"]).utf8) : []
    }

    /// A string with some of its characters escaped that need not be.
    private mutating func spelled(_ text: Text) -> Text {
        guard fields.dice.chance(0.2) else { return JSON.string(text).compact }
        let units = text.string.utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return Text("\"" + units.joined() + "\"")
    }
}
