import Testing

@testable import Contacts

@Suite("The export of another platform")
struct PresetTests {
    struct Export: CustomTestStringConvertible, Sendable {
        let preset: String
        /// What each column becomes: a field's name, `?`, or nothing for the others.
        let columns: [(String, String)]
        var testDescription: String { preset }
    }

    static let exports = [
        Export(
            preset: "klaviyo",
            columns: [
                ("Email", ""), ("Klaviyo ID", ""), ("First Name", ""),
                ("Phone Number", "phone_number"), ("IP Address", "ip_address"),
                ("Email Marketing Consent", ""), ("SMS Marketing Consent", "opted_out"),
                ("SMS Marketing Consent Timestamp", "signup_date"), ("Email Suppressions", ""),
            ]),
        Export(
            preset: "klaviyo",
            columns: [
                ("Phone Number", "phone_number"), ("Email Marketing Consent", "?"),
                ("Klaviyo ID", ""),
            ]),
        Export(
            preset: "mailchimp",
            columns: [
                ("Email Address", ""), ("First Name", ""), ("Phone Number", "phone_number"),
                ("MEMBER_RATING", ""), ("OPTIN_TIME", ""), ("OPTIN_IP", ""),
                ("CONFIRM_TIME", "signup_date"), ("CONFIRM_IP", "ip_address"),
                ("UNSUB_TIME", "opted_out"), ("UNSUB_REASON", ""), ("LEID", ""), ("NOTES", ""),
            ]),
        Export(
            preset: "postscript",
            columns: [
                ("customer_id", ""), ("phone_number", "phone_number"),
                ("subscriber_created_at_utc", "signup_date"), ("opt_out_time", "opted_out"),
                ("opt_out_reason", ""),
            ]),
        Export(
            preset: "shopify",
            columns: [
                ("Customer ID", ""), ("Email", ""), ("Accepts Email Marketing", ""),
                ("Default Address Phone", "phone_number"), ("Phone", "phone_number"),
                ("Accepts SMS Marketing", "opted_out"), ("Tags", ""),
            ]),
        Export(
            preset: "hubspot",
            columns: [
                ("Record ID", ""), ("Phone Number", "phone_number"),
                ("Mobile Phone Number", "phone_number"), ("Lead Status", ""),
                ("Unsubscribed from all email", "opted_out"),
                ("Opted out of email: One to One", ""), ("Marketing contact status", ""),
            ]),
        Export(
            preset: "google",
            columns: [
                ("First Name", ""), ("Labels", ""), ("Phone 1 - Label", ""),
                ("Phone 1 - Value", "phone_number"), ("Phone 2 - Label", ""),
                ("Phone 2 - Value", "phone_number"),
            ]),
        Export(
            preset: "google",
            columns: [("Name", ""), ("Phone 1 - Type", ""), ("Phone 1 - Value", "phone_number")]),
        Export(
            preset: "outlook",
            columns: [
                ("First Name", ""), ("E-mail Address", ""), ("Home Phone", "phone_number"),
                ("Mobile Phone", "phone_number"), ("Business Phone", "phone_number"),
                ("Home Fax", ""), ("Company Main Phone", ""),
            ]),
        Export(
            preset: "twilio",
            columns: [
                ("contact_id", "phone_number"), ("sender_id", ""), ("status", "opted_out"),
                ("date_of_consent", "signup_date"),
            ]),
        Export(
            preset: "sendgrid",
            columns: [
                ("EMAIL", ""), ("PHONE_NUMBER", "phone_number"), ("CONTACT_ID", ""),
                ("UPDATED_AT", ""),
            ]),
        Export(
            preset: "simpletexting",
            columns: [
                ("contactPhone", "phone_number"), ("firstName", ""),
                ("subscriptionStatus", "opted_out"),
            ]),
        Export(
            preset: "eztexting",
            columns: [
                ("PhoneNumber", "phone_number"), ("FirstName", ""), ("OptOut", "opted_out"),
                ("Groups", ""),
            ]),
        Export(
            preset: "attentive",
            columns: [
                ("phone", "phone_number"), ("opt_in", "signup_date"), ("opt_out", "opted_out"),
            ]),
    ]

