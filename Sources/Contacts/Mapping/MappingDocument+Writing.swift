import Records

extension MappingDocument {
    /// The file, a line for each column.
    ///
    /// - Parameters:
    ///   - undecided: why nobody decided about a column, by its index.
    ///   - samples: values of each column.
    package func text(undecided: [Int: String], samples: [[String]]) -> String {
        var output = Array("{\n  \"header\": \(hasHeader),\n  \"columns\": {".utf8)
        var separator = "\n    "
        for (index, rule) in rules.enumerated() where rule.target != .field(.customFields) {
            output += Array(separator.utf8)
            separator = ",\n    "
            appendJSONString(of: rule.column, to: &output)
            output += Array(": ".utf8)
            var object = ObjectText(separator: ", ", colon: ": ")
            object.add(rule, reason: undecided[index])
            object.add("samples", ObjectText.list(index < samples.count ? samples[index] : []))
            output += object.bytes
        }
        output += Array((rules.isEmpty ? "}" : "\n  }").utf8)
        if !constants.isEmpty {
            output += Array(",\n  \"constants\": ".utf8) + constantsText(separator: ", ", ": ")
        }
        return String(decoding: output + Array("\n}\n".utf8), as: UTF8.self)
    }

    /// The same on one line without samples, for a job's options.
    package var json: String {
        var columns = ObjectText(separator: ",", colon: ":")
        for rule in rules where rule.target != .field(.customFields) {
            var object = ObjectText(separator: ",", colon: ":")
            object.add(rule, reason: nil)
            columns.add(rule.column, object.bytes)
        }
        var all = ObjectText(separator: ",", colon: ":")
        all.add("header", Array("\(hasHeader)".utf8))
        all.add("columns", columns.bytes)
        if !constants.isEmpty { all.add("constants", constantsText(separator: ",", ":")) }
        return String(decoding: all.bytes, as: UTF8.self)
    }

    private func constantsText(separator: String, _ colon: String) -> [UInt8] {
        var fields = ObjectText(separator: separator, colon: colon)
        var custom = ObjectText(separator: separator, colon: colon)
        for constant in constants {
            switch constant {
            case .field(let field, let text):
                let value = field.isBoolean ? Array(text.utf8) : ObjectText.string(text)
                fields.add(field.name, value)
            case .custom(let name, let text): custom.add(name, ObjectText.string(text))
            }
        }
        if !custom.isEmpty { fields.add(Field.customFields.name, custom.bytes) }
        return fields.bytes
    }
}

/// A JSON object that is written member by member.
private struct ObjectText {
    let separator: String
    let colon: String
    private var members: [UInt8] = []

    init(separator: String, colon: String) {
        self.separator = separator
        self.colon = colon
    }

    var isEmpty: Bool { members.isEmpty }
    var bytes: [UInt8] { Array("{".utf8) + members + Array("}".utf8) }

    mutating func add(_ key: String, _ json: [UInt8]) {
        if !members.isEmpty { members += Array(separator.utf8) }
        appendJSONString(of: key, to: &members)
        members += Array(colon.utf8) + json
    }

    mutating func add(_ rule: ColumnRule, reason: String?) {
        switch rule.target {
        case .field(let field): add("field", Self.string(field.name))
        case .custom(let name): add("custom", Self.string(name ?? rule.column))
        case .ignored: add("ignore", Array("true".utf8))
        case .undecided: add("undecided", Self.string(reason ?? "nobody decided"))
        }
        if let values = rule.values {
            var words = ObjectText(separator: separator, colon: colon)
            for entry in values.entries { words.add(entry.word, Self.json(entry.meaning)) }
            add("values", words.bytes)
        }
        if let label = rule.label { add("label", Self.string(label)) }
        if let isPreferred = rule.isPreferred { add("preferred", Array("\(isPreferred)".utf8)) }
    }

    private static func json(_ meaning: ValueTable.Meaning) -> [UInt8] {
        switch meaning {
        case .yes: Array("true".utf8)
        case .no: Array("false".utf8)
        case .absent: Array("null".utf8)
        case .text(let text): string(text)
        }
    }

    static func string(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        appendJSONString(of: text, to: &bytes)
        return bytes
    }

    static func list(_ texts: [String]) -> [UInt8] {
        Array("[".utf8) + Array(texts.map(string).joined(separator: Array(", ".utf8)))
            + Array("]".utf8)
    }
}
