/// A row that passed every check of its own fields.
struct Request {
    static let sizeMax = 4_000
    static let lineTypes: [Text] = ["CELL PHONE", "VOIP", "LANDLINE", "UNKNOWN"]

    let phone: Phone
    let hasExtension: Bool
    let list: Phone
    let useJourneys: Bool
    let skipJourneyIfExists: Bool
    let signupDate: Text?
    let ipAddress: Text?
    let url: Text?
    /// Nil when the row names none; a null value removes its key.
    let customFields: [JSON.Member]?
    let replaceCustomFields: Bool
    let adNetworkSource: Text?
    let adNetworkID: Text?
    let useValidation: Bool
    let force: Bool
    let optedOut: Bool
    let carrier: Text?
    let lineType: Text?
    let isOfCells: Bool

    /// Checks in the order of the table of errors; the first failure wins.
    init(_ row: Row, in run: Run) throws {
        guard let members = row.members else { throw Refusal.malformedRow }
        guard row.size <= Request.sizeMax else { throw Refusal.payloadTooLarge }
        let fields = Fields(members: members, run: run)
        let phone = try fields.named("phone_number", orElse: "missing_phone_number")
        let listDefault = run.options.list.map { JSON.string($0) }
        let list = try fields.named("list_number", orElse: "missing_list_number", listDefault)
        (self.phone, hasExtension) = try fields.number(phone, orElse: "invalid_phone")
        self.list = try fields.number(list, orElse: "invalid_list_number").phone
        try fields.checkList(self.list)

        useJourneys = try fields.claim("use_journeys") ?? run.options.useJourneys
        skipJourneyIfExists =
            try fields.claim("skip_journey_if_exists") ?? run.options.skipJourneyIfExists
        signupDate = try fields.date("signup_date")
        ipAddress = try fields.text("ip_address")
        url = try fields.text("url")
        customFields = try fields.customFields(keepsUnknown: run.options.keepsUnknown ?? false)
        replaceCustomFields =
            try fields.claim("replace_custom_fields") ?? run.options.replaceCustomFields
        adNetworkSource = try fields.text("ad_network_source")
        adNetworkID = try fields.text("ad_network_id")
        useValidation = try fields.claim("use_validation") ?? run.options.useValidation
        force = try fields.claim("force") ?? run.options.force
        optedOut = try fields.claim("opted_out") ?? false
        carrier = try fields.text("carrier")
        lineType = try fields.text("line_type")
        isOfCells = row.isOfCells
        if let lineType, !Request.lineTypes.contains(lineType) { throw Refusal.invalidField }
    }
}

/// The members of one row, read by type.
private struct Fields {
    let members: [JSON.Member]
    let run: Run

    /// The value of a name; `null` is absent.
    private func value(_ name: Text) -> JSON? {
        let value = JSON.object(members)[name]
        return value == .null ? nil : value
    }

    func named(_ name: Text, orElse code: Text, _ preset: JSON? = nil) throws -> JSON {
        guard let value = value(name) ?? preset else { throw Refusal(code: code) }
        if case .string(let text) = value, text.isBlank { throw Refusal(code: code) }
        return value
    }

    /// A JSON integer is read by its source text.
    func number(_ value: JSON, orElse code: Text) throws -> (phone: Phone, hasExtension: Bool) {
        var source: Text?
        if case .string(let text) = value { source = text }
        if case .number(let text) = value, !text.bytes.contains(where: ".eE".utf8.contains) {
            source = text
        }
        guard let source, case .number(let phone, let hasExtension) = run.readings.numbers[source]
        else { throw Refusal(code: code) }
        return (phone, hasExtension)
    }

    func checkList(_ number: Phone) throws {
        let list = run.account.lists.first { $0.number == number }
        guard let list, list.status != "deleted" else { throw Refusal(code: "list_not_found") }
    }

    func claim(_ name: Text) throws -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let claim) = value else { throw Refusal.invalidField }
        return claim
    }

    func text(_ name: Text) throws -> Text? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw Refusal.invalidField }
        return text
    }

    func date(_ name: Text) throws -> Text? {
        guard let text = try text(name) else { return nil }
        guard let date = run.readings.dates[text] else {
            throw Refusal(code: "invalid_signup_date")
        }
        return date
    }

    /// Names that no request has go behind the custom fields, which win over one of the same name.
    func customFields(keepsUnknown: Bool) throws -> [JSON.Member]? {
        var fields: [JSON.Member]?
        if let value = value("custom_fields") {
            guard case .object(let named) = value else { throw Refusal.invalidField }
            fields = named
        }
        let known = Columns.texts + Columns.booleans + ["custom_fields"]
        for member in members where keepsUnknown && !known.contains(member.name) {
            if JSON.object(fields ?? [])[member.name] == nil { fields = (fields ?? []) + [member] }
        }
        let isNested = fields?.contains { $0.value.isNested } ?? false
        if isNested { throw Refusal.invalidField }
        return fields
    }
}

extension JSON {
    fileprivate var isNested: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
