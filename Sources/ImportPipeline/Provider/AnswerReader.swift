import Contacts
import Records

/// Reads and checks the body of a batch answer: what is not exactly as the protocol has it is an
/// error of the whole call, so that no wrong answer reaches the cache.
struct AnswerReader {
    /// Why an answer cannot be used, without anything from it.
    struct Fault: Error, Equatable {
        let reason: String
    }

    /// Bytes of an answer for each number asked, and for the rest of it.
    static func bytesMax(numbers: Int) -> Int { numbers * 4096 + 64 * 1024 }

    /// Longest carrier or place name, in bytes.
    private static let textMax = 200

    private let bytes: UnsafeBufferPointer<UInt8>

    /// One reply for each number asked, in their order.
    static func replies(
        in body: [UInt8], to asks: [ValidationAsk]
    ) throws(Fault) -> [NumberReply] {
        var tape = JSONTape()
        return try replies(in: body, to: asks, on: &tape)
    }

    /// - Parameter tape: used again for answer after answer, as it takes room for any of its size.
    static func replies(
        in body: [UInt8], to asks: [ValidationAsk], on tape: inout JSONTape
    ) throws(Fault) -> [NumberReply] {
        let result = body.withUnsafeBufferPointer { bytes in
            Result { () throws(Fault) in
                guard tape.scan(bytes, from: 0, to: bytes.count) == nil else {
                    throw Fault(reason: "the answer is not JSON")
                }
                return try AnswerReader(bytes: bytes).replies(to: asks, tape.tokens)
            }
        }
        return try result.get()
    }

    private func replies(
        to asks: [ValidationAsk], _ tokens: [JSONToken]
    ) throws(Fault) -> [NumberReply] {
        guard tokens[0].kind == .object, let results = member("results", of: 0, tokens),
            tokens[results].kind == .array
        else { throw Fault(reason: "the answer has no results") }
        var replies: [NumberReply] = []
        replies.reserveCapacity(asks.count)
        var index = results + 1
        while index < Int(tokens[results].next) {
            guard replies.count < asks.count else {
                throw Fault(reason: "the answer has more results than numbers were asked")
            }
            replies.append(try reply(at: index, to: asks[replies.count], tokens))
            index = Int(tokens[index].next)
        }
        guard replies.count == asks.count else {
            throw Fault(
                reason: "the answer has \(replies.count) results for \(asks.count) numbers")
        }
        return replies
    }

    private func reply(
        at object: Int, to ask: ValidationAsk, _ tokens: [JSONToken]
    ) throws(Fault) -> NumberReply {
        guard tokens[object].kind == .object else { throw Fault(reason: "a result is no object") }
        guard try isPhone(try present("phone", of: object, tokens), ask.phone) else {
            throw Fault(reason: "a result is for another number than was asked")
        }
        if let error = member("error", of: object, tokens), tokens[error].kind != .null,
            tokens[error].kind != .false
        {
            return .failed
        }
        let name = try text("line_type", of: object, tokens) ?? ""
        guard let lineType = ValidatedLineType(name: name) else {
            throw Fault(reason: "a result has an unknown line_type")
        }
        return .answer(
            ValidationAnswer(
                isValid: try bool("valid", of: object, tokens), lineType: lineType,
                carrier: try text("carrier", of: object, tokens),
                carrierRaw: try text("carrier_raw", of: object, tokens),
                isPorted: try bool("ported", of: object, tokens),
                country: try text("country", of: object, tokens),
                state: try text("state", of: object, tokens),
                city: try text("city", of: object, tokens)))
    }

    /// Whether a text is a number in E.164.
    private func isPhone(_ token: JSONToken, _ phone: UInt64) throws(Fault) -> Bool {
        if token.hasEscapes { return try text(token, "phone") == "+\(phone)" }
        guard token.kind == .string else { return false }
        var rest = phone
        for byte in bytes[token.slice.range].dropFirst().reversed() {
            guard rest > 0, UInt64(byte) == UInt64(UInt8(ascii: "0")) + rest % 10 else {
                return false
            }
            rest /= 10
        }
        return rest == 0 && bytes[token.slice.range].first == UInt8(ascii: "+")
    }

    /// Index of a member's value.
    private func member(_ key: StaticString, of object: Int, _ tokens: [JSONToken]) -> Int? {
        let key = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        var index = object + 1
        while index < Int(tokens[object].next) {
            let name = tokens[index]
            if Int(name.end - name.start) == key.count,
                bytes[name.slice.range].elementsEqual(key)
            {
                return index + 1
            }
            index = Int(tokens[index + 1].next)
        }
        return nil
    }

    private func present(
        _ key: StaticString, of object: Int, _ tokens: [JSONToken]
    ) throws(Fault) -> JSONToken {
        guard let index = member(key, of: object, tokens) else {
            throw Fault(reason: "a result has no \(key)")
        }
        return tokens[index]
    }

    private func bool(
        _ key: StaticString, of object: Int, _ tokens: [JSONToken]
    ) throws(Fault) -> Bool {
        switch try present(key, of: object, tokens).kind {
        case .true: return true
        case .false: return false
        default: throw Fault(reason: "a result's \(key) is neither true nor false")
        }
    }

    /// A text; nil for null and for the empty text, which both say nothing.
    private func text(
        _ key: StaticString, of object: Int, _ tokens: [JSONToken]
    ) throws(Fault) -> String? {
        try text(try present(key, of: object, tokens), key)
    }

    private func text(_ token: JSONToken, _ key: StaticString) throws(Fault) -> String? {
        if token.kind == .null || token.kind == .string && token.start == token.end { return nil }
        guard token.kind == .string, token.end - token.start <= Self.textMax else {
            throw Fault(reason: "a result's \(key) is no text of at most \(Self.textMax) bytes")
        }
        guard token.hasEscapes else {
            return String(decoding: bytes[token.slice.range], as: UTF8.self)
        }
        var text: [UInt8] = []
        JSONTape.unescape(bytes, token, to: &text)
        guard !text.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw Fault(reason: "a result's \(key) holds control characters")
        }
        return String(decoding: text, as: UTF8.self)
    }
}
