import Records

/// A ListContact's custom fields as stored: one compact JSON object of scalars, its keys in the order
/// they came, its strings in canonical form, its numbers as their source text.
package enum CustomFields {
    /// Merges a row's fields into the stored ones: new values win and keep the key's place, other
    /// keys survive, new keys go behind, `null` removes (RFC 7396).
    ///
    /// - Parameters:
    ///   - stored: the stored object; empty when there is none.
    ///   - row: the row's object.
    ///   - untyped: the row's values came from cells, so a stored number or boolean of the same text
    ///     is the same value.
    /// - Returns: the merged object, or nil when it equals the stored one.
    package static func merged(
        stored: UnsafeBufferPointer<UInt8>, row: UnsafeBufferPointer<UInt8>, replacing: Bool,
        untyped: Bool
    ) -> [UInt8]? {
        if stored.elementsEqual(row) { return nil }
        var merge = CustomFieldMerge(stored: members(of: stored), row: members(of: row))
        let result = merge.result(replacing: replacing, untyped: untyped)
        return stored.elementsEqual(result) || (stored.isEmpty && result == empty) ? nil : result
    }

    private static let empty = Array("{}".utf8)

    /// Whether the members `"a":1,"b":2` have a key; `key` is decoded.
    static func contains(key: UnsafeBufferPointer<UInt8>, inMembers text: [UInt8]) -> Bool {
        var wanted: [UInt8] = []
        appendJSONString(of: key, to: &wanted)
        let object = [UInt8(ascii: "{")] + text + [UInt8(ascii: "}")]
        return object.withUnsafeBufferPointer { members(of: $0) }.contains { $0.key == wanted }
    }

    /// The members of an object, keys with their quotes, values as their source text.
    static func members(of object: UnsafeBufferPointer<UInt8>) -> [Member] {
        var tape = JSONTape()
        guard !object.isEmpty, tape.scan(object, from: 0, to: object.count) == nil else {
            return []
        }
        let tokens = tape.tokens
        var members: [Member] = []
        var index = 1
        while index < tokens.count {
            members.append(Member(tokens[index], tokens[index + 1], object))
            index = Int(tokens[index + 1].next)
        }
        return members
    }

    struct Member: Equatable {
        /// Canonical JSON string, quotes included.
        let key: [UInt8]
        let kind: JSONKind
        /// Source text; of a string with its quotes.
        let value: [UInt8]

        init(_ key: JSONToken, _ value: JSONToken, _ bytes: UnsafeBufferPointer<UInt8>) {
            self.key = Array(bytes[(Int(key.start) - 1)..<(Int(key.end) + 1)])
            kind = value.kind
            let quotes = value.kind == .string ? 1 : 0
            self.value = Array(bytes[(Int(value.start) - quotes)..<(Int(value.end) + quotes)])
        }

        /// The text without the quotes of a string.
        var text: ArraySlice<UInt8> { kind == .string ? value.dropFirst().dropLast() : value[...] }
    }
}

/// One merge of two objects.
private struct CustomFieldMerge {
    let stored: [CustomFields.Member]
    let row: [CustomFields.Member]
    private var output: [UInt8] = [UInt8(ascii: "{")]

    init(stored: [CustomFields.Member], row: [CustomFields.Member]) {
        self.stored = stored
        self.row = row
    }

    mutating func result(replacing: Bool, untyped: Bool) -> [UInt8] {
        if replacing {
            let byKey = Dictionary(stored.map { ($0.key, $0) }) { first, _ in first }
            for member in row { append(chosen(member, over: byKey[member.key], untyped)) }
        } else {
            mergeAll(untyped)
        }
        output.append(UInt8(ascii: "}"))
        return output
    }

    private mutating func mergeAll(_ untyped: Bool) {
        let rowByKey = Dictionary(row.map { ($0.key, $0) }) { first, _ in first }
        var storedKeys = Set<[UInt8]>()
        for member in stored {
            storedKeys.insert(member.key)
            append(rowByKey[member.key].map { chosen($0, over: member, untyped) } ?? member)
        }
        for member in row where !storedKeys.contains(member.key) { append(member) }
    }

    private func chosen(
        _ new: CustomFields.Member, over stored: CustomFields.Member?, _ untyped: Bool
    ) -> CustomFields.Member {
        guard untyped, let stored, stored.kind != .string, stored.text == new.text else {
            return new
        }
        return stored
    }

    private mutating func append(_ member: CustomFields.Member) {
        if member.kind == .null { return }
        if output.count > 1 { output.append(UInt8(ascii: ",")) }
        output += member.key
        output.append(UInt8(ascii: ":"))
        output += member.value
    }
}

extension CustomFields.Member {
    /// The key as journeys compare it.
    var name: String.UTF8Key { String.UTF8Key(bytes: Self.decoded(key)) }

    var fieldValue: FieldValue {
        switch kind {
        case .string: .string(String(decoding: Self.decoded(value), as: UTF8.self))
        case .true, .false: .boolean(kind == .true)
        default: .number(String(decoding: value, as: UTF8.self))
        }
    }

    /// The bytes that a JSON string with its quotes stands for.
    private static func decoded(_ string: [UInt8]) -> [UInt8] {
        var tape = JSONTape()
        var bytes: [UInt8] = []
        string.withUnsafeBufferPointer { text in
            guard tape.scan(text, from: 0, to: text.count) == nil else { return }
            JSONTape.unescape(text, tape.tokens[0], to: &bytes)
        }
        return bytes
    }
}
