import PhoneNumbers

/// The line type in a validation payload.
package enum ValidatedLineType: UInt8, Sendable, CaseIterable {
    case mobile, fixedLine, voip, other, unknown

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
package struct ValidationAnswer: Sendable, Equatable {
    package var isValid: Bool
    package var lineType: ValidatedLineType
    package var carrier: String?
    package var carrierRaw: String?
    package var isPorted: Bool
    package var country: String?
    package var state: String?
    package var city: String?

    package init(
        isValid: Bool, lineType: ValidatedLineType, carrier: String? = nil,
        carrierRaw: String? = nil, isPorted: Bool = false, country: String? = nil,
        state: String? = nil, city: String? = nil
    ) {
        self.isValid = isValid
        self.lineType = lineType
        self.carrier = carrier
        self.carrierRaw = carrierRaw
        self.isPorted = isPorted
        self.country = country
        self.state = state
        self.city = city
    }

    /// The local provider's answer: the number's range, else the numbering plan.
    package init(local: LocalLookup, phone: UInt64, ranges: NumberRanges) {
        if local.range >= 0 {
            let range = ranges[Int(local.range)]
            self.init(
                isValid: true, lineType: range.lineType, carrier: range.carrier,
                carrierRaw: range.carrierRaw, isPorted: range.isPorted, country: range.country,
                state: range.state, city: range.city)
            return
        }
        let number = PhoneNumber(digits: phone)
        let place = NumberingPlan.place(of: number)
        let carrier = NumberingPlan.carrier(of: number)
        self.init(
            isValid: local.isValid, lineType: local.lineType, carrier: carrier,
            carrierRaw: carrier, country: place.country, state: place.state, city: place.city)
    }
}

/// What a validation means for sending.
package enum Disposition: UInt8, Sendable, CaseIterable {
    case ok, unreachable, invalid, risky, unknown

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

/// A validation as it stands in a row's response.
package struct ValidationPayload: Sendable, Equatable {
    package var phone: UInt64
    package var answer: ValidationAnswer
    package var isOnDNC: Bool
    /// Mills charged for it: the price, or 0 from the cache.
    package var mills: Int
    package var isCached: Bool { mills == 0 }

    package var disposition: Disposition {
        Disposition(isValid: answer.isValid, lineType: answer.lineType, isOnDNC: isOnDNC)
    }

    package init(phone: UInt64, answer: ValidationAnswer, isOnDNC: Bool, mills: Int) {
        self.phone = phone
        self.answer = answer
        self.isOnDNC = isOnDNC
        self.mills = mills
    }

    /// Price of a completed answer that was not cached, in mills (0.001 dollars).
    package static let price = 3
}
