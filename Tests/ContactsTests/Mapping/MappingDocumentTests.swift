import Testing

@testable import Contacts

@Suite("A mapping file")
struct MappingDocumentTests {
    @Test("says of each column what it means, in short or in full")
    func maps() throws {
        let mapping = try decide(
            ["Handy", "Ort", "Notiz", "Konto", "Abo", "email"],
            by: """
                {"columns": {"Handy": "phone_number", "ort": {"custom": "city"}, "Notiz": "ignore",
                             "#4": {"ignore": true, "samples": ["x"]},
                             "Abo": {"field": "opted_out", "values": {"weg": true, "da": false}}}}
                """)
        #expect(mapping.faults.isEmpty)
        #expect(mapping.origin == .document("m.json"))
        #expect(
            mapping.columns == [
                .field(.phoneNumber), .custom(name: "city"), .ignored, .ignored,
                .field(
                    .optedOut,
                    values: ValueTable([
                        .init(word: "weg", meaning: .yes), .init(word: "da", meaning: .no),
                    ])), .custom(name: "email"),
            ])
    }

    @Test("gives constants and a list of columns to ignore")
    func constants() throws {
        let mapping = try decide(
            ["phone", "a"],
            by: """
                {"constants": {"list_number": 18005551234, "use_journeys": true,
                               "custom_fields": {"source": "crm", "n": 1.0}},
                 "ignore": ["A"]}
                """)
        #expect(
            mapping.constants == [
                .field(.listNumber, text: "18005551234"), .field(.useJourneys, text: "true"),
                .custom(name: "source", text: "crm"), .custom(name: "n", text: "1.0"),
            ])
        #expect(mapping.columns == [.field(.phoneNumber), .ignored])
    }

    @Test(
        "that is wrong is refused with the place in it",
        arguments: [
            ("{\"columns\": {\n  \"a\": }}", "m.json:2: This is not valid JSON"),
            ("[]", "m.json: must be an object"),
            (#"{"colums": {}}"#, "m.json: unknown key \"colums\": did you mean columns?"),
            (#"{"columns": []}"#, "m.json: columns: must be an object"),
            (
                #"{"columns": {"A": "phone_numbr"}}"#,
                "m.json: columns.A: unknown field \"phone_numbr\": did you mean phone_number?"
            ),
            (
                #"{"columns": {"A": {"field": "phone"}}}"#,
                "m.json: columns.A.field: unknown field \"phone\": did you mean phone_number?"
            ),
            (
                #"{"columns": {"A": {"samples": []}}}"#,
                "m.json: columns.A: needs one of field, custom, ignore"
            ),
            (
                #"{"columns": {"A": {"field": "url", "ignore": true}}}"#,
                "m.json: columns.A: needs one of field, custom, ignore"
            ),
            (
                #"{"columns": {"A": {"field": "opted_out", "values": {"x": "yes"}}}}"#,
                "m.json: columns.A.values.x: must be true, false or null"
            ),
            (
                #"{"columns": {"A": {"field": "url", "values": {"x": true}}}}"#,
                "m.json: columns.A.values.x: must be a string or null"
            ),
            (
                #"{"columns": {"A": {"custom": "a", "label": "B"}}}"#,
                "m.json: columns.A: label and preferred are for a column of phone_number"
            ),
            (
                #"{"constants": {"phone_number": "1"}}"#,
                "m.json: constants.phone_number: cannot be the same in every row"
            ),
            (#"{"constants": {"force": 1}}"#, "m.json: constants.force: must be true or false"),
            (
                #"{"constants": {"custom_fields": {"a": []}}}"#,
                "m.json: constants.custom_fields.a: must be a string, a number, true or false"
            ),
            (#"{"header": "no"}"#, "m.json: header: must be true or false"),
            (#"{"ignore": "A"}"#, "m.json: ignore: must be an array"),
        ])
    func refuses(text: String, message: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try document(text) }
        #expect(try #require(error).description.hasPrefix(message))
    }

    @Test(
        "that does not fit the input is refused with the place in it",
        arguments: [
            (
                #"{"columns": {"Citty": "custom"}}"#,
                "columns.Citty: the input has no such column: did you mean \"City\"?"
            ),
            (##"{"columns": {"#9": "custom"}}"##, "columns.#9: the input has 4 columns"),
            (
                #"{"columns": {"City": "url", "Page": "url"}}"#,
                "columns.Page: another column or constant is url already"
            ),
            (
                #"{"columns": {"Page": "url"}, "constants": {"url": "x"}}"#,
                "columns.Page: another column or constant is url already"
            ),
            (
                #"{"columns": {"Xyzzy": "ignore"}}"#,
                "columns.Xyzzy: the input has no such column"
            ),
            (
                ##"{"columns": {"City": "custom", "#2": "ignore"}}"##,
                "columns.#2: the file names this column twice"
            ),
            (
                #"{"columns": {"phone": {"field": "phone_number", "label": "Kind"}}}"#,
                "columns.phone.label: the input has no such column"
            ),
            (
                #"{"constants": {"custom_fields": {"City": "x"}}}"#,
                "constants.custom_fields.City: a column has this name, too"
            ),
        ])
    func doesNotFit(text: String, message: String) throws {
        let faults = try decide(["phone", "City", "Page", "a"], by: text).faults
        #expect(faults == [ColumnMapping.Fault(.document, message: message)])
    }

    @Test("names columns of one header by their places")
    func sameHeader() throws {
        let header = ["phone", "a", "a"]
        #expect(
            try decide(header, by: #"{"columns": {"a": "custom"}}"#).faults.first?.message
                == "columns.a: several columns have this name: write their places, such as \"#2\"")
        let mapping = try decide(
            header, by: ##"{"columns": {"#2": "custom", "#3": {"custom": "b"}}}"##)
        #expect(mapping.columns[1...] == [.custom(name: "a"), .custom(name: "b")])
        #expect(mapping.faults.isEmpty)
    }

    @Test("leaves an undecided column undecided")
    func undecided() throws {
        let text = #"{"columns": {"Status": {"undecided": "its name tells who left"}}}"#
        #expect(try decide(["phone", "Status"], by: text).faults.map(\.kind) == [.undecided])
        let decided = #"{"columns": {"Status": {"custom": "Status"}}}"#
        #expect(try decide(["phone", "Status"], by: decided).faults.isEmpty)
    }

    @Test(
        "printed from a mapping means the same",
        arguments: [
            ["phone", "City", "", "consent", "x\"y\\z"],
            ["Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value"],
            ["Home Phone", "Mobile", "Phone", "Status", "#1"],
            ["Accepts SMS Marketing", "Phone", "Default Address Phone", "custom_fields.a", "é"],
            ["MEMBER_RATING", "LEID", "Phone Number", "UNSUB_TIME", "CLEAN_TIME", "CONFIRM_TIME"],
            ["phone_number", "a", "A", "a ", "b"],
        ])
    func roundTrip(header: [String]) throws {
        let first = ColumnMapping(
            header: header, options: MappingOptions(), sample: .none)
        let text = MappingDocument(first).text(undecided: first.undecided, samples: [["a", "\n"]])
        let second = try decide(header, by: text)
        #expect(second.columns == first.columns)
        #expect(second.phones == first.phones)
        #expect(second.undecided == first.undecided)
        #expect(second.faults == first.faults)
        #expect(
            MappingDocument(second).text(undecided: second.undecided, samples: [["a", "\n"]])
                == text)
        #expect(try document(MappingDocument(first).json) == document(MappingDocument(second).json))
    }

    private func document(_ text: String) throws -> MappingDocument {
        try MappingDocument(parsing: Array(text.utf8), name: "m.json")
    }

    private func decide(_ header: [String], by text: String) throws -> ColumnMapping {
        var options = MappingOptions()
        options.choice = .document(try document(text))
        return ColumnMapping(header: header, options: options, sample: .none)
    }
}
