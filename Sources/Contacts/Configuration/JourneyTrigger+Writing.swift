import PhoneNumbers
import Records

extension JourneyTrigger {
    /// The trigger as compact JSON in the words of the configuration; equal triggers give equal
    /// bytes.
    package var json: [UInt8] {
        var output: [UInt8] = []
        switch self {
        case .all, .any: write(to: &output)
        case .list, .signupMethod, .customField: JourneyTrigger.all([self]).write(to: &output)
        }
        return output
    }

    private func write(to output: inout [UInt8]) {
        switch self {
        case .all(let parts): Self.write(.all, parts, to: &output)
        case .any(let parts): Self.write(.any, parts, to: &output)
        case .list(let phone):
            let number = PhoneNumber(digits: phone).e164
            output += Array(#"{"type":"list","list_number":"\#(number)"}"#.utf8)
        case .signupMethod(let method):
            output += Array(#"{"type":"signup_method","value":"#.utf8)
            appendJSONString(of: method, to: &output)
            output.append(UInt8(ascii: "}"))
        case .customField(let name, let test):
            output += Array(#"{"type":"custom_field","field":"#.utf8)
            appendJSONString(of: name, to: &output)
            test.write(to: &output)
        }
    }

    /// Conditions come before groups, as the configuration has them apart; no rule looks at their
    /// order.
    private static func write(
        _ word: GroupOperator, _ parts: [JourneyTrigger], to output: inout [UInt8]
    ) {
        output += Array(#"{"operator":"\#(word.rawValue)","conditions":["#.utf8)
        write(parts.filter { !$0.isGroup }, to: &output)
        output += Array(#"],"groups":["#.utf8)
        write(parts.filter(\.isGroup), to: &output)
        output += Array("]}".utf8)
    }

    private static func write(_ parts: [JourneyTrigger], to output: inout [UInt8]) {
        for (index, part) in parts.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            part.write(to: &output)
        }
    }

    private var isGroup: Bool {
        switch self {
        case .all, .any: true
        case .list, .signupMethod, .customField: false
        }
    }
}

extension FieldTest {
    /// The rest of the condition, from its operator on.
    fileprivate func write(to output: inout [UInt8]) {
        output += Array(#","operator":"\#(word.rawValue)","value":"#.utf8)
        switch self {
        case .equals(let value), .notEquals(let value): value.write(to: &output)
        case .isIn(let values), .isNotIn(let values): Self.write(values, to: &output)
        case .exists(let expected): output += Array((expected ? "true" : "false").utf8)
        case .contains(let part): appendJSONString(of: part, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    private var word: FieldOperator {
        switch self {
        case .equals: .equals
        case .notEquals: .notEquals
        case .isIn: .isIn
        case .isNotIn: .isNotIn
        case .exists: .exists
        case .contains: .contains
        }
    }

    private static func write(_ values: [FieldValue], to output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            value.write(to: &output)
        }
        output.append(UInt8(ascii: "]"))
    }
}

extension FieldValue {
    fileprivate func write(to output: inout [UInt8]) {
        switch self {
        case .string(let text): appendJSONString(of: text, to: &output)
        case .number(let text): output += Array(text.utf8)
        case .boolean(let flag): output += Array((flag ? "true" : "false").utf8)
        }
    }
}
