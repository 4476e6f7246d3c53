/// What the numbering plan knows about a number, as small integers.
package struct NumberFacts: Hashable, Sendable {
    /// True when the plan has given out such a number; whether anyone has it, it does not know.
    package let isValid: Bool
    /// `.unknown` exactly when the number is not valid.
    package let type: NumberType
    /// Nil for a non-geographic or unknown calling code.
    package let region: Region?
    /// The one zone of the number: nil when the data gives none or several (a guess would text
    /// someone at night), and nil for toll-free and other lines that are nowhere.
    package let timezone: Timezone?

    /// Facts from elsewhere, such as a workspace's own ranges.
    package init(isValid: Bool, type: NumberType, region: Region?, timezone: Timezone?) {
        self.isValid = isValid
        self.type = type
        self.region = region
        self.timezone = timezone
    }
}
