import Testing

@testable import Contacts

@Suite("A header")
struct ColumnMappingTests {
    @Test("maps names and aliases without regard to case, spaces, _ and -")
    func mapsAliases() throws {
        let mapping = decide(
            ["Mobile", "List-Number", "Consent Date", "City"])
        #expect(
            mapping.columns == [
                .field(.phoneNumber), .field(.listNumber), .field(.signupDate),
                .custom(name: "City"),
            ])
    }

    @Test("prefers the exact field name; columns that lose are custom fields")
    func prefersExactName() throws {
        let mapping = decide(["phone", "phone_number", "cell"])
        #expect(
            mapping.columns == [
                .custom(name: "phone"), .field(.phoneNumber), .custom(name: "cell"),
            ])
    }

    @Test("ignores a blank name with a warning, and extra columns when asked")
    func ignores() throws {
        let mapping = decide(["phone", " ", "City"], keepsExtra: false)
        #expect(mapping.columns == [.field(.phoneNumber), .ignored, .ignored])
        #expect(mapping.warnings == ["column 2 has no header and is ignored"])
    }

    @Test("takes custom_fields.NAME as the custom field NAME")
    func takesPrefix() throws {
        let mapping = decide(["phone_number", "custom_fields.url"])
        #expect(mapping.columns[1] == .custom(name: "url"))
    }

    @Test(
        "that cannot be used says why",
        arguments: [
            (
                ["name", "city"],
                "no column holds phone numbers (columns: name, city): name one phone_number"
            ),
            (
                ["<tel>415 555 2671", String(repeating: "x", count: 100)],
                "no column holds phone numbers (columns: …, \(String(repeating: "x", count: 60))): "
                    + "name one phone_number"
            ),
            (
                ["city", "ann@example.com"],
                "no column holds phone numbers (columns: city, …): name one phone_number"
            ),
            (
                ["phone", "City", "City"],
                "columns 2 and 3 have the same header \"City\": rename or remove one"
            ),
            (
                ["phone_number", "phone_number"],
                "columns 1 and 2 are both called phone_number: rename or remove one"
            ),
        ])
    func refuses(header: [String], message: String) {
        #expect(decide(header).faults == [ColumnMapping.Fault(message: message)])
    }

    @Test(
        "with two columns for one field asks which it is",
        arguments: [
            (["phone", "Consent Date", "optin_date"], "signup_date", "Consent Date", "optin_date"),
            (["Opt-in Date", "phone", "consent"], "signup_date", "consent", "Opt-in Date"),
            (["phone", "Signup Date", "SIGNUP-DATE"], "signup_date", "Signup Date", "SIGNUP-DATE"),
            (["phone", "consent date", "consent date"], "signup_date", "#2", "#3"),
            (["phone", "list", "Sending List"], "list_number", "list", "Sending List"),
            (["phone", "Opted Out", "opted-out"], "opted_out", "Opted Out", "opted-out"),
        ])
    func twoForOneField(header: [String], field: String, first: String, second: String) throws {
        let mapping = decide(header)
        #expect(
            mapping.faults.first?.message
                == "columns \"\(first)\" and \"\(second)\" can both be \(field): choose one with "
                + "--mapping FILE (`enlist mapping INPUT` prints a file to edit), or leave one out "
                + "with --ignore-column \"\(second)\"")
        var options = MappingOptions()
        options.ignored = [second]
        let chosen = ColumnMapping(header: header, options: options, sample: .none)
        #expect(chosen.faults.isEmpty)
        let column = ColumnMapping.Column.field(try #require(Field.named(field)))
        #expect(chosen.columns.filter { $0 == column }.count == 1)
    }

    @Test("prefers a field's own name to an alias, however it is spelled")
    func prefersOwnName() {
        let mapping = decide(["phone", "consent_date", "Signup Date"])
        #expect(mapping.faults.isEmpty)
        #expect(mapping.columns[1] == .custom(name: "consent_date"))
        #expect(mapping.columns[2] == .field(.signupDate))
    }

    @Test("of two columns for one field prints neither as decided")
    func twoForOneFieldAsFile() throws {
        let header = ["phone", "consent_date", "optin_date"]
        let first = decide(header)
        let text = MappingDocument(first).text(undecided: first.undecided, samples: [])
        #expect(text.contains(#""consent_date": {"undecided": "may be signup_date, as another"#))
        var options = MappingOptions()
        options.choice = .document(try MappingDocument(parsing: Array(text.utf8), name: "m.json"))
        let again = ColumnMapping(header: header, options: options, sample: .none)
        #expect(again.faults == first.faults)
        let chosen = text.replacing(/"optin_date": \{[^}]*\}/, with: #""optin_date": "custom""#)
        options.choice = .document(try MappingDocument(parsing: Array(chosen.utf8), name: "m.json"))
        let mended = ColumnMapping(header: header, options: options, sample: .none)
        #expect(mended.faults.isEmpty)
        #expect(mended.columns[1] == .field(.signupDate))
    }

    @Test("with several phone columns asks the mobile one first, then the others in order")
    func severalPhones() {
        let mapping = decide(["Home Phone", "City", "Phone", "Mobile"])
        #expect(mapping.phones.map(\.column) == [3, 0, 2])
        #expect(mapping.columns[1] == .custom(name: "City"))
        #expect(mapping.columns[0] == .field(.phoneNumber))
        #expect(mapping.faults.isEmpty)
    }

    @Test("takes a column called number only when no other is a phone's")
    func plainNumber() {
        #expect(decide(["number", "street"]).columns[0] == .field(.phoneNumber))
        #expect(decide(["number", "cell"]).columns[0] == .custom(name: "number"))
    }

    @Test("leaves out the columns that the user ignores, by name or place")
    func ignoresNamed() {
        var options = MappingOptions()
        options.ignored = ["home city", "#3", "nowhere"]
        let mapping = ColumnMapping(
            header: ["phone", "Home_City", "", "x"], options: options, sample: .none)
        #expect(
            mapping.columns == [.field(.phoneNumber), .ignored, .ignored, .custom(name: "x")])
    }

    @Test("of keys is not a preset's, which is said")
    func saysWhatAPresetDoesNotKnow() throws {
        var options = MappingOptions()
        options.choice = .preset(try #require(Preset.named("klaviyo")))
        let mapping = ColumnMapping(keys: ["Phone Number"], options: options, sample: .none)
        #expect(mapping.columns == [.custom(name: "Phone Number")])
        #expect(
            mapping.warnings == [
                "the preset klaviyo knows columns: keys are taken by their names; a mapping file "
                    + "says what others mean"
            ])
    }

    @Test("prints itself, a line for each column")
    func prints() {
        #expect(
            decide(["Phone", "Mobile", "City", ""]).lines == [
                "column 1 \"Phone\": phone_number, choice 2",
                "column 2 \"Mobile\": phone_number, choice 1",
                "column 3 \"City\": custom field \"City\"", "column 4 \"\": ignored",
            ])
    }
}

/// The mapping of a header without rows.
func decide(_ header: [String], keepsExtra: Bool = true) -> ColumnMapping {
    var options = MappingOptions()
    options.keepsExtra = keepsExtra
    return ColumnMapping(header: header, options: options, sample: .none)
}

extension ColumnSample {
    /// Rows below a header, on the lines from 2 on.
    init(_ rows: [[String]]) {
        self.init(
            rows: rows.enumerated().map { Row(line: UInt64($0.offset) + 2, cells: $0.element) })
    }
}
