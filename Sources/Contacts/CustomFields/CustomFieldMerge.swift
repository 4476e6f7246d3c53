import Records

/// One merge of two objects of scalars, member by member.
struct CustomFieldMerge {
    private let stored: MemberIndex
    private let row: MemberIndex
    private var output: [UInt8] = [UInt8(ascii: "{")]

    init(stored: [CustomFields.Member], row: [CustomFields.Member]) {
        self.stored = MemberIndex(stored)
        self.row = MemberIndex(row)
    }

    mutating func result(_ change: CustomFieldChange, untyped: Bool) -> [UInt8] {
        switch change {
        case .replace:
            for member in row.members { append(chosen(member, over: stored[member], untyped)) }
        case .fill:
            for member in stored.members { append(member) }
            for member in row.members where stored[member] == nil { append(member) }
        case .merge:
            for member in stored.members {
                append(row[member].map { chosen($0, over: member, untyped) } ?? member)
            }
            for member in row.members where stored[member] == nil { append(member) }
        }
        output.append(UInt8(ascii: "}"))
        return output
    }

    private func chosen(
        _ new: CustomFields.Member, over stored: CustomFields.Member?, _ untyped: Bool
    ) -> CustomFields.Member {
        guard untyped, let stored, stored.kind != .string, stored.text.hasSameBytes(as: new.text)
        else {
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

/// Members by their key: looked through when they are few, hashed when they are many.
private struct MemberIndex {
    let members: [CustomFields.Member]
    private let byKey: [[UInt8]: Int]?

    /// Up to here looking at each member is quicker than hashing; most rows have fewer.
    private static let scannedMax = 32

    init(_ members: [CustomFields.Member]) {
        self.members = members
        guard members.count > Self.scannedMax else {
            byKey = nil
            return
        }
        let pairs = members.enumerated().map { (Array($1.key), $0) }
        byKey = Dictionary(pairs) { first, _ in first }
    }

    /// The member with the key of another.
    subscript(other: CustomFields.Member) -> CustomFields.Member? {
        if let byKey { return byKey[Array(other.key)].map { members[$0] } }
        return members.first { $0.key.hasSameBytes(as: other.key) }
    }
}
