/// The kind of line a number was given out for, as libphonenumber tells them apart.
package enum NumberType: UInt8, CaseIterable, Sendable {
    case fixedLine
    case mobile
    /// The plan cannot tell, as in the US.
    case fixedLineOrMobile
    case tollFree
    case premiumRate
    case sharedCost
    case voip
    case personalNumber
    case pager
    case uan
    case voicemail
    case unknown

    /// True for the types of a person's own line, which is somewhere.
    var isSubscriberLine: Bool {
        self == .fixedLine || self == .mobile || self == .fixedLineOrMobile
    }
}

/// What the numbering plan knows about a number, as small integers.
package struct NumberFacts: Hashable, Sendable {
    package let isValid: Bool
    package let type: NumberType
    /// Nil for a non-geographic or unknown calling code.
    package let region: Region?
    /// The one zone of the number: nil when the data gives none or several (a guess would text
    /// someone at night), and nil for toll-free and other lines that are nowhere.
    package let timezone: Timezone?

    package init(isValid: Bool, type: NumberType, region: Region?, timezone: Timezone?) {
        self.isValid = isValid
        self.type = type
        self.region = region
        self.timezone = timezone
    }
}

/// An IANA time zone of the numbering plan.
package struct Timezone: Hashable, Sendable {
    /// Position in the plan's list of zones.
    package let index: UInt16

    package init(index: UInt16) {
        self.index = index
    }

    /// Finds a zone by its IANA name; nil when the plan does not use it.
    package init?(name: String) {
        guard let index = Self.names.firstIndex(of: name) else { return nil }
        self.index = UInt16(index)
    }

    /// The IANA name; "Etc/Unknown" for an index the plan does not have.
    package var name: String {
        Int(index) < Self.names.count ? Self.names[Int(index)] : "Etc/Unknown"
    }

    private static let names = NumberingPlanText.names(NumberingPlanData.timezoneNames)
}

/// Where a number was given out.
package struct Place: Hashable, Sendable {
    /// Two-letter code.
    package let country: String?
    /// A state of the US by its full name.
    package let state: String?
    /// A city of the US.
    package let city: String?

    package init(country: String?, state: String?, city: String?) {
        self.country = country
        self.state = state
        self.city = city
    }
}
