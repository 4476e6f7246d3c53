import ContactStore
import Contacts

/// Which (list, number) pairs the job has accepted so far, exact in little memory: one bit for each
/// Contact and list, in pages made when first needed.
struct SeenContacts {
    private struct NumberKey: Hashable {
        let list: Int32
        let phone: UInt64
    }

    /// 32,768 Contacts in 4 KiB.
    private static let pageBits = 15
    /// By list, then by page of Contacts; an empty page has no bit set.
    private var pages: [[[UInt64]]] = []
    /// Blocked numbers need not be Contacts; their count is bounded by the blocklist.
    private var blocked: Set<NumberKey> = []
    /// What was marked first since the last ``takeFresh()``, at most one for each row of a group.
    private var fresh: [FreshKey] = []

    private struct FreshKey {
        let list: Int32
        let isBlocked: Bool
        let value: UInt64
    }

    /// Marks the pair; true when it was marked before.
    mutating func mark(list: Int32, contact: Int64) -> Bool {
        let wasMarked = set(list: Int(list), contact: contact)
        if !wasMarked {
            fresh.append(FreshKey(list: list, isBlocked: false, value: UInt64(contact)))
        }
        return wasMarked
    }

    /// Marks a blocked number; true when it was marked before.
    mutating func markBlocked(list: Int32, phone: UInt64) -> Bool {
        guard blocked.insert(NumberKey(list: list, phone: phone)).inserted else { return true }
        fresh.append(FreshKey(list: list, isBlocked: true, value: phone))
        return false
    }

    /// The pairs that were marked first since the last call, packed for the job.
    mutating func takeFresh(lists: [RunList]) -> [UInt8] {
        defer { fresh.removeAll(keepingCapacity: true) }
        return SeenKeys.pack(
            fresh.map {
                SeenKeys.Key(
                    isBlocked: $0.isBlocked, list: lists[Int($0.list)].id, value: $0.value)
            })
    }

    /// Marks what an earlier part of the job has seen; a list that is gone meets no row any more.
    mutating func restore(_ packed: [UInt8], lists: [RunList]) throws(StoreError) {
        try SeenKeys.unpack(packed) { key in
            guard let list = lists.firstIndex(where: { $0.id == key.list }) else { return }
            if key.isBlocked {
                blocked.insert(NumberKey(list: Int32(list), phone: key.value))
            } else if key.value < Self.contactsMax {
                _ = set(list: list, contact: Int64(key.value))
            }
        }
    }

    /// More than a Contact's key can be.
    private static let contactsMax: UInt64 = 1 << 40

    private mutating func set(list: Int, contact: Int64) -> Bool {
        let page = Int(contact >> Int64(Self.pageBits))
        let bit = Int(contact) & ((1 << Self.pageBits) - 1)
        makeRoom(list: list, page: page)
        let mask: UInt64 = 1 << UInt64(bit & 63)
        let wasMarked = pages[list][page][bit >> 6] & mask != 0
        if !wasMarked { pages[list][page][bit >> 6] |= mask }
        return wasMarked
    }

    private mutating func makeRoom(list: Int, page: Int) {
        while pages.count <= list { pages.append([]) }
        while pages[list].count <= page { pages[list].append([]) }
        if pages[list][page].isEmpty {
            pages[list][page] = [UInt64](repeating: 0, count: 1 << (Self.pageBits - 6))
        }
    }
}
