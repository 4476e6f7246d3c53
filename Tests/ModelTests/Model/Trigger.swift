/// The condition tree of a journey.
struct Trigger {
    var needsAll: Bool
    var conditions: [Condition] = []
    var groups: [Trigger] = []

    enum Condition {
        case list(Phone)
        case signupMethod(Text)
        case customField(Text, Comparison)
    }

    enum Comparison {
        case equals(JSON)
        case differs(JSON)
        case isOneOf([JSON])
        case isNoneOf([JSON])
        case exists(Bool?)
        case contains(Text)
    }

    func matches(_ contact: ListContact, on list: Phone) -> Bool {
        let answers =
            conditions.map { $0.matches(contact, on: list) }
            + groups.map { $0.matches(contact, on: list) }
        if answers.isEmpty { return false }
        return needsAll ? !answers.contains(false) : answers.contains(true)
    }
}

extension Trigger.Condition {
    func matches(_ contact: ListContact, on list: Phone) -> Bool {
        switch self {
        case .list(let number): number == list
        case .signupMethod(let method): method == contact.signupMethod
        case .customField(let name, let comparison):
            comparison.holds(for: JSON.object(contact.customFields)[name])
        }
    }
}

extension Trigger.Comparison {
    func holds(for value: JSON?) -> Bool {
        switch self {
        case .exists(let wanted): return (value != nil) == (wanted ?? true)
        case .differs(let other): return value.map { !isSame($0, other) } ?? true
        case .isNoneOf(let others): return value.map { !isAny($0, of: others) } ?? true
        case .equals(let other): return value.map { isSame($0, other) } ?? false
        case .isOneOf(let others): return value.map { isAny($0, of: others) } ?? false
        case .contains(let part): return value.map { $0.plainText.contains(part) } ?? false
        }
    }

    private func isAny(_ value: JSON, of others: [JSON]) -> Bool {
        others.contains { isSame(value, $0) }
    }

    /// A number equals by value, everything else by its text.
    private func isSame(_ value: JSON, _ other: JSON) -> Bool {
        if value.isNumber || other.isNumber,
            let left = Decimal(value.plainText), let right = Decimal(other.plainText)
        {
            return left == right
        }
        return value.plainText == other.plainText
    }
}

extension JSON {
    fileprivate var isNumber: Bool {
        if case .number = self { return true }
        return false
    }

    /// A scalar as a person would write it: a string without its quotes.
    fileprivate var plainText: Text {
        if case .string(let text) = self { return text }
        return compact
    }
}

/// The exact value of a JSON number, so that twenty digits stay twenty digits.
private struct Decimal: Equatable {
    let isNegative: Bool
    let digits: Substring
    let exponent: Int

    init?(_ text: Text) {
        guard case .number = try? JSONReader.read(text), text == text.trimmed else { return nil }
        let parts = text.string.lowercased().split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let fraction = mantissa.count > 1 ? mantissa[1] : ""
        let all = (mantissa[0] + fraction).drop { $0 == "-" || $0 == "0" }
        let zeros = all.reversed().prefix { $0 == "0" }.count
        digits = all.dropLast(zeros)
        isNegative = !digits.isEmpty && text.starts(with: "-")
        let scale = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        exponent = digits.isEmpty ? 0 : scale - fraction.count + zeros
    }
}
