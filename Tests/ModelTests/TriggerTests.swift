import Testing

@Suite("The model's triggers")
struct TriggerTests {
    private func contact(_ customFields: Text) throws -> ListContact {
        var contact = ListContact(
            signupMethod: "import", signupDate: .at(""), createdAt: .at(""), updatedAt: .at(""))
        guard case .object(let members) = try JSONReader.read(customFields) else { return contact }
        contact.customFields = members
        return contact
    }

    private func matches(_ comparison: Trigger.Comparison, _ customFields: Text) throws -> Bool {
        let trigger = Trigger(needsAll: false, conditions: [.customField("f", comparison)])
        return trigger.matches(try contact(customFields), on: "+18005551234")
    }

    @Test(
        "numbers compare by value, everything else by text",
        arguments: [
            (#"{"f":5}"#, #""5.0""#, true),
            (#"{"f":"5"}"#, "0.5e1", true),
            (#"{"f":"5"}"#, #""5.0""#, false),
            (#"{"f":12345678901234567890}"#, "12345678901234567891", false),
            (#"{"f":-0}"#, "0", true),
            (#"{"f":1000}"#, "1E+3", true),
            (#"{"f":true}"#, #""true""#, true),
            (#"{"f":true}"#, "1", false),
            (#"{"f":"e\u0301"}"#, #""\u00e9""#, false),
            (#"{"f":" 5"}"#, "5", false),
        ])
    func equality(customFields: String, value: String, isEqual: Bool) throws {
        let value = try JSONReader.read(Text(value))
        #expect(try matches(.equals(value), Text(customFields)) == isEqual)
        #expect(try matches(.differs(value), Text(customFields)) != isEqual)
        #expect(try matches(.isOneOf([.null, value]), Text(customFields)) == isEqual)
        #expect(try matches(.isNoneOf([value]), Text(customFields)) != isEqual)
    }

    @Test("a missing field differs from everything")
    func missing() throws {
        #expect(try matches(.differs(.null), "{}"))
        #expect(try matches(.isNoneOf([]), "{}"))
        #expect(try matches(.exists(false), "{}"))
        #expect(try !matches(.equals(.string("")), "{}"))
        #expect(try !matches(.contains(""), "{}"))
        #expect(try !matches(.exists(nil), "{}"))
    }

    @Test("an empty group matches nothing")
    func empty() throws {
        let empty = Trigger(needsAll: true)
        let nested = Trigger(needsAll: true, conditions: [.list("+18005551234")], groups: [empty])
        #expect(try !empty.matches(contact("{}"), on: "+18005551234"))
        #expect(try !nested.matches(contact("{}"), on: "+18005551234"))
    }
}
