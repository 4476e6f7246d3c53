import Records

extension MappingDocument {
    /// Reads a mapping file; an error names the place in it.
    ///
    /// - Parameter name: the path, for messages.
    package init(parsing bytes: [UInt8], name: String) throws(ConfigurationError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            let line = bytes.prefix(error.offset).count { $0 == 0x0A } + 1
            throw ConfigurationError(place: "\(name):\(line)", error.sentence)
        }
        do {
            self = try Self.document(ConfigurationNode(value: value, place: ""), name: name)
        } catch {
            throw ConfigurationError(
                place: error.place.isEmpty ? name : "\(name): \(error.place)", error.message)
        }
    }

    private static func document(
        _ root: ConfigurationNode, name: String
    ) throws(ConfigurationError) -> MappingDocument {
        let members = try root.members(["header", "columns", "constants", "ignore"])
        var rules: [ColumnRule] = []
        if let columns = members["columns"] {
            guard case .object(let pairs) = columns.value else {
                throw columns.fault("must be an object")
            }
            for (column, value) in pairs {
                let node = ConfigurationNode(value: value, place: place(of: column))
                rules.append(try ColumnRule(node, column: column))
            }
        }
        for node in try members["ignore"]?.elements() ?? [] {
            rules.append(ColumnRule(column: try node.text(), target: .ignored))
        }
        return MappingDocument(
            name: name, hasHeader: try members["header"]?.bool() ?? true, rules: rules,
            constants: try constants(members["constants"]))
    }

    private static func constants(
        _ node: ConfigurationNode?
    ) throws(ConfigurationError) -> [ColumnMapping.Constant] {
        guard let node else { return [] }
        var constants: [ColumnMapping.Constant] = []
        let members = try node.members(Field.allCases.map(\.name))
        for field in Field.allCases {
            guard let member = members[field.name] else { continue }
            if field == .customFields {
                constants += try customConstants(member)
            } else {
                constants.append(.field(field, text: try constant(field, member)))
            }
        }
        return constants
    }

    private static func constant(
        _ field: Field, _ node: ConfigurationNode
    ) throws(ConfigurationError) -> String {
        if field == .phoneNumber { throw node.fault("cannot be the same in every row") }
        if field.isBoolean { return try node.bool() ? "true" : "false" }
        if field == .listNumber, case .number(let text) = node.value { return text }
        return try node.text()
    }

    private static func customConstants(
        _ node: ConfigurationNode
    ) throws(ConfigurationError) -> [ColumnMapping.Constant] {
        guard case .object(let pairs) = node.value else { throw node.fault("must be an object") }
        return try pairs.map { (name, value) throws(ConfigurationError) in
            let node = ConfigurationNode(value: value, place: "\(node.place).\(name)")
            switch value {
            case .string(let text), .number(let text): return .custom(name: name, text: text)
            case .bool(let flag): return .custom(name: name, text: flag ? "true" : "false")
            default: throw node.fault("must be a string, a number, true or false")
            }
        }
    }
}

extension ColumnRule {
    fileprivate init(_ node: ConfigurationNode, column: String) throws(ConfigurationError) {
        if case .string(let word) = node.value {
            self.init(column: column, target: try Self.shortTarget(word, node))
            return
        }
        let members = try node.members([
            "field", "custom", "ignore", "undecided", "values", "label", "preferred", "samples",
        ])
        let targets = ["field", "custom", "ignore", "undecided"].filter { members[$0] != nil }
        guard targets.count == 1, let key = targets.first, let member = members[key] else {
            throw node.fault("needs one of field, custom, ignore")
        }
        self.init(column: column, target: try Self.target(key, member))
        try readValues(members["values"])
        try readPhone(members, node)
    }

    /// The short form: a field's name, `custom`, `custom_fields.NAME` or `ignore`.
    private static func shortTarget(
        _ word: String, _ node: ConfigurationNode
    ) throws(ConfigurationError) -> Target {
        let prefix = ColumnMapping.customPrefix
        if word == "ignore" { return .ignored }
        if word == "custom" { return .custom(name: nil) }
        if word.utf8.starts(with: prefix.utf8) {
            return .custom(name: String(word.dropFirst(prefix.count)))
        }
        return .field(try field(word, node))
    }

    private static func target(
        _ key: String, _ node: ConfigurationNode
    ) throws(ConfigurationError) -> Target {
        switch key {
        case "field": return .field(try field(try node.text(), node))
        case "undecided": return .undecided
        case "ignore":
            guard try node.bool() else { throw node.fault("must be true, or left out") }
            return .ignored
        default:
            guard case .string(let name) = node.value else { throw node.fault("must be a string") }
            return .custom(name: name)
        }
    }

    private static func field(
        _ word: String, _ node: ConfigurationNode
    ) throws(ConfigurationError) -> Field {
        let fields = Field.allCases.filter { $0 != .customFields }
        if let field = fields.first(where: { $0.name == word }) { return field }
        let meant = Field.named(word)?.name ?? NearMiss.of(word, among: fields.map(\.name))
        let hint =
            meant.map { ": did you mean \($0)?" }
            ?? ": fields are " + fields.map(\.name).joined(separator: ", ")
        throw node.fault("unknown field \"\(word.prefix(40))\"\(hint)")
    }

    private mutating func readValues(_ node: ConfigurationNode?) throws(ConfigurationError) {
        guard let node else { return }
        guard case .field(let field) = target, field != .phoneNumber else {
            throw node.fault("translates a field other than phone_number, nothing else")
        }
        guard case .object(let pairs) = node.value else { throw node.fault("must be an object") }
        values = ValueTable(
            try pairs.map { (word, value) throws(ConfigurationError) in
                let place = ConfigurationNode(value: value, place: "\(node.place).\(word)")
                return ValueTable.Entry(word: word, meaning: try Self.meaning(place, field))
            })
    }

    private static func meaning(
        _ node: ConfigurationNode, _ field: Field
    ) throws(ConfigurationError) -> ValueTable.Meaning {
        switch node.value {
        case .null: return .absent
        case .bool(let flag) where field.isBoolean: return flag ? .yes : .no
        case .string(let text) where !field.isBoolean: return .text(text)
        default:
            throw node.fault(
                field.isBoolean ? "must be true, false or null" : "must be a string or null")
        }
    }

    private mutating func readPhone(
        _ members: [String: ConfigurationNode], _ node: ConfigurationNode
    ) throws(ConfigurationError) {
        label = try members["label"]?.text()
        isPreferred = try members["preferred"]?.bool()
        guard label != nil || isPreferred != nil, target != .field(.phoneNumber) else { return }
        throw node.fault("label and preferred are for a column of phone_number")
    }
}
