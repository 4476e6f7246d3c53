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

    /// Marks the pair; true when it was marked before.
    mutating func mark(list: Int32, contact: Int64) -> Bool {
        let list = Int(list)
        let page = Int(contact >> Int64(Self.pageBits))
        let bit = Int(contact) & ((1 << Self.pageBits) - 1)
        makeRoom(list: list, page: page)
        let mask: UInt64 = 1 << UInt64(bit & 63)
        let wasMarked = pages[list][page][bit >> 6] & mask != 0
        if !wasMarked { pages[list][page][bit >> 6] |= mask }
        return wasMarked
    }

    /// Marks a blocked number; true when it was marked before.
    mutating func markBlocked(list: Int32, phone: UInt64) -> Bool {
        !blocked.insert(NumberKey(list: list, phone: phone)).inserted
    }

    private mutating func makeRoom(list: Int, page: Int) {
        while pages.count <= list { pages.append([]) }
        while pages[list].count <= page { pages[list].append([]) }
        if pages[list][page].isEmpty {
            pages[list][page] = [UInt64](repeating: 0, count: 1 << (Self.pageBits - 6))
        }
    }
}
