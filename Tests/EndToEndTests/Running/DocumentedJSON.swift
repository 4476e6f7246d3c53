import Foundation
import Testing

/// The examples of JSON in the documentation, by their names.
enum DocumentedJSON {
    static func examples() throws -> [String: String] {
        let text = try Readme.page("JSONOutputs") + Readme.page("CommandOutputs")
        var examples: [String: String] = [:]
        for part in text.components(separatedBy: "```json ").dropFirst() {
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            let body = lines.dropFirst().prefix { $0 != "```" }
            examples[String(lines[0])] = body.joined(separator: "\n")
        }
        return examples
    }

    /// Expects the keys of an example, in its order, and values of its types.
    static func expect(
        _ output: String, looksAs name: String, at place: SourceLocation = #_sourceLocation
    ) throws {
        let example = try #require(try examples()[name], "no example of \(name)")
        let found = try JSONShape(output).keys(like: JSONShape(example))
        #expect(found == [], "\(name): \(output)", sourceLocation: place)
    }
}
