extension Contact {
    /// A new Contact; the row tells its carrier and line type only where the lookup knows nothing.
    init(_ request: Request, _ answer: Answer, at now: Moment) {
        let found = Contact.lineType(of: answer.lineType)
        carrier = answer.range?.carrier ?? request.carrier
        lineType = found == "UNKNOWN" ? request.lineType ?? found : found
        timezone = NumberingPlan.timezone(of: request.phone)
        createdAt = now
        updatedAt = now
    }

    static func lineType(of word: Text) -> Text {
        switch word {
        case "mobile": "CELL PHONE"
        case "fixed line": "LANDLINE"
        case "voip": "VOIP"
        default: "UNKNOWN"
        }
    }

    /// An answer that does not know the carrier or the line type takes neither away.
    mutating func learn(from validation: Validation, at now: Moment) {
        let before = self
        validationStatus = validation.disposition
        carrier = validation.answer.range?.carrier ?? carrier
        if validation.answer.lineType != "unknown" {
            lineType = Contact.lineType(of: validation.answer.lineType)
        }
        if self != before { updatedAt = now }
    }
}

extension ListContact {
    init(_ request: Request, in run: Run) {
        isActive = !request.optedOut
        optOutReason = request.optedOut ? run.optOutReason : nil
        signupMethod = run.signupMethod
        signupDate = request.signupDate.map { .at($0) } ?? .clock(ofRun: run.id)
        ipAddress = request.ipAddress
        url = request.url
        adNetworkSource = request.adNetworkSource
        adNetworkID = request.adNetworkID
        customFields = CustomFields.merge([], with: request)
        createdAt = run.now
        updatedAt = run.now
    }

    /// The ListContact after a later row: evidence is only filled in, never changed.
    func merged(with request: Request, in run: Run) -> ListContact {
        var contact = self
        if run.options.existing != "skip" { contact.takeFields(of: request, in: run) }
        if request.optedOut, !isOptedOut {
            contact.isActive = false
            contact.optOutReason = run.optOutReason
        } else if !isOptedOut {
            contact.isActive = true
            contact.optOutReason = nil
        }
        if contact != self { contact.updatedAt = run.now }
        return contact
    }

    private mutating func takeFields(of request: Request, in run: Run) {
        ipAddress = ipAddress ?? request.ipAddress
        url = url ?? request.url
        adNetworkSource = adNetworkSource ?? request.adNetworkSource
        adNetworkID = adNetworkID ?? request.adNetworkID
        customFields =
            run.options.existing == "fill"
            ? CustomFields.filled(customFields, with: request)
            : CustomFields.merge(customFields, with: request)
    }
}

enum CustomFields {
    /// Stored keys keep their place, new ones go behind them; a null removes its key.
    static func merge(_ stored: [JSON.Member], with request: Request) -> [JSON.Member] {
        guard let named = request.customFields else { return stored }
        var merged = request.replaceCustomFields ? [] : stored
        for var member in named {
            let old = JSON.object(stored)[member.name]
            if let old, request.isOfCells { member.value = retyped(member.value, as: old) }
            let place = merged.firstIndex { $0.name == member.name }
            switch (place, member.value) {
            case (let place?, .null): merged.remove(at: place)
            case (let place?, _): merged[place] = member
            case (nil, .null): continue
            case (nil, _): merged.append(member)
            }
        }
        return merged
    }

    /// Stored values stay; keys that are not there yet go behind.
    static func filled(_ stored: [JSON.Member], with request: Request) -> [JSON.Member] {
        let lacking = (request.customFields ?? []).filter { member in
            member.value != .null && !stored.contains { $0.name == member.name }
        }
        return stored + lacking
    }

    /// A cell that reads like the number or boolean stored is that value, not a new string.
    private static func retyped(_ cell: JSON, as old: JSON) -> JSON {
        switch old {
        case .number, .bool: .string(old.compact) == cell ? old : cell
        default: cell
        }
    }
}
