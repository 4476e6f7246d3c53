import Contacts
import PhoneNumbers

extension ByteArena {
    /// Appends a validation payload as JSON, its keys in the order of the endpoint's.
    func append(_ payload: ValidationPayload) {
        append("{\"phone\":\"")
        write(bytesMax: PhoneNumber.bytesMax) {
            PhoneNumber(digits: payload.phone).write(into: $0)
        }
        append("\",")
        append(payload.answer.json)
        append(payload.isOnDNC ? ",\"on_dnc\":true" : ",\"on_dnc\":false")
        append(",\"disposition\":\"")
        append(payload.disposition.name)
        append("\",\"cost\":")
        append(payload.isCached ? "0" : Self.price)
        append(payload.isCached ? ",\"cached\":true}" : ",\"cached\":false}")
    }

    /// What every lookup costs that is not cached.
    private static let price = Money.dollars(mills: ValidationPayload.price)

    private func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }
}
