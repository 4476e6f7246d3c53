import PhoneNumbers
import Testing

@testable import ContactStore
@testable import Contacts

@Suite("Applying a configuration")
struct ApplyTests {
    @Test("creates what it names and says so")
    func creates() throws {
        let folder = try TestFolder()
        #expect(
            try folder.apply(exampleConfiguration) == [
                "created account \"Acme\"", "created list +18005551234 \"Main\"",
                "created journey \"Welcome\"",
                "added 1 number to the blocklist of account \"Acme\"", "added 1 number to dnc",
            ])
        let workspace = try Workspace(reading: folder.workspacePath)
        let account = try #require(try workspace.accounts().first)
        #expect(account.region == .us && account.billing == .active && !account.rejectsVoip)
        let list = try #require(try workspace.lists().first)
        #expect(list.phone == 18_005_551_234 && list.tag < 1 << ListTag.bits)
        let journey = try #require(try workspace.journeys(of: account.id).first)
        #expect(journey.trigger == .all([.list(18_005_551_234)]))
    }

    @Test("changes nothing the second time")
    func twice() throws {
        let folder = try TestFolder()
        try folder.apply(exampleConfiguration)
        #expect(try folder.apply(exampleConfiguration).isEmpty)
    }

    @Test("finds an account by its name, however its letters are put together")
    func composedNames() throws {
        let folder = try TestFolder()
        _ = try folder.apply(#"{"accounts":[{"name":"Caf\u00e9","billing":"active"}]}"#)
        let changes = try folder.apply(
            #"{"accounts":[{"name":"Cafe\u0301","billing":"suspended"},{"name":"Cafe"}]}"#)
        #expect(changes == ["updated account \"Caf\u{e9}\": billing", "created account \"Cafe\""])
        #expect(try folder.rows("SELECT billing FROM accounts") == ["suspended", "none"])
    }

    @Test("leaves what it does not name")
    func keepsTheRest() throws {
        let folder = try TestFolder()
        try folder.apply(exampleConfiguration)
        let changes = try folder.apply(#"{"accounts":[{"name":"Acme","billing":"suspended"}]}"#)
        #expect(changes == ["updated account \"Acme\": billing"])
        #expect(
            try folder.rows("SELECT name || owner_email || status FROM accounts")
                == ["Acmeops@example.comactive"])
        #expect(try folder.rows("SELECT name FROM lists") == ["Main"])
        #expect(try folder.rows("SELECT count(*) FROM dnc") == ["1"])
    }

    @Test("gives a new account no billing and a new journey no start")
    func defaults() throws {
        let folder = try TestFolder()
        try folder.apply(
            """
            {"accounts":[{"name":"New","lists":[{"phone_number":"800-555-1234"}],
             "journeys":[{"name":"J","trigger":{"operator":"OR"}}]}]}
            """)
        let account = try #require(try folder.workspace().accounts().first)
        #expect(account.billingRefusal?.code == .noBillingConfig)
        #expect(try folder.rows("SELECT status FROM journeys") == ["draft"])
        #expect(try folder.rows("SELECT name FROM lists") == ["+18005551234"])
    }

    @Test("leaves everything as it was when its last part is wrong")
    func allOrNothing() throws {
        let folder = try TestFolder()
        try folder.apply(exampleConfiguration)
        let wrong = """
            {"accounts":[{"name":"Acme","status":"suspended"},
             {"name":"Other","lists":[{"phone_number":"+18005551234"}]}]}
            """
        #expect(
            throws: ConfigurationError(
                place: "accounts[1].lists[0].phone_number",
                "belongs to another account: a number sends for one account only")
        ) { try folder.apply(wrong) }
        #expect(try folder.rows("SELECT name || status FROM accounts") == ["Acmeactive"])
    }

    @Test("reads numbers in the region that the account has")
    func storedRegion() throws {
        let folder = try TestFolder()
        try folder.apply(#"{"accounts":[{"name":"Brit","settings":{"region":"GB"}}]}"#)
        try folder.apply(#"{"accounts":[{"name":"Brit","blocklist":["020 7946 0958"]}]}"#)
        #expect(try folder.rows("SELECT phone FROM blocklist") == ["442079460958"])
    }

    @Test("refuses a journey on a list that is not the account's")
    func foreignList() throws {
        let folder = try TestFolder()
        let json = """
            {"accounts":[{"name":"A","journeys":[{"name":"J","trigger":{"operator":"AND","groups":
             [{"operator":"OR","conditions":[{"type":"list","list_number":"+18005550000"}]}]}}]}]}
            """
        let place = "accounts[0].journeys[0].trigger.groups[0].conditions[0].list_number"
        #expect(
            throws: ConfigurationError(
                place: place, "is no list of this account: add it to lists")
        ) { try folder.apply(json) }
    }

    @Test("gives a list the same tag wherever the secret is the same")
    func tags() {
        let secret = [UInt8](0..<32)
        let tag = ListTag.tag(of: 18_005_551_234, secret: secret)
        #expect(tag == ListTag.tag(of: 18_005_551_234, secret: secret))
        #expect(tag != ListTag.tag(of: 18_005_551_235, secret: secret))
        #expect(tag != ListTag.tag(of: 18_005_551_234, secret: secret.reversed()))
        #expect(tag >> ListTag.bits == 0)
    }
}
