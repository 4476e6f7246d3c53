/// A JSON text as a tree, for configurations and answers; rows are read from the tape.
///
/// Objects keep the order of their keys, numbers their source text.
package indirect enum JSONValue: Sendable {
    case object([(key: String, value: JSONValue)])
    case array([JSONValue])
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    /// Reads one JSON text, by the rules of `JSONTape`.
    package init(parsing bytes: [UInt8]) throws(JSONFault) {
        var tape = JSONTape()
        let fault = bytes.withUnsafeBufferPointer { tape.scan($0, from: 0, to: $0.count) }
        if let fault { throw fault }
        self = JSONTree(bytes: bytes, tokens: tape.tokens).value(at: 0)
    }

    /// The same, where it does not matter what is wrong; nil when something is.
    package static func parsed(_ bytes: some Sequence<UInt8>) -> JSONValue? {
        do { return try JSONValue(parsing: Array(bytes)) } catch { return nil }
    }

    /// Whether it is `true`.
    package var isTrue: Bool { if case .bool(true) = self { true } else { false } }

    /// Whether it is `null`.
    package var isNull: Bool { if case .null = self { true } else { false } }

    /// The value as a cell of a table; empty where it is `null` or has parts.
    package var cell: String {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .object, .array: ""
        }
    }

    /// The value of a key; `nil` when there is none or this is no object.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }
}

/// Builds the tree of a scanned text; the depth limit of the tape bounds the recursion.
private struct JSONTree {
    let bytes: [UInt8]
    let tokens: [JSONToken]

    func value(at index: Int) -> JSONValue {
        let token = tokens[index]
        switch token.kind {
        case .object: return .object(members(of: index))
        case .array: return .array(elements(of: index))
        case .string: return .string(text(of: token))
        case .number: return .number(text(of: token))
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .null: return .null
        }
    }

    private func members(of object: Int) -> [(key: String, value: JSONValue)] {
        var members: [(key: String, value: JSONValue)] = []
        var index = object + 1
        while index < Int(tokens[object].next) {
            members.append((text(of: tokens[index]), value(at: index + 1)))
            index = Int(tokens[index + 1].next)
        }
        return members
    }

    private func elements(of array: Int) -> [JSONValue] {
        var elements: [JSONValue] = []
        var index = array + 1
        while index < Int(tokens[array].next) {
            elements.append(value(at: index))
            index = Int(tokens[index].next)
        }
        return elements
    }

    private func text(of token: JSONToken) -> String {
        var text: [UInt8] = []
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            JSONText.unescape(base, token, into: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension JSONValue {
    /// The value as compact JSON.
    package var json: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func append(to bytes: inout [UInt8]) {
        switch self {
        case .string(let text): appendJSONString(of: text, to: &bytes)
        case .number(let text): bytes += Array(text.utf8)
        case .bool(let value): bytes += Array((value ? "true" : "false").utf8)
        case .null: bytes += Array("null".utf8)
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                bytes.append(UInt8(ascii: index == 0 ? "[" : ","))
                element.append(to: &bytes)
            }
            bytes += Array((elements.isEmpty ? "[]" : "]").utf8)
        case .object(let members):
            for (index, member) in members.enumerated() {
                bytes.append(UInt8(ascii: index == 0 ? "{" : ","))
                appendJSONString(of: member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.append(to: &bytes)
            }
            bytes += Array((members.isEmpty ? "{}" : "}").utf8)
        }
    }
}
