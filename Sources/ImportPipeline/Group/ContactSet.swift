/// Keys of Contacts, exact in little memory: one bit for each, in pages made when first needed.
struct ContactSet {
    /// 32,768 Contacts in 4 KiB.
    private static let pageBits = 15
    /// More than a Contact's key can be: a damaged key must not fill the memory.
    private static let contactsMax: Int64 = 1 << 40
    /// An empty page has no bit set.
    private var pages: [[UInt64]] = []

    /// False when it was there before.
    mutating func insert(_ contact: Int64) -> Bool {
        guard (0..<Self.contactsMax).contains(contact) else { return false }
        let (page, word, mask) = Self.place(of: contact)
        makeRoom(page)
        if pages[page][word] & mask != 0 { return false }
        pages[page][word] |= mask
        return true
    }

    func contains(_ contact: Int64) -> Bool {
        guard (0..<Self.contactsMax).contains(contact) else { return false }
        let (page, word, mask) = Self.place(of: contact)
        return page < pages.count && !pages[page].isEmpty && pages[page][word] & mask != 0
    }

    private static func place(of contact: Int64) -> (page: Int, word: Int, mask: UInt64) {
        let bit = Int(contact) & ((1 << pageBits) - 1)
        return (Int(contact >> Int64(pageBits)), bit >> 6, 1 << UInt64(bit & 63))
    }

    private mutating func makeRoom(_ page: Int) {
        while pages.count <= page { pages.append([]) }
        if pages[page].isEmpty {
            pages[page] = [UInt64](repeating: 0, count: 1 << (Self.pageBits - 6))
        }
    }
}
