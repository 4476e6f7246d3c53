extension Response {
    typealias Field = Expectation.Field

    /// The line of the report; a single add prints that of its only row.
    ///
    /// - Parameter place: where the row stands in its file; nil: not compared.
    func expectation(row: Int, at place: RowPlace? = nil) -> Expectation {
        let start = [Field("row", .count(row))]
        if let refusal { return .object(start + fields(of: refusal, at: place)) }
        return .object(start + acceptedFields)
    }

    private func fields(of refusal: Refusal, at place: RowPlace?) -> [Field] {
        let fields = [
            Field("status", .count(refusal.status)), Field("code", .text(refusal.code)),
            Field("error", .sentence(at: place, isParsed: refusal != .malformedRow)),
        ]
        return fields + (phoneText.map { [Field("phone_number", .text($0))] } ?? [])
    }

    private var acceptedFields: [Field] {
        var fields = [Field("status", .count(200)), Field("success", .bool(true))]
        if let key {
            fields.append(Field("contact_id", .id(of: "contact \(key.phone)")))
            fields.append(Field("list_contact_id", .id(of: "\(key.list) \(key.phone)")))
        }
        fields.append(Field("is_new_contact", .bool(isNewContact)))
        fields.append(Field("is_new_list_contact", .bool(effect == .created)))
        fields.append(Field("journeys_enrolled", .count(journeysEnrolled)))
        if !warnings.isEmpty {
            let words = warnings.map { JSON.string($0.words) }
            fields.append(Field("warnings", .exactly(.array(words))))
        }
        if let validation { fields.append(Field("validation", validation.expectation)) }
        return fields
    }
}

extension Validation {
    typealias Field = Expectation.Field

    var expectation: Expectation {
        .object(
            [Field("phone", .text(phone))] + answer.fields + [
                Field("on_dnc", .bool(isOnDNC)), Field("disposition", .text(disposition)),
                Field("cost", .dollars(mills: costMills)), Field("cached", .bool(isCached)),
            ])
    }
}

extension Answer {
    typealias Field = Expectation.Field

    /// Where no range tells the place, the numbering plan's own words are not compared.
    var fields: [Field] {
        let place: (Text?) -> Expectation = { range == nil ? .anything : .text($0) }
        return [
            Field("valid", .bool(isValid)), Field("line_type", .text(lineType)),
            Field("carrier", .text(range?.carrier)), Field("carrier_raw", .text(range?.carrierRaw)),
            Field("ported", .bool(range?.ported ?? false)), Field("country", country),
            Field("state", place(range?.state)), Field("city", place(range?.city)),
        ]
    }

    /// A number the plan does not know may have a country all the same.
    private var country: Expectation {
        if let range { return .text(range.country) }
        return isValid ? .text("US") : .anything
    }
}
