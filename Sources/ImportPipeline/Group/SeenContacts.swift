import ContactStore
import Contacts

/// Which (list, number) pairs the job has accepted so far, exact in little memory.
struct SeenContacts {
    private struct NumberKey: Hashable {
        let list: Int32
        let phone: UInt64
    }

    /// By list.
    private var contacts: [ContactSet] = []
    /// Blocked numbers need not be Contacts; their count is bounded by the blocklist.
    private var blocked: Set<NumberKey> = []
    /// What was marked first since the last ``takeFresh(lists:)``, at most one for each row of a
    /// group.
    private var fresh: [FreshKey] = []

    private struct FreshKey {
        let list: Int32
        let kind: SeenKeys.Kind
        let value: UInt64
    }

    /// Marks the pair; true when it was marked before.
    mutating func mark(list: Int32, contact: Int64) -> Bool {
        let wasMarked = set(list: Int(list), contact: contact)
        if !wasMarked {
            fresh.append(FreshKey(list: list, kind: .contact, value: UInt64(contact)))
        }
        return wasMarked
    }

    /// Marks a blocked number; true when it was marked before.
    mutating func markBlocked(list: Int32, phone: UInt64) -> Bool {
        guard blocked.insert(NumberKey(list: list, phone: phone)).inserted else { return true }
        fresh.append(FreshKey(list: list, kind: .blockedNumber, value: phone))
        return false
    }

    /// Notes the number of a refused row.
    mutating func noteRefused(list: Int32, phone: UInt64) {
        fresh.append(FreshKey(list: list, kind: .refusedNumber, value: phone))
    }

    /// The pairs that were marked first since the last call, packed for the job.
    mutating func takeFresh(lists: [RunList]) -> [UInt8] {
        defer { fresh.removeAll(keepingCapacity: true) }
        return SeenKeys.pack(
            fresh.map {
                SeenKeys.Key(
                    kind: $0.kind, list: lists[Int($0.list)].id, value: $0.value)
            })
    }

    /// Marks what an earlier part of the job has seen; a list that is gone meets no row any more.
    ///
    /// - Parameter room: as for ``SeenKeys``.
    mutating func restore(
        _ packed: [UInt8], lists: [RunList], room: inout UInt64
    ) throws(StoreError) {
        try SeenKeys.unpack(packed, room: &room) { key in
            guard let list = lists.firstIndex(where: { $0.id == key.list }) else { return }
            switch key.kind {
            case .contact: _ = set(list: list, contact: Int64(clamping: key.value))
            case .blockedNumber: blocked.insert(NumberKey(list: Int32(list), phone: key.value))
            case .refusedNumber: break
            }
        }
    }

    private mutating func set(list: Int, contact: Int64) -> Bool {
        while contacts.count <= list { contacts.append(ContactSet()) }
        return !contacts[list].insert(contact)
    }
}
