import Foundation

/// A JSON text to be compared by its keys and types.
struct JSONShape {
    private let value: Any
    private let text: String

    init(_ text: String) throws {
        value = try JSONSerialization.jsonObject(
            with: Data(text.utf8), options: .fragmentsAllowed)
        self.text = text
    }

    /// Objects whose keys are data: only the types of their values count.
    private static let maps: Set<String> = [
        "errors", "warnings", "enrolled", "lengths", "options", "summary", "custom_fields",
    ]

    /// Where this differs from an example, as paths; none when it looks alike. A null is like
    /// anything.
    func keys(like example: JSONShape) -> [String] {
        var differences = Self.compare(value, example.value, at: "")
        if topKeys != example.topKeys { differences.append("order: \(topKeys)") }
        return differences
    }

    /// The keys of the outermost object as they come in the text.
    private var topKeys: [String] {
        guard let object = value as? [String: Any] else { return [] }
        return object.keys.compactMap { key in
            text.range(of: "\"\(key)\":").map { (key, $0.lowerBound) }
        }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    private static func compare(_ found: Any, _ example: Any, at path: String) -> [String] {
        if found is NSNull || example is NSNull { return [] }
        switch (found, example) {
        case (let found as [String: Any], let example as [String: Any]):
            let name = path.split(separator: ".").last.map(String.init) ?? ""
            if maps.contains(name) { return [] }
            let missing = Set(example.keys).symmetricDifference(found.keys).map { "\(path).\($0)" }
            return missing.sorted()
                + example.keys.sorted().flatMap { key -> [String] in
                    guard let inner = found[key], let like = example[key] else { return [] }
                    return compare(inner, like, at: "\(path).\(key)")
                }
        case (let found as [Any], let example as [Any]):
            guard let first = found.first, let like = example.first else { return [] }
            return compare(first, like, at: "\(path)[]")
        case (is String, is String), (is NSNumber, is NSNumber): return []
        default: return ["\(path): another type"]
        }
    }
}
