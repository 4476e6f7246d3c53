import Testing

/// A workspace of one list, and rows given as the lines of a request.
private struct Bench {
    static let list: Phone = "+18005551234"
    static let phone: Phone = "+14155550123"
    static let key = ListContactKey(list: list, phone: phone)

    var model = Model()
    var run: Run

    init(
        rejectsVOIP: Bool = false, billing: Text = "active", journey: Trigger? = nil,
        blocklist: Set<Phone> = [], lineType: Text = "mobile"
    ) {
        let journeys = journey.map { [Journey(name: "Welcome", trigger: $0)] } ?? []
        let account = Account(
            name: "Acme", billing: billing, rejectsVOIP: rejectsVOIP,
            lists: [SendingList(number: Bench.list, name: "Main")], journeys: journeys,
            blocklist: blocklist)
        let range = NumberRange(prefix: "+1415555", carrier: "Carrier", lineType: lineType)
        model.configuration = Configuration(accounts: [account], ranges: [range])
        run = Run(id: 1, account: account)
        run.options.list = Bench.list
        for number in [Bench.list, Bench.phone, "+14151560123"] {
            run.readings.numbers[number] = .number(number, hasExtension: false)
        }
    }

    var listContact: ListContact? { model.listContacts[Bench.key] }

    mutating func add(_ members: String, of phone: Phone = phone) -> Response {
        let rest = members.isEmpty ? "" : ", " + members
        return model.add(Row(line: "{\"phone_number\": \"\(phone)\"\(Text(rest))}"), in: &run)
    }
}

@Suite("The model")
struct ModelTests {
    @Test("a number comes to a list once")
    func known() {
        var bench = Bench()
        #expect(bench.add("").effect == .created)
        let second = bench.add("")
        #expect(second.effect == .unchanged)
        #expect(second.isDuplicate)
        #expect(!second.isNewContact)
    }

    @Test(
        "the first check that fails is the one reported",
        arguments: [
            (#"{"phone_number":"#, "malformed_row"),
            (#"{"list_number":"x"}"#, "missing_phone_number"),
            (#"{"phone_number":"x","list_number":" "}"#, "missing_list_number"),
            (#"{"phone_number":"x","list_number":"y"}"#, "invalid_phone"),
            (#"{"phone_number":"+14155550123","list_number":"y"}"#, "invalid_list_number"),
            (#"{"phone_number":"+14155550123","list_number":"+14155550123"}"#, "list_not_found"),
            (#"{"phone_number":"+14155550123","force":1}"#, "invalid_field"),
            (#"{"phone_number":"+14155550123","signup_date":"soon"}"#, "invalid_signup_date"),
            (#"{"phone_number":"+14151560123"}"#, "not_sendable"),
        ])
    func checks(line: String, code: String) {
        var bench = Bench()
        let response = bench.model.add(Row(line: Text(line)), in: &bench.run)
        #expect(response.refusal?.code == Text(code))
    }

    @Test("custom fields merge, and null takes one away")
    func merging() {
        var bench = Bench()
        _ = bench.add(#""custom_fields": {"a": 1.0, "b": "x", "c": true}"#)
        _ = bench.add(#""custom_fields": {"d": 1e3, "b": null, "a": "new"}"#)
        #expect(
            JSON.object(bench.listContact?.customFields ?? []).compact
                == #"{"a":"new","c":true,"d":1e3}"#)
    }

    @Test("replacing leaves exactly the row's custom fields")
    func replacing() {
        var bench = Bench()
        _ = bench.add(#""custom_fields": {"a": 1, "b": 2}"#)
        _ = bench.add(#""custom_fields": {"c": 3, "a": null}, "replace_custom_fields": true"#)
        #expect(JSON.object(bench.listContact?.customFields ?? []).compact == #"{"c":3}"#)
    }

    @Test("a cell that reads like the stored number is that number")
    func cells() {
        var bench = Bench()
        _ = bench.add(#""custom_fields": {"score": 5, "vip": true}"#)
        let columns = Columns(header: ["Mobile", "score", "vip"])
        let row = Row(cells: [Bench.phone, "5", "yes"], under: columns)
        #expect(bench.model.add(row, in: &bench.run).effect == .updated)
        #expect(
            JSON.object(bench.listContact?.customFields ?? []).compact
                == #"{"score":5,"vip":"yes"}"#)
    }

    @Test("evidence is filled where there was none and never changed")
    func evidence() {
        var bench = Bench()
        _ = bench.add(#""url": "first""#)
        _ = bench.add(#""url": "second", "ip_address": "203.0.113.7""#)
        #expect(bench.listContact?.url == "first")
        #expect(bench.listContact?.ipAddress == "203.0.113.7")
    }

    @Test("nobody who opted out comes back by an import")
    func optOut() {
        var bench = Bench()
        #expect(bench.add(#""opted_out": true"#).effect == .created)
        #expect(bench.add(#""url": "new""#).effect == .skippedOptedOut)
        #expect(bench.add(#""opted_out": true"#).effect == .unchanged)
        #expect(bench.listContact?.isActive == false)
        #expect(bench.listContact?.url == nil)
    }

    @Test("a blocked number leaves no trace")
    func blocklist() {
        var bench = Bench(blocklist: [Bench.phone])
        #expect(bench.add(#""use_validation": true"#).effect == .skippedBlocked)
        #expect(bench.model.contacts.isEmpty)
        #expect(bench.model.ledger.isEmpty)
    }

    @Test("a number is paid once, and once more when forced")
    func payment() {
        var bench = Bench()
        let cached = [false, false, true, true].map { isForced in
            bench.add("\"use_validation\": true, \"force\": \(isForced)").validation?.isCached
        }
        #expect(cached == [false, true, false, true])
        #expect(bench.run.paidMills == 6)
    }

    @Test("without a payment method the row is refused before the cache")
    func billing() {
        var bench = Bench(billing: "none")
        let response = bench.add(#""use_validation": true"#)
        #expect(response.refusal == Refusal(status: 402, code: "no_billing_config"))
    }

    @Test("an invalid number is stored when its validation shows it")
    func invalidNumber() {
        var bench = Bench()
        let response = bench.add(#""use_validation": true"#, of: "+14151560123")
        #expect(response.validation?.disposition == "invalid")
        #expect(response.isNewContact)
    }

    @Test("a voip number refused after its lookup stays paid and cached")
    func voip() {
        var bench = Bench(rejectsVOIP: true, lineType: "voip")
        #expect(bench.add(#""use_validation": true"#).refusal == .notSendable)
        #expect(bench.model.contacts.isEmpty)
        #expect(bench.model.ledger.count == 1)
        #expect(bench.model.cache.count == 1)
    }

    @Test("a journey takes a contact once, and only new ones unless told otherwise")
    func journeys() {
        var bench = Bench(journey: Trigger(needsAll: true, conditions: [.list(Bench.list)]))
        #expect(bench.add("").warnings == [.journeyNotUsed("Welcome")])
        #expect(bench.add(#""use_journeys": true"#).journeysEnrolled == 0)
        let always = #""use_journeys": true, "skip_journey_if_exists": false"#
        #expect(bench.add(always).journeysEnrolled == 1)
        #expect(bench.add(always).journeysEnrolled == 0)
    }
}