    @Test("is known by its header", arguments: exports)
    func isKnown(export: Export) {
        let mapping = decide(export.columns.map(\.0))
        #expect(mapping.origin == .preset(export.preset))
        let found = mapping.columns.indices.map { index in
            if mapping.undecided[index] != nil { return "?" }
            if case .field(let field, _) = mapping.columns[index] { return field.name }
            return ""
        }
        #expect(found == export.columns.map(\.1))
    }

    @Test("is named as it is asked for", arguments: Preset.all.map(\.name))
    func isNamed(name: String) throws {
        #expect(try #require(Preset.named(name.uppercased())).name == name)
    }

    @Test("of this program itself raises no question, whatever its custom fields are called")
    func ownExport() {
        let header = [
            "phone_number", "list_number", "signup_date", "ip_address", "url", "ad_network_source",
            "ad_network_id", "opted_out", "status", "unsubscribed",
        ]
        let sample = ColumnSample([["1", "", "", "", "", "", "", "", "STOP", "yes"]])
        let mapping = ColumnMapping(header: header, options: MappingOptions(), sample: sample)
        #expect(mapping.faults.isEmpty)
        #expect(mapping.columns[8] == .custom(name: "status"))
    }

    @Test("tells who may be messaged where a date should stand")
    func answersForDates() {
        let header = ["phone", "opt_in", "opt_out"]
        let sample = ColumnSample([["1", "yes", "no"], ["2", "", ""], ["3", "no", "2024-02-01"]])
        let mapping = ColumnMapping(header: header, options: MappingOptions(), sample: sample)
        #expect(
            mapping.columns == [
                .field(.phoneNumber), .field(.optedOut, values: .consent),
                .field(.optedOut, values: .optOut),
            ])
        #expect(mapping.faults.isEmpty)
    }

    @Test("is read by a preset that the user names, whatever the header")
    func isForced() throws {
        var options = MappingOptions()
        options.choice = .preset(try #require(Preset.named("attentive")))
        let mapping = ColumnMapping(
            header: ["phone", "opt_out", "City"], options: options, sample: .none)
        #expect(
            mapping.columns == [
                .field(.phoneNumber), .field(.optedOut, values: .optOut), .custom(name: "City"),
            ])
        #expect(mapping.faults.isEmpty)
    }
}

@Suite("Words of an export")
struct ValueTableTests {
    @Test(
        "mean who left, whatever their case, spaces, _ and -",
        arguments: [
            ("SUBSCRIBED", ValueTable.Meaning.no), ("Subscribe", .no), ("yes", .no),
            ("NEVER_SUBSCRIBED", .yes), ("Never subscribed", .yes), ("Opted Out", .yes),
            ("opted-out", .yes), ("cleaned", .yes), ("FALSE", .yes), ("", .yes),
        ])
    func consent(word: String, meaning: ValueTable.Meaning) {
        #expect(Self.meaning(of: word, .consent) == meaning)
    }

    @Test("that the table does not have stand for themselves", arguments: ["maybe", "subscribed?"])
    func unknown(word: String) {
        #expect(Self.meaning(of: word, .consent) == nil)
    }

    @Test(
        "mean in a column of those who left that they did, unless they say that nobody does",
        arguments: [
            ("yes", ValueTable.Meaning.yes), ("2024-01-01", .yes), ("by phone", .yes), ("No", .no),
            ("false", .no), ("0", .no), ("n/a", .no), ("-", .no), ("opted-in", .no),
        ])
    func optOut(word: String, meaning: ValueTable.Meaning) {
        #expect(Self.meaning(of: word, .optOut) == meaning)
        #expect(Self.meaning(of: "", .optOut) == nil)
    }

    @Test("mean by * whatever fills the cell")
    func any() {
        #expect(Self.meaning(of: "2024-01-01", .whenFilled) == .yes)
        #expect(Self.meaning(of: "", .whenFilled) == nil)
    }

    private static func meaning(of word: String, _ table: ValueTable) -> ValueTable.Meaning? {
        var word = word
        return word.withUTF8 { table.meaning(of: $0) }
    }
}
