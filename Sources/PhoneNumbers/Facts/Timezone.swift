/// An IANA time zone of the numbering plan.
package struct Timezone: Hashable, Sendable {
    /// Position in the plan's list of zones.
    package let index: UInt16

    /// Trusts its caller: the index comes from a zone.
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
