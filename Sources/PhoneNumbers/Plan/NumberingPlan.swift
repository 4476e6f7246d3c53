/// What the numbering plan knows about a number, whoever wrote it.
package enum NumberingPlan {
    /// Decodes the tables now, a few milliseconds that the first use pays otherwise.
    package static func load() {
        _ = PlanTables.shared
    }

    /// Validity, type, region and the one timezone, without allocation.
    package static func facts(of number: PhoneNumber) -> NumberFacts {
        let plan = PlanTables.shared
        guard let parts = plan.parts(of: number) else { return .none }
        let zones = parts.type.isSubscriberLine ? parts.timezoneList(plan: plan) : 0
        return NumberFacts(
            isValid: parts.type != .unknown, type: parts.type, region: parts.region,
            timezone: plan.onlyTimezones[zones])
    }

    /// The zones of the number's area, or of its country for lines that have no area, as
    /// libphonenumber's data lists them; empty for an invalid number.
    package static func timezones(of number: PhoneNumber) -> [Timezone] {
        let plan = PlanTables.shared
        guard let parts = plan.parts(of: number), parts.type != .unknown else { return [] }
        return plan.timezoneLists[parts.timezoneList(plan: plan)]
    }

    /// The country, and for the US the state and the city where the number's area is known.
    package static func place(of number: PhoneNumber) -> Place {
        guard let parts = PlanTables.shared.parts(of: number) else {
            return Place(country: nil, state: nil, city: nil)
        }
        let area =
            parts.hasPlace
            ? PlaceNames.shared.area(of: parts.international) : nil
        return Place(country: parts.region?.code, state: area?.state, city: area?.city)
    }

    /// The carrier that a mobile number or pager was given to first; nil where the data has none,
    /// as in the US.
    package static func carrier(of number: PhoneNumber) -> String? {
        guard let parts = PlanTables.shared.parts(of: number), parts.hasCarrier else { return nil }
        return CarrierNames.shared.name(of: parts.international)
    }

    /// The same for all numbers that have the same place and the same carrier.
    package static func origin(of number: PhoneNumber) -> UInt64 {
        guard let parts = PlanTables.shared.parts(of: number) else { return 0 }
        let area = parts.hasPlace ? PlaceNames.shared.areaNumber(of: parts.international) : 0
        let carrier = parts.hasCarrier ? CarrierNames.shared.number(of: parts.international) : 0
        let region = parts.region.map { UInt64($0.number) + 1 } ?? 0
        return region << 48 | UInt64(area) << 24 | UInt64(carrier)
    }
}

extension NumberFacts {
    fileprivate static let none = NumberFacts(
        isValid: false, type: .unknown, region: nil, timezone: nil)
}

extension PlanTables {
    /// 10 to the power of E.164's digits.
    private static let limit: UInt64 = 1_000_000_000_000_000

    /// Nil when no calling code starts the number. A method, because an initialiser would count a
    /// reference to the tables that all threads share.
    @inline(__always)
    fileprivate func parts(of number: PhoneNumber) -> NumberParts? {
        guard number.digits < Self.limit else { return nil }
        let international = DigitString(number.digits)
        guard let code = callingCode(startingWith: international) else { return nil }
        let national = international.dropFirst(code.digitCount)
        let label = words.label(of: national, from: code.classifier)
        let type = label & 15 == 0 ? nil : NumberType(rawValue: UInt8(label & 15) - 1)
        return NumberParts(
            international: international, code: code, type: type ?? .unknown,
            region: label >> 4 == 0 ? code.region : Region(number: UInt8(label >> 4)))
    }
}

/// A number taken apart by the plan.
private struct NumberParts {
    let international: DigitString
    let code: CallingCode
    let type: NumberType
    let region: Region?

    var isGeographic: Bool {
        switch type {
        case .fixedLine, .fixedLineOrMobile: true
        case .mobile: code.mobilesHaveAreas
        default: false
        }
    }

    /// Only the US's areas are known by state and city.
    var hasPlace: Bool { region == .us && isGeographic }

    var hasCarrier: Bool {
        type == .mobile || type == .fixedLineOrMobile || type == .pager
    }

    /// Position in the plan's lists of time zones; list 0 is empty.
    func timezoneList(plan: PlanTables) -> Int {
        isGeographic ? plan.timezones.value(of: international) : code.timezones
    }
}
