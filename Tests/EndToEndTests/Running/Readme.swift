import Foundation
import Testing

/// README.md and the pages to which it leaves what it once said itself, and their fenced blocks.
enum Readme {
    private static let pages = ["Columns", "Damage", "NightlySync", "Resuming"]

    struct Block: CustomStringConvertible, Sendable {
        let lines: [String]
        var description: String { lines.first ?? "" }
    }

    static func text() throws -> String {
        try ([file("README.md")] + pages.map(page)).joined(separator: "\n")
    }

    /// An article of the documentation.
    static func page(_ name: String) throws -> String {
        try file("Sources/enlist/Enlist.docc/\(name).md")
    }

    private static func file(_ path: String) throws -> String {
        let file = Sandbox.fixtures.deletingLastPathComponent().appendingPathComponent(path)
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The blocks with a word behind their fence.
    static func blocks(_ kind: String) -> [Block] {
        guard let text = try? text() else { return [] }
        return text.components(separatedBy: "\n```\(kind)\n").dropFirst().map { part in
            let body = part.components(separatedBy: "\n```")[0]
            return Block(
                lines: body.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") })
        }
    }

    /// The text of the block of JSON with a name.
    static func json(_ name: String) throws -> String {
        try #require(blocks("json \(name)").first).lines.joined(separator: "\n")
    }

    /// The commands that stand between backticks in sentences, and in the table of commands.
    static let namedCommands: [String] = {
        guard let text = try? text() else { return [] }
        let table =
            text.components(separatedBy: "| command | what it does |\n|---|---|\n").last ?? ""
        let cells = table.components(separatedBy: "\n\n")[0].split(separator: "\n").flatMap { row in
            spans(in: row.split(separator: "|")[0]).map { "enlist \($0)" }
        }
        let sentences = spans(in: text[...]).filter { $0.hasPrefix("enlist ") }
        return Set(cells + sentences).sorted()
    }()

    private static func spans(in text: Substring) -> [String] {
        text.matches(of: /`([^`\n]+)`/).map { String($0.1) }
    }
}
