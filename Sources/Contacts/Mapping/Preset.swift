/// How the export of another platform is read: what tells it, and what its columns mean.
///
/// Headers are compared without regard to case, spaces, `_` and `-`, as everywhere.
package struct Preset: Sendable {
    package let name: String
    /// For people: whose export it is.
    package let title: String
    /// Headers that only this export has together; any of the sets tells it.
    let signatures: [[String]]
    /// In order of preference: the first column there is for a field wins.
    var rules: [ColumnRule] = []
    /// Columns about e-mail and other channels. They stay custom fields without a question once a
    /// column tells who may be messaged; without one they are the only sign of who left. A name may
    /// end with `*`.
    var otherChannels: [String] = []
    /// Every column was written by this program and means what it says.
    var decidesAll = false

    func isOfOtherChannel(_ header: String) -> Bool {
        let folded = Field.folded(header)
        return otherChannels.contains { name in
            name.hasSuffix("*")
                ? folded.hasPrefix(Field.folded(String(name.dropLast())))
                : folded == Field.folded(name)
        }
    }

    /// The preset of a name, whatever its case.
    package static func named(_ name: String) -> Preset? {
        all.first { $0.name == name.lowercased() }
    }

    /// The first preset whose export a header shows.
    static func telling(_ header: [String]) -> Preset? {
        let names = Set(header.map(Field.folded))
        return all.first { preset in
            preset.signatures.contains { $0.allSatisfy { names.contains(Field.folded($0)) } }
        }
    }
}

extension ColumnRule {
    static func phone(_ column: String, label: String? = nil, preferred: Bool? = nil) -> ColumnRule
    {
        ColumnRule(
            column: column, target: .field(.phoneNumber), label: label, isPreferred: preferred)
    }

    static func optedOut(_ column: String, _ values: ValueTable) -> ColumnRule {
        ColumnRule(column: column, target: .field(.optedOut), values: values)
    }

    static func signupDate(_ column: String) -> ColumnRule {
        ColumnRule(column: column, target: .field(.signupDate))
    }

    static func ipAddress(_ column: String) -> ColumnRule {
        ColumnRule(column: column, target: .field(.ipAddress))
    }
}
