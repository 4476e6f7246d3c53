import Contacts
import PhoneNumbers

extension ByteArena {
    /// Appends a validation payload as JSON, its keys in the order of the endpoint's.
    ///
    /// - Parameter answers: what the payloads of its group say.
    func append(_ payload: ValidationPayload, _ answers: GroupAnswers) {
        append("{\"phone\":\"")
        write(bytesMax: PhoneNumber.bytesMax) {
            PhoneNumber(digits: payload.phone).write(into: $0)
        }
        append(restOf: payload, answers)
    }

    /// Appends what follows a payload's number, which stands in quotes.
    func append(restOf payload: ValidationPayload, _ answers: GroupAnswers) {
        append("\",")
        answers[payload.answer].appendJSON(to: self)
        append(PayloadEnd.text(of: payload))
    }
}

/// How payloads end, behind what the provider said: made once.
private enum PayloadEnd {
    static func text(of payload: ValidationPayload) -> [UInt8] {
        let flags = (payload.isOnDNC ? 2 : 0) + (payload.isCached ? 1 : 0)
        return all[Int(payload.disposition.rawValue) * 4 + flags]
    }

    private static let all = Disposition.allCases.flatMap { disposition in
        [(false, false), (false, true), (true, false), (true, true)].map { isOnDNC, isCached in
            let cost = isCached ? "0" : Money.dollars(mills: ValidationPayload.price)
            return Array(
                ",\"on_dnc\":\(isOnDNC),\"disposition\":\"\(disposition.name)\",\"cost\":\(cost),\"cached\":\(isCached)}"
                    .utf8)
        }
    }
}
