import Testing

@testable import Contacts

@Suite("Public ids")
struct PublicIDTests {
    let maker = PublicIDMaker(secret: (0..<32).map { UInt8($0) })

    @Test("are 24 lower-case hex digits and never change")
    func areStable() {
        let id = maker.contactID(of: 14_155_551_234)
        #expect(id == "9f1b15e064712a578b21d8c1")
        #expect(maker.listContactID(of: 14_155_551_234, listTag: 77).count == 24)
    }

    @Test("differ for every number, list and kind")
    func differ() {
        var seen = Set<String>()
        for phone in UInt64(14_155_550_000)..<14_155_553_000 {
            seen.insert(maker.contactID(of: phone))
            for tag in [0, 1, (1 << 45) - 1] as [UInt64] {
                seen.insert(maker.listContactID(of: phone, listTag: tag))
            }
        }
        #expect(seen.count == 4 * 3_000)
    }

    @Test("depend on the secret")
    func dependOnSecret() {
        let other = PublicIDMaker(secret: [UInt8](repeating: 7, count: 32))
        #expect(other.contactID(of: 14_155_551_234) != maker.contactID(of: 14_155_551_234))
    }
}
