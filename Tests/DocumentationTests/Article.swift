import Foundation

/// The project's files, found from this one.
enum Project {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func hasFile(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// Paths of all Swift files of the sources and the tests.
    static let swiftFiles: [String] = ["Sources", "Tests"].flatMap { folder in
        let files = FileManager.default.enumerator(
            atPath: root.appendingPathComponent(folder).path)
        return (files?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    }

    /// Names of all types and modules.
    static let names: Set<String> = {
        var names: Set<String> = []
        let declaration = /\b(?:struct|class|enum|protocol|actor|typealias) +([A-Z]\w+)/
        for path in swiftFiles {
            names.insert(String(path.split(separator: "/")[1]))
            let text = (try? text(path)) ?? ""
            for match in text.matches(of: declaration) { names.insert(String(match.1)) }
        }
        return names
    }()
}

/// One article of the catalogue.
struct Article: CustomStringConvertible, Sendable {
    let name: String
    let text: String
    var description: String { name }

    static let folder = "Sources/enlist/Enlist.docc"

    static let all: [Article] = {
        let folder = Project.root.appendingPathComponent(Self.folder).path
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".md") }.sorted().compactMap { file in
            guard let text = try? Project.text("\(Self.folder)/\(file)") else { return nil }
            return Article(name: String(file.dropLast(3)), text: text)
        }
    }()

    static func named(_ name: String) -> Article? { all.first { $0.name == name } }

    /// The articles it leads to.
    var links: [String] {
        let articles = text.matches(of: /<doc:(\w+)>/).map { String($0.1) }
        let symbols = text.matches(of: /``(\w+)``/).map { String($0.1) }
        return articles + symbols.filter { Article.named($0) != nil }
    }

    /// What stands between single backticks outside of blocks of code.
    var spans: [String] {
        let prose = text.components(separatedBy: "\n```").enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
        return prose.matches(of: /(`+)([^`\n]+)`+/).filter { $0.1 == "`" }.map { String($0.2) }
    }

    /// Paths and Swift files that it names and that there are not.
    var missingFiles: [String] {
        let paths = text.matches(of: /\b(Sources|Tests|scripts|fixtures)\/[\w.\/+-]*\w/)
            .map { String($0.0) }
        let files = spans.filter { $0.contains(/^[\w+]+\.swift$/) && $0 != "Package.swift" }
        return paths.filter { !Project.hasFile($0) }
            + files.filter { file in !Project.swiftFiles.contains { $0.hasSuffix("/\(file)") } }
    }

    /// Types and modules that it names and that there are not.
    var missingTypes: [String] {
        spans.filter { !$0.hasSuffix(".swift") }
            .compactMap { $0.wholeMatch(of: /([A-Z]\w*[a-z]\w*)(\.\w+)?/).map { String($0.1) } }
            .filter { !Project.names.contains($0) && $0 != "String" }
    }

    /// The bodies of blocks of code of a kind, such as `json`.
    func blocks(_ kind: String) -> [String] {
        text.components(separatedBy: "\n```\(kind)\n").dropFirst()
            .map { $0.components(separatedBy: "\n```")[0] }
    }
}
