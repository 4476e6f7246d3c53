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
