import ContactStore
import Foundation
import PhoneNumbers
import Records

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Builds the HTTP request of a call.
struct CallBody {
    let options: ProviderOptions
    let account: Int64
    let job: Int64
    /// The workspace's own, so that equal accounts of two workspaces have different keys.
    let secret: [UInt8]

    /// The protocol's body; all numbers of a call are forced, or none.
    static func json(_ asks: [ValidationAsk]) -> [UInt8] {
        let phones = asks.map { "\"+\($0.phone)\"" }.joined(separator: ",")
        let isForced = asks.first?.isForced ?? false
        return Array("{\"phones\":[\(phones)],\"force\":\(isForced)}".utf8)
    }

    /// Reads what ``json(_:)`` wrote; nil when it is something else.
    static func asks(_ body: [UInt8]) -> [ValidationAsk]? {
        guard let value = JSONValue.parsed(body), case .array(let phones)? = value["phones"],
            case .bool(let isForced)? = value["force"]
        else { return nil }
        var asks: [ValidationAsk] = []
        for phone in phones {
            guard case .string(let text) = phone, let number = PhoneNumber(e164: text) else {
                return nil
            }
            asks.append(ValidationAsk(phone: number.digits, isForced: isForced))
        }
        return asks
    }

    func request(for asks: [ValidationAsk]) -> URLRequest {
        let body = Self.json(asks)
        var request = URLRequest(url: options.batchURL)
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        request.setValue(idempotencyKey(of: body, asks), forHTTPHeaderField: "Idempotency-Key")
        if let key = options.key { request.setValue(key, forHTTPHeaderField: "X-Api-Key") }
        // Ours is the whole call's; this one only watches idle time and must not come first.
        request.timeoutInterval = options.timeoutSeconds + 60
        return request
    }

    /// The same for the same question, also after a crash: whether a call that timed out was paid
    /// is for the service to know.
    private func idempotencyKey(of body: [UInt8], _ asks: [ValidationAsk]) -> String {
        let scope = (asks.first?.isForced ?? false) ? "\(account) \(job)" : "\(account)"
        return SHA256.text(of: secret + Array(scope.utf8) + [0] + body)
    }
}
