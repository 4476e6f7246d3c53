import PhoneNumbers
import Records

extension JourneyTrigger {
    /// Groups inside each other. JSON nests two levels for a group, and its reader stops at 64 for
    /// the whole file.
    package static let depthMax = 24
    /// Conditions and groups of one trigger: each is evaluated for every new row.
    static let partsMax = 1000

    /// Reads a trigger as ``json`` wrote it.
    package init(stored: [UInt8]) throws {
        let node = ConfigurationNode(value: try JSONValue(parsing: stored), place: "")
        var reading = TriggerReading(reader: PhoneReader(region: .us))
        self = try reading.group(node, depth: 1)
    }
}

/// Reads one trigger and remembers the lists that it names.
struct TriggerReading {
    let reader: PhoneReader
    /// Lists that conditions name, each with its place, in the order they came.
    private(set) var lists: [(phone: UInt64, place: String)] = []
    private var parts = 0

    init(reader: PhoneReader) { self.reader = reader }

    mutating func group(
        _ node: ConfigurationNode, depth: Int
    ) throws(ConfigurationError) -> JourneyTrigger {
        guard depth <= JourneyTrigger.depthMax else {
            throw node.fault("groups are nested more than \(JourneyTrigger.depthMax) deep")
        }
        let members = try node.members(["operator", "conditions", "groups"])
        var parts: [JourneyTrigger] = []
        for condition in try members["conditions"]?.elements() ?? [] {
            parts.append(try self.condition(condition))
        }
        for group in try members["groups"]?.elements() ?? [] {
            parts.append(try self.group(group, depth: depth + 1))
        }
        try count(parts.count, at: node)
        guard let word = members["operator"] else {
            throw node.fault("operator is missing: write AND or OR")
        }
        switch try word.word() as GroupOperator {
        case .all: return .all(parts)
        case .any: return .any(parts)
        }
    }

    private mutating func count(
        _ count: Int, at node: ConfigurationNode
    ) throws(ConfigurationError) {
        parts += count
        guard parts <= JourneyTrigger.partsMax else {
            throw node.fault("the trigger has more than \(JourneyTrigger.partsMax) parts")
        }
    }

    private mutating func condition(
        _ node: ConfigurationNode
    ) throws(ConfigurationError) -> JourneyTrigger {
        let members = try node.members(["type", "list_number", "field", "operator", "value"])
        switch try Self.required("type", members, of: node).word() as ConditionType {
        case .list:
            let members = try node.members(["type", "list_number"])
            let list = try Self.required("list_number", members, of: node)
            let phone = try list.phone(reader)
            lists.append((phone, list.place))
            return .list(phone)
        case .signupMethod:
            let members = try node.members(["type", "value"])
            return .signupMethod(try Self.required("value", members, of: node).text())
        case .customField:
            let members = try node.members(["type", "field", "operator", "value"])
            let name = try Self.required("field", members, of: node).text()
            return .customField(name: name, test: try FieldTest(members, of: node))
        }
    }

    static func required(
        _ key: String, _ members: [String: ConfigurationNode], of node: ConfigurationNode
    ) throws(ConfigurationError) -> ConfigurationNode {
        guard let member = members[key] else { throw node.fault("\(key) is missing") }
        return member
    }
}

enum GroupOperator: String, CaseIterable {
    case all = "AND"
    case any = "OR"
}

private enum ConditionType: String, CaseIterable {
    case list
    case signupMethod = "signup_method"
    case customField = "custom_field"
}

enum FieldOperator: String, CaseIterable {
    case equals = "eq"
    case notEquals = "ne"
    case isIn = "in"
    case isNotIn = "not_in"
    case exists
    case contains
}

extension FieldTest {
    fileprivate init(
        _ members: [String: ConfigurationNode], of node: ConfigurationNode
    ) throws(ConfigurationError) {
        let word = try TriggerReading.required("operator", members, of: node)
        let test: FieldOperator = try word.word()
        if test == .exists {
            self = .exists(try members["value"]?.bool() ?? true)
            return
        }
        let value = try TriggerReading.required("value", members, of: node)
        switch test {
        case .equals: self = .equals(try value.fieldValue())
        case .notEquals: self = .notEquals(try value.fieldValue())
        case .isIn: self = .isIn(try value.fieldValues())
        case .isNotIn: self = .isNotIn(try value.fieldValues())
        case .contains, .exists: self = .contains(try value.part())
        }
    }
}

extension ConfigurationNode {
    fileprivate func fieldValue() throws(ConfigurationError) -> FieldValue {
        switch value {
        case .string(let text): return .string(text)
        case .number(let text): return .number(text)
        case .bool(let flag): return .boolean(flag)
        default: throw fault("must be a string, a number, true or false")
        }
    }

    fileprivate func fieldValues() throws(ConfigurationError) -> [FieldValue] {
        var values: [FieldValue] = []
        for element in try elements() { values.append(try element.fieldValue()) }
        return values
    }

    /// The text that a value must contain; the empty one would match every value there is.
    fileprivate func part() throws(ConfigurationError) -> String {
        guard case .string(let text) = value, !text.isEmpty else {
            throw fault("must be a string that is not empty")
        }
        return text
    }
}
