import Records

/// How a row's custom fields meet the stored ones.
package enum CustomFieldChange: Sendable {
    /// New values win and keep the key's place, other keys survive, new keys go behind, `null`
    /// removes (RFC 7396).
    case merge
    /// Only the row's fields stay.
    case replace
    /// Stored values stay; keys that are not there yet go behind.
    case fill
}

/// A ListContact's custom fields as stored: one compact JSON object of scalars, its keys in the
/// order they came, its strings in canonical form, its numbers as their source text.
package enum CustomFields {
    /// What a row's fields make of the stored ones.
    ///
    /// - Parameters:
    ///   - stored: the stored object; empty when there is none.
    ///   - row: the row's object.
    ///   - untyped: the row's values came from cells, so a stored number or boolean of the same
    ///     text is the same value.
    /// - Returns: the merged object, or nil when it equals the stored one.
    package static func merged(
        stored: UnsafeBufferPointer<UInt8>, row: UnsafeBufferPointer<UInt8>,
        change: CustomFieldChange,
        untyped: Bool
    ) -> [UInt8]? {
        if stored.hasSameBytes(as: row) { return nil }
        var merge = CustomFieldMerge(stored: members(of: stored), row: members(of: row))
        let result = merge.result(change, untyped: untyped)
        return stored.elementsEqual(result) || (stored.isEmpty && result == empty) ? nil : result
    }

    private static let empty = Array("{}".utf8)

    /// Whether the members `"a":1,"b":2` have a key; `key` is decoded.
    static func contains(
        key: UnsafeBufferPointer<UInt8>, inMembers text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var wanted: [UInt8] = []
        appendJSONString(of: key, to: &wanted)
        let object = [UInt8(ascii: "{")] + text + [UInt8(ascii: "}")]
        return object.withUnsafeBufferPointer { object in
            members(of: object).contains { $0.key.elementsEqual(wanted) }
        }
    }

    /// The members of an object, keys with their quotes, values as their source text.
    ///
    /// Valid as long as the object's bytes stay in place.
    static func members(of object: UnsafeBufferPointer<UInt8>) -> [Member] {
        var scan = MemberScan(object)
        var members: [Member] = []
        while let member = scan.next() { members.append(member) }
        return members
    }

    /// A member of an object whose bytes stay in place.
    struct Member {
        /// Canonical JSON string, quotes included.
        let key: UnsafeBufferPointer<UInt8>
        let kind: JSONKind
        /// Source text; of a string with its quotes.
        let value: UnsafeBufferPointer<UInt8>

        /// The text without the quotes of a string.
        var text: UnsafeBufferPointer<UInt8> {
            kind == .string
                ? UnsafeBufferPointer(rebasing: value.dropFirst().dropLast()) : value
        }
    }
}

extension CustomFields.Member {
    /// Whether the key is this name, byte by byte: `String` takes canonical equivalents as equal.
    func isNamed(_ name: String) -> Bool {
        let key = UnsafeBufferPointer(rebasing: key.dropFirst().dropLast())
        if key.contains(UInt8(ascii: "\\")) {
            return Self.decoded(self.key).elementsEqual(name.utf8)
        }
        return key.elementsEqual(name.utf8)
    }

    var fieldValue: FieldValue {
        switch kind {
        case .string: .string(String(decoding: Self.decoded(value), as: UTF8.self))
        case .true, .false: .boolean(kind == .true)
        default: .number(String(decoding: value, as: UTF8.self))
        }
    }

    /// The bytes that a JSON string with its quotes stands for.
    private static func decoded(_ string: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let text = string.dropFirst().dropLast()
        guard text.contains(UInt8(ascii: "\\")) else { return Array(text) }
        var tape = JSONTape()
        var bytes: [UInt8] = []
        guard tape.scan(string, from: 0, to: string.count) == nil else { return [] }
        JSONTape.unescape(string, tape.tokens[0], to: &bytes)
        return bytes
    }
}
