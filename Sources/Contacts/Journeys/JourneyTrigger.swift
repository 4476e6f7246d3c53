/// Whom a Welcome Journey takes: a condition, or a group of them, nested.
///
/// An empty group matches nothing.
package indirect enum JourneyTrigger: Hashable, Sendable {
    case all([JourneyTrigger])
    case any([JourneyTrigger])
    /// The contact is on the list of this number (E.164 without the plus).
    case list(UInt64)
    case signupMethod(String)
    case customField(name: String, test: FieldTest)
}

/// What a journey asks of a custom field.
package enum FieldTest: Hashable, Sendable {
    case equals(FieldValue)
    case notEquals(FieldValue)
    case isIn([FieldValue])
    case isNotIn([FieldValue])
    /// The field is there, or with `false` is not there.
    case exists(Bool)
    /// A case-sensitive substring of the value's text.
    case contains(String)
}

/// A custom field's value; numbers keep the text they came as.
package enum FieldValue: Hashable, Sendable {
    case string(String)
    case number(String)
    case boolean(Bool)
}
