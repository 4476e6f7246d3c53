import Testing

@testable import Contacts

@Suite("A wrong configuration")
struct ConfigurationErrorTests {
    @Test(
        "is refused with its place and what is allowed",
        arguments: [
            ("[]", "", "must be an object"),
            (#"{"acounts":[]}"#, "", #"unknown key "acounts": did you mean accounts?"#),
            (#"{"accounts":{}}"#, "accounts", "must be an array"),
            (#"{"accounts":[{}]}"#, "accounts[0]", "name is missing"),
            (#"{"accounts":[{"name":" "}]}"#, "accounts[0].name", "must not be blank"),
            (#"{"accounts":[{"name":1}]}"#, "accounts[0].name", "must be a string"),
            (
                #"{"accounts":[{"name":"A"},{"name":"A"}]}"#, "accounts[1].name",
                "is already the name of accounts[0]"
            ),
            (
                #"{"dnc":"+14155550101"}"#, "dnc",
                #"must be an array of phone numbers or {"file": "numbers.txt"}"#
            ),
            (#"{"dnc":{"fil":"x"}}"#, "dnc", #"unknown key "fil": did you mean file?"#),
            (
                "{\"accounts\":[\n  {]}", "line 2, column 4",
                "This is not valid JSON; write one object as RFC 8259 has it."
            ),
        ])
    func refused(json: String, place: String, message: String) {
        #expect(throws: ConfigurationError(place: place, message)) { try read(json) }
    }

    @Test(
        "of an account is refused with its place",
        arguments: [
            (
                #""status":"actve""#, ".status",
                "must be one of active, suspended, deleted: did you mean active?"
            ),
            (
                #""settings":{"region":"USA"}"#, ".settings.region",
                #"must be a region of two letters, such as "US" or "GB""#
            ),
            (
                #""settings":{"reject_voip_numbers":"no"}"#, ".settings.reject_voip_numbers",
                "must be true or false"
            ),
            (
                #""lists":[{"phone_number":"+18005551234"},{"phone_number":"8005551234"}]"#,
                ".lists[1].phone_number", "is already the number of accounts[0].lists[0]"
            ),
            (
                #""lists":[{"phone_number":true}]"#, ".lists[0].phone_number",
                #"must be a phone number, such as "+18005551234""#
            ),
        ])
    func refusedAccount(members: String, place: String, message: String) {
        #expect(throws: ConfigurationError(place: "accounts[0]" + place, message)) {
            try read(#"{"accounts":[{"name":"A",\#(members)}]}"#)
        }
    }

    @Test(
        "of a trigger is refused with its place",
        arguments: [
            (#"{"conditions":[]}"#, "", "operator is missing: write AND or OR"),
            (#"{"operator":"and"}"#, ".operator", "must be one of AND, OR: did you mean AND?"),
        ])
    func refusedTrigger(trigger: String, place: String, message: String) {
        #expect(throws: ConfigurationError(place: Self.triggerPlace + place, message)) {
            try readTrigger(trigger)
        }
    }

    @Test(
        "of a condition is refused with its place",
        arguments: [
            (#""type":"tag""#, ".type", "must be one of list, signup_method, custom_field"),
            (#""type":"custom_field","operator":"eq","value":1"#, "", "field is missing"),
            (
                #""type":"custom_field","field":"a","operator":"in","value":1"#, ".value",
                "must be an array"
            ),
            (
                #""type":"custom_field","field":"a","operator":"eq","value":null"#, ".value",
                "must be a string, a number, true or false"
            ),
            (
                #""type":"list","list_number":"+18005551234","value":1"#, "",
                #"unknown key "value": allowed are type, list_number"#
            ),
        ])
    func refusedCondition(members: String, place: String, message: String) {
        let whole = Self.triggerPlace + ".conditions[0]" + place
        #expect(throws: ConfigurationError(place: whole, message)) {
            try readTrigger(#"{"operator":"AND","conditions":[{\#(members)}]}"#)
        }
    }

    @Test("with a trigger nested too deep is refused, and one at the limit is read")
    func depth() throws {
        #expect(throws: Never.self) { try readTrigger(nested(JourneyTrigger.depthMax)) }
        #expect(throws: ConfigurationError.self) {
            try readTrigger(nested(JourneyTrigger.depthMax + 1))
        }
        #expect(throws: ConfigurationError.self) { try readTrigger(nested(10_000)) }
    }

    @Test("names its file, but for places in files that it names")
    func inFile() {
        let error = ConfigurationError(place: "dnc[0]", "must be …")
        #expect(error.inFile("a.json").description == "a.json: dnc[0]: must be …")
        let other = ConfigurationError(place: "dnc.txt:3", "is …")
        #expect(other.inFile("a.json").description == "dnc.txt:3: is …")
    }

    private static let triggerPlace = "accounts[0].journeys[0].trigger"

    private func nested(_ depth: Int) -> String {
        let condition = #"{"type":"custom_field","field":"a","operator":"in","value":[1]}"#
        return String(repeating: #"{"operator":"OR","groups":["#, count: depth - 1)
            + #"{"operator":"AND","conditions":[\#(condition)]}"#
            + String(repeating: "]}", count: depth - 1)
    }

    private func readTrigger(_ trigger: String) throws {
        try read(#"{"accounts":[{"name":"A","journeys":[{"name":"J","trigger":\#(trigger)}]}]}"#)
    }

    private func read(_ json: String) throws {
        _ = try WorkspaceConfiguration(parsing: Array(json.utf8), storedRegions: [:])
    }
}

@Suite("A journey's trigger")
struct TriggerStorageTests {
    @Test("comes back from its stored form")
    func roundTrip() throws {
        let trigger = JourneyTrigger.any([
            .list(18_005_551_234), .signupMethod("import"),
            .customField(name: "a \"b\" é", test: .equals(.number("1.0"))),
            .customField(name: "b", test: .notEquals(.boolean(false))),
            .customField(name: "c", test: .isIn([.string("x"), .number("12345678901234567890")])),
            .customField(name: "d", test: .isNotIn([])),
            .customField(name: "e", test: .exists(false)),
            .customField(name: "f", test: .contains("\n\u{1F600}")),
            .all([.any([]), .all([.signupMethod("api")])]),
        ])
        #expect(try JourneyTrigger(stored: trigger.json) == trigger)
    }

    @Test("at the depth limit comes back from its stored form")
    func deepest() throws {
        var trigger = JourneyTrigger.all([.customField(name: "a", test: .isIn([.number("1")]))])
        for _ in 1..<JourneyTrigger.depthMax { trigger = .any([trigger]) }
        #expect(try JourneyTrigger(stored: trigger.json) == trigger)
    }
}
