import PhoneNumbers

/// One thing that applying a configuration changed, in words for a person.
package struct ConfigurationChange: Sendable, Equatable, CustomStringConvertible {
    package let description: String

    static func created(_ subject: String) -> ConfigurationChange {
        ConfigurationChange(description: "created \(subject)")
    }

    /// - Parameter fields: what of it is another than before; at least one.
    static func updated(_ subject: String, _ fields: [String]) -> ConfigurationChange {
        ConfigurationChange(
            description: "updated \(subject): \(fields.joined(separator: ", "))")
    }

    /// - Parameter noun: what was added, in the singular: `number`.
    static func added(_ count: Int, _ noun: String, to place: String) -> ConfigurationChange {
        let nouns = count == 1 ? noun : noun + "s"
        return ConfigurationChange(description: "added \(count) \(nouns) to \(place)")
    }

    static func account(_ name: String) -> String { "account \"\(name)\"" }
    static func list(_ phone: UInt64, _ name: String) -> String {
        "list \(PhoneNumber(digits: phone).e164) \"\(name)\""
    }
    static func journey(_ name: String) -> String { "journey \"\(name)\"" }
}
