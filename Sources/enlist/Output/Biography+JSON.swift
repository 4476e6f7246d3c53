import ContactStore
import Contacts
import ImportPipeline
import PhoneNumbers
import Records

/// What is known of a number, for programs.
extension Biography {
    var json: JSONObject {
        var object = JSONObject()
        object.add("phone_number", number.e164)
        object.add("known", json: "\(!isEmpty)")
        object.add("blocked", json: "\(history.isBlocked)")
        object.add("on_dnc", json: "\(history.isOnDNC)")
        object.add("contact", json: contact)
        object.add("lists", zip(history.memberships, listContactIDs).map(list))
        object.add("validation", json: validation)
        object.add("lookups", history.charges.map(lookup))
        object.add("total_cost", json: Money.dollars(mills: mills))
        object.add("journeys", history.enrolments.map(enrolment))
        object.add("jobs", traces.map(trace))
        object.add("not_known", unknown.map(note))
        return object
    }

    private var contact: String {
        guard let contact = history.contact else { return "null" }
        var object = JSONObject()
        object.add("contact_id", contactID)
        for field in contact.fields { object.add(field.name, json: field.json) }
        object.add("history", contact.events.map(event))
        return object.text
    }

    private func list(_ membership: NumberHistory.Membership, _ id: String) -> JSONObject {
        var object = JSONObject()
        object.add("list_number", PhoneNumber(digits: membership.list.phone).e164)
        object.add("name", membership.list.name)
        object.add("list_contact_id", id)
        var custom = JSONObject()
        for field in membership.history.fields {
            if let name = field.customName {
                custom.add(name, json: field.json)
            } else {
                object.add(field.name, json: field.json)
            }
        }
        object.add("custom_fields", json: custom.text)
        object.add("history", membership.history.events.map(event))
        return object
    }

    private func event(_ event: RecordHistory.Event) -> JSONObject {
        var object = JSONObject()
        let job = jobs[event.job]
        object.add("job", job.map { "\($0.id)" })
        object.add("at", job?.clock)
        object.add("what", event.kind.rawValue)
        guard let changes = event.changes else {
            object.add("changes", json: "null")
            return object
        }
        object.add("changes", changes.map(change))
        return object
    }

    private func change(_ change: FieldChange) -> JSONObject {
        var object = JSONObject()
        object.add("field", change.name)
        object.add("old", json: change.old ?? "null")
        object.add("new", json: change.new ?? "null")
        return object
    }

    private var validation: String {
        guard let validation = history.validation else { return "null" }
        let answer = validation.answer
        let disposition = Disposition(
            isValid: answer.isValid, lineType: answer.lineType, isOnDNC: history.isOnDNC)
        var object = JSONObject()
        object.add("valid", json: "\(answer.isValid)")
        object.add("line_type", answer.lineType.name)
        object.add("carrier", answer.carrier)
        object.add("carrier_raw", answer.carrierRaw)
        object.add("ported", json: "\(answer.isPorted)")
        object.add("country", answer.country)
        object.add("state", answer.state)
        object.add("city", answer.city)
        object.add("on_dnc", json: "\(history.isOnDNC)")
        object.add("disposition", disposition.name)
        object.add("job", "\(validation.job)")
        return object.text
    }

    private func lookup(_ charge: NumberHistory.Charge) -> JSONObject {
        var object = JSONObject()
        object.add("job", "\(charge.job)")
        object.add("at", charge.instant)
        object.add("cost", json: Money.dollars(mills: charge.mills))
        return object
    }

    private func enrolment(_ enrolment: NumberHistory.Enrolment) -> JSONObject {
        var object = JSONObject()
        object.add("journey", enrolment.journey)
        object.add("list_number", PhoneNumber(digits: enrolment.list).e164)
        object.add("job", "\(enrolment.job)")
        object.add("at", jobs[enrolment.job]?.clock)
        return object
    }

    private func trace(_ trace: JobTrace) -> JSONObject {
        var object = JSONObject()
        object.add("job", "\(trace.job.id)")
        object.add("kind", trace.job.kind)
        object.add("state", trace.job.state)
        object.add("at", trace.job.clock)
        object.add("inputs", json: trace.job.inputs)
        object.add("rows", trace.rows.map(row))
        return object
    }

    private func row(_ row: RowSearch.Row) -> JSONObject {
        var object = JSONObject()
        object.add("row", json: "\(row.number)")
        object.add("file", row.file)
        object.add("line", json: row.line.map { "\($0)" } ?? "null")
        object.add("came_as", row.raw)
        object.add("read_as", json: row.request ?? "null")
        object.add("response", json: row.response)
        return object
    }

    private func note(_ note: (job: Int64, reason: String)) -> JSONObject {
        var object = JSONObject()
        object.add("job", "\(note.job)")
        object.add("reason", note.reason)
        return object
    }
}

extension RecordedField {
    /// The name of a custom field; nil for the others.
    fileprivate var customName: String? {
        let prefix = "custom_fields."
        return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
    }
}
