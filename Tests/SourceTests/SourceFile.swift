import Foundation

/// A Swift file of the project.
struct SourceFile {
    /// From the project's folder on: `Sources/Records/CSVScanner.swift`.
    let path: String
    let lines: [String]
    let code: SourceText

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = SourceText(text)
    }

    /// `Sources/Records` of `Sources/Records/CSV/CSVScanner.swift`.
    var target: String { path.split(separator: "/").prefix(2).joined(separator: "/") }
    /// `CSVScanner` of `Sources/Records/CSVScanner.swift`.
    var name: String { String(path.split(separator: "/").last?.dropLast(".swift".count) ?? "") }
    var isSource: Bool { path.hasPrefix("Sources/") }

    func isIn(_ folders: [String]) -> Bool {
        folders.contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    static let projectFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// All Swift files of the project, in order of their paths.
    static let all: [SourceFile] = ["Sources", "Tests"].flatMap(files)

    private static func files(under folder: String) -> [SourceFile] {
        let found = FileManager.default.enumerator(
            atPath: projectFolder.appendingPathComponent(folder).path)
        let paths = (found?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".swift") }
        return paths.sorted().compactMap { path in
            let file = projectFolder.appendingPathComponent("\(folder)/\(path)")
            guard let bytes = try? Data(contentsOf: file) else { return nil }
            return SourceFile(
                path: "\(folder)/\(path)", text: String(decoding: bytes, as: UTF8.self))
        }
    }
}
