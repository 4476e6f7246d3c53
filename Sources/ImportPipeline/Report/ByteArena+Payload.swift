import Contacts
import PhoneNumbers

extension ByteArena {
    /// Appends a validation payload as JSON, its keys in the order of the endpoint's.
    func append(_ payload: ValidationPayload) {
        let answer = payload.answer
        append("{\"phone\":\"")
        write(bytesMax: PhoneNumber.bytesMax) {
            PhoneNumber(digits: payload.phone).write(into: $0)
        }
        append(answer.isValid ? "\",\"valid\":true" : "\",\"valid\":false")
        append(",\"line_type\":\"")
        append(answer.lineType.name)
        append("\",\"carrier\":")
        append(json: answer.carrier)
        append(",\"carrier_raw\":")
        append(json: answer.carrierRaw)
        append(answer.isPorted ? ",\"ported\":true" : ",\"ported\":false")
        append(",\"country\":")
        append(json: answer.country)
        append(",\"state\":")
        append(json: answer.state)
        append(",\"city\":")
        append(json: answer.city)
        append(payload.isOnDNC ? ",\"on_dnc\":true" : ",\"on_dnc\":false")
        append(",\"disposition\":\"")
        append(payload.disposition.name)
        append("\",\"cost\":")
        append(Money.dollars(mills: payload.mills))
        append(payload.isCached ? ",\"cached\":true}" : ",\"cached\":false}")
    }

    private func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    /// A JSON string, or null.
    private func append(json text: String?) {
        guard var text else { return append("null" as StaticString) }
        text.withUTF8 { append(jsonString: $0) }
    }
}
