/// Writes CSV files: a random choice of columns under random spellings of their headers.
struct CSVWriter {
    var fields: FieldWriter
    let options: RunOptions
    private var columns: [Column] = []
    private var delimiter = ","
    private var lineEnd = "\n"

    private enum Column: Equatable {
        case field(Text)
        case custom(Text)
        case blank
    }

    init(fields: FieldWriter, options: RunOptions) {
        self.fields = fields
        self.options = options
        delimiter = self.fields.dice.pick([",", ",", ",", ";", "\t"])
        lineEnd = self.fields.dice.pick(["\n", "\r\n"])
        columns = chosenColumns()
        // A file of one column shows no delimiter.
        if columns.count == 1 { delimiter = "," }
    }

    mutating func file(rows count: Int) -> GeneratedFile {
        let header = columns.map { title(of: $0) }
        let roles = Columns(header: header, keepsUnknown: options.keepsUnknown ?? true)
        var text: [UInt8] = fields.dice.chance(0.1) ? [0xEF, 0xBB, 0xBF] : []
        text += written(header) + Array(lineEnd.utf8)
        var rows: [Row] = []
        var starts: [Int] = []
        for place in 0..<count {
            if fields.dice.chance(0.03) { text += Array(lineEnd.utf8) }
            let cells = cells()
            rows.append(Row(cells: cells, under: roles))
            starts.append(text.count + 1)
            text += written(cells)
            if place < count - 1 || fields.dice.chance(0.8) { text += Array(lineEnd.utf8) }
        }
        return GeneratedFile(
            format: .csv, text: Text(text), rows: rows,
            starts: starts + [text.count + 1],
            readings: Readings(
                numbers: fields.numberWriter.readings, dates: fields.dateWriter.readings),
            options: options, isDayFirst: fields.dateWriter.isDayFirst, showsFormat: true)
    }

    private mutating func chosenColumns() -> [Column] {
        let needed: [Text] = ["phone_number"] + (options.list == nil ? ["list_number"] : [])
        let others = (Columns.texts + Columns.booleans).filter { !needed.contains($0) }
        // With unknown columns ignored, nobody says what becomes of an e-mail column.
        let custom = Words.customNames.filter { options.keepsUnknown != false || $0 != "email" }
        var columns = needed.map { Column.field($0) }
        columns += fields.dice.some(others, chance: 0.4).map { .field($0) }
        columns += fields.dice.some(custom, chance: 0.3).map { .custom($0) }
        if fields.dice.chance(0.05) { columns.append(.blank) }
        if options.keepsUnknown != false {
            columns += fields.dice.some(rivals(columns), chance: 0.1)
        }
        return fields.dice.shuffled(columns)
    }

    /// Columns that would be the fields' own if those were not there under their exact names.
    private func rivals(_ columns: [Column]) -> [Column] {
        let rivals: [Column] = [.custom("Mobile"), .custom("tel")]
        return columns.contains(.field("signup_date")) ? rivals + [.custom("Optin Date")] : rivals
    }

    private func hasRival(_ field: Text) -> Bool {
        field == "phone_number"
            ? columns.contains(.custom("Mobile")) || columns.contains(.custom("tel"))
            : columns.contains(.custom("Optin Date"))
    }

    private mutating func title(of column: Column) -> Text {
        switch column {
        case .blank: return ""
        case .custom(let name): return name
        case .field(let name):
            let spellings = [name.string, name.string.uppercased(), name.string.capitalized]
            let spelling = fields.dice.pick(spellings)
            let gap = fields.dice.pick(["_", " ", "-", ""])
            let exact = Text(String(spelling.map { $0 == "_" ? gap : String($0) }.joined()))
            let aliases: [Text: [Text]] = [
                "phone_number": ["Phone", "MSISDN", "mobile", "Cell", "tel"],
                "signup_date": ["Consent Date", "consentdate", "opted_in_date", "optin-date"],
            ]
            let choices = aliases[name, default: []]
            return choices.isEmpty || hasRival(name) || fields.dice.chance(0.6)
                ? exact : fields.dice.pick(choices)
        }
    }

    private mutating func cells() -> [Text] {
        let faults = fields.faults()
        var cells = columns.map { cell(of: $0, faults) }
        // A row of blank cells only is another question: whether it is a row at all.
        if cells.allSatisfy(\.isBlank) {
            cells = columns.map { column in
                if case .field("phone_number") = column { return "-" }
                return ""
            }
        }
        if faults.contains(.malformed) { return cells + ["surplus"] }
        if fields.dice.chance(0.1) { return cells + [""] }
        if fields.dice.chance(0.2) {
            while cells.last == "", cells.count > 1 { cells.removeLast() }
        }
        return cells
    }

    private mutating func cell(of column: Column, _ faults: Set<Fault>) -> Text {
        switch column {
        case .blank: return customCell()
        case .custom: return fields.dice.chance(0.3) ? "" : customCell()
        case .field(let name):
            guard let value = fields.value(of: name, faults) else { return "" }
            return fields.dice.chance(0.05)
                ? Text(" " + text(of: value).string + "  ") : text(of: value)
        }
    }

    /// A file of text holds no NUL.
    private mutating func customCell() -> Text {
        Text(fields.customText().bytes.filter { $0 != 0 })
    }

    private mutating func text(of value: JSON) -> Text {
        switch value {
        case .string(let text): return text
        case .bool(true): return fields.dice.pick(["true", "YES", "y", "T", "1", "True"])
        case .bool(false): return fields.dice.pick(["false", "No", "n", "F", "0", "FALSE"])
        default: return value.compact
        }
    }

    private mutating func written(_ cells: [Text]) -> [UInt8] {
        Array(cells.map { written($0).bytes }.joined(separator: Array(delimiter.utf8)))
    }

    private mutating func written(_ cell: Text) -> Text {
        let marks = Array("\"\r\n\(delimiter)".utf8)
        let needsQuotes = cell.bytes.contains(where: marks.contains)
        guard needsQuotes || fields.dice.chance(0.1) else { return cell }
        let doubled = cell.bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }
        return Text([0x22] + doubled + [0x22])
    }
}
