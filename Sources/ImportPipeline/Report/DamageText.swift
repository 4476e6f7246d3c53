import Contacts

/// Damage in words and in JSON.
package enum DamageText {
    /// A finding and the input that has it.
    package struct Finding: Sendable, Equatable {
        /// nil when there is only one input.
        package let file: String?
        package let damage: DamageFinding
    }

    static func findings(_ tally: DamageTally, names: [String]) -> [Finding] {
        tally.all.flatMap { found in
            let isNamed = names.count > 1 && names.indices.contains(found.input)
            return found.damage.map {
                Finding(file: isNamed ? names[found.input] : nil, damage: $0)
            }
        }
    }

    /// A list of objects: `file` with several inputs, `code`, `count`, `lines`, `message`,
    /// `remedy`.
    package static func json(_ findings: [Finding]) -> String {
        "[" + findings.map(json).joined(separator: ",") + "]"
    }

    private static func json(_ finding: Finding) -> String {
        let damage = finding.damage
        let lines = damage.lines.map(String.init).joined(separator: ",")
        var members = finding.file.map { ["\"file\":\(JSONList.text($0))"] } ?? []
        members += [
            "\"code\":\"\(damage.kind.code)\"", "\"count\":\(damage.count)",
            "\"lines\":[\(lines)]", "\"message\":\(JSONList.text(damage.kind.sentence))",
            "\"remedy\":\(JSONList.text(damage.kind.remedy))",
        ]
        return "{" + members.joined(separator: ",") + "}"
    }

    /// Two lines for people: what it is and where, then what is wrong and what to do.
    package static func text(_ finding: Finding) -> String {
        let damage = finding.damage
        let file = finding.file.map { " in \($0)" } ?? ""
        let rows = damage.count == 1 ? "1 row" : "\(damage.count) rows"
        return "  \(damage.kind.code)\(file), \(rows)\(place(damage))\n"
            + "    \(damage.kind.sentence) \(damage.kind.remedy)"
    }

    private static func place(_ damage: DamageFinding) -> String {
        if damage.lines.isEmpty { return "" }
        let more = damage.lines.count < damage.count ? " …" : ""
        let lines = damage.lines.map(String.init).joined(separator: ", ")
        return " (\(damage.lines.count == 1 ? "line" : "lines") \(lines)\(more))"
    }
}
