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
