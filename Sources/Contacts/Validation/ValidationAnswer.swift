import PhoneNumbers
import Records

/// The line type in a validation payload.
package enum ValidatedLineType: UInt8, Sendable, CaseIterable {
    case mobile, fixedLine, voip, other, unknown

    /// The word in a payload.
    package var name: String {
        switch self {
        case .mobile: "mobile"
        case .fixedLine: "fixed line"
        case .voip: "voip"
        case .other: "other"
        case .unknown: "unknown"
        }
    }

    package init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    /// What the numbering plan tells; where it cannot tell fixed line from mobile, `unknown`.
    init(_ facts: NumberFacts) {
        guard facts.isValid else {
            self = .unknown
            return
        }
        switch facts.type {
        case .mobile: self = .mobile
        case .fixedLine: self = .fixedLine
        case .voip: self = .voip
        case .fixedLineOrMobile, .unknown: self = .unknown
        default: self = .other
        }
    }

    /// The Contact's line type for it.
    package var lineType: LineType {
        switch self {
        case .mobile: .cellPhone
        case .fixedLine: .landline
        case .voip: .voip
        case .other, .unknown: .unknown
        }
    }
}

/// What a provider says about a number; what the cache keeps for ever.
///
/// Copies share the texts: many numbers have the same answer.
package struct ValidationAnswer: Sendable {
    /// `valid` of the payload.
    package let isValid: Bool
    /// `line_type` of the payload.
    package let lineType: ValidatedLineType
    private let content: Content

    private final class Content: Sendable {
        let carrier: String?
        let carrierRaw: String?
        let isPorted: Bool
        let country: String?
        let state: String?
        let city: String?
        let json: [UInt8]
        let hash: Int

        init(
            isValid: Bool, lineType: ValidatedLineType, carrier: String?, carrierRaw: String?,
            isPorted: Bool, country: String?, state: String?, city: String?
        ) {
            self.carrier = carrier
            self.carrierRaw = carrierRaw
            self.isPorted = isPorted
            self.country = country
            self.state = state
            self.city = city
            var json: [UInt8] = []
            json.reserveCapacity(192)
            Self.add("\"valid\":", isValid, to: &json)
            Self.add(",\"line_type\":", lineType.name, to: &json)
            Self.add(",\"carrier\":", carrier, to: &json)
            Self.add(",\"carrier_raw\":", carrierRaw, to: &json)
            Self.add(",\"ported\":", isPorted, to: &json)
            Self.add(",\"country\":", country, to: &json)
            Self.add(",\"state\":", state, to: &json)
            Self.add(",\"city\":", city, to: &json)
            self.json = json
            var hasher = Hasher()
            // All bytes at once: an array's own hash takes them one by one.
            json.withUnsafeBytes { hasher.combine(bytes: $0) }
            hash = hasher.finalize()
        }

        func saysTheSame(as other: Content) -> Bool {
            hash == other.hash
                && json.withUnsafeBufferPointer { json in
                    other.json.withUnsafeBufferPointer { json.hasSameBytes(as: $0) }
                }
        }

        private static func add(_ name: StaticString, _ value: Bool, to json: inout [UInt8]) {
            add(name, to: &json)
            add(value ? "true" : "false", to: &json)
        }

        private static func add(_ name: StaticString, _ text: String?, to json: inout [UInt8]) {
            add(name, to: &json)
            guard var text else { return add("null", to: &json) }
            text.withUTF8 { appendJSONString(of: $0, to: &json) }
        }

        private static func add(_ text: StaticString, to json: inout [UInt8]) {
            json.append(
                contentsOf: UnsafeBufferPointer(
                    start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
    }

    package init(
        isValid: Bool, lineType: ValidatedLineType, carrier: String? = nil,
        carrierRaw: String? = nil, isPorted: Bool = false, country: String? = nil,
        state: String? = nil, city: String? = nil
    ) {
        self.isValid = isValid
        self.lineType = lineType
        content = Content(
            isValid: isValid, lineType: lineType, carrier: carrier, carrierRaw: carrierRaw,
            isPorted: isPorted, country: country, state: state, city: city)
    }

    /// `carrier` of the payload.
    package var carrier: String? { content.carrier }
    /// `carrier_raw` of the payload.
    package var carrierRaw: String? { content.carrierRaw }
    /// `ported` of the payload.
    package var isPorted: Bool { content.isPorted }
    /// `country` of the payload.
    package var country: String? { content.country }
    /// `state` of the payload.
    package var state: String? { content.state }
    /// `city` of the payload.
    package var city: String? { content.city }

    /// Appends the members from `valid` to `city` of a payload, as compact JSON without braces.
    package func appendJSON(to output: ByteArena) { output.append(content.json) }
}

/// Two answers are the same when they say the same, which their JSON does in full.
extension ValidationAnswer: Hashable {
    package static func == (one: ValidationAnswer, other: ValidationAnswer) -> Bool {
        one.content === other.content
            || one.content.saysTheSame(as: other.content)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(content.hash) }
}

/// What a validation means for sending.
package enum Disposition: UInt8, Sendable, CaseIterable {
    case ok, unreachable, invalid, risky, unknown

    /// The word in a payload and the summary's key.
    package var name: String {
        switch self {
        case .ok: "ok"
        case .unreachable: "unreachable"
        case .invalid: "invalid"
        case .risky: "risky"
        case .unknown: "unknown"
        }
    }

    /// First match wins: not valid, fixed line, DNC or VOIP, mobile, else unknown.
    package init(isValid: Bool, lineType: ValidatedLineType, isOnDNC: Bool) {
        if !isValid {
            self = .invalid
        } else if lineType == .fixedLine {
            self = .unreachable
        } else if isOnDNC || lineType == .voip {
            self = .risky
        } else if lineType == .mobile {
            self = .ok
        } else {
            self = .unknown
        }
    }
}
