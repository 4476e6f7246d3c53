import Testing

@testable import Contacts

@Suite("A header")
struct ColumnMappingTests {
    @Test("maps names and aliases without regard to case, spaces, _ and -")
    func mapsAliases() throws {
        let mapping = try ColumnMapping(
            header: ["Mobile", "List-Number", "Consent Date", "City"], extra: true)
        #expect(
            mapping.columns == [
                .field(.phoneNumber), .field(.listNumber), .field(.signupDate),
                .custom(name: "City"),
            ])
    }

    @Test("prefers the exact field name; columns that lose are custom fields")
    func prefersExactName() throws {
        let mapping = try ColumnMapping(header: ["phone", "phone_number", "cell"], extra: true)
        #expect(
            mapping.columns == [
                .custom(name: "phone"), .field(.phoneNumber), .custom(name: "cell"),
            ])
    }

    @Test("ignores a blank name with a warning, and extra columns when asked")
    func ignores() throws {
        let mapping = try ColumnMapping(header: ["phone", " ", "City"], extra: false)
        #expect(mapping.columns == [.field(.phoneNumber), .ignored, .ignored])
        #expect(mapping.warnings == ["column 2 has no header and is ignored"])
    }

    @Test("takes custom_fields.NAME as the custom field NAME")
    func takesPrefix() throws {
        let mapping = try ColumnMapping(header: ["phone_number", "custom_fields.url"], extra: true)
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
        #expect(throws: ColumnMapping.Fault(message: message)) {
            try ColumnMapping(header: header, extra: true)
        }
    }
}
