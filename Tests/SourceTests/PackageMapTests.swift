import Foundation
import Testing

/// `Package.swift` as a map: what it says of the modules is what the sources do.
@Suite("Package.swift")
struct PackageMapTests {
    private let manifest: SourceText
    private let text: String

    init() throws {
        let file = SourceFile.projectFolder.appendingPathComponent("Package.swift")
        text = try String(contentsOf: file, encoding: .utf8)
        manifest = SourceText(text)
    }

    /// What comes with the toolchain and the system.
    private static let toolchain: Set = [
        "Foundation", "FoundationNetworking", "Synchronization", "Dispatch", "Testing", "Glibc",
    ]

    @Test("lets a module import what it names, and nothing else")
    func imports() {
        for (target, dependencies) in dependencies() {
            let files = SourceFile.all.filter { $0.isIn(["Sources/\(target)"]) }
            let imported = Set(files.flatMap { Self.imports(of: $0) })
                .subtracting(Self.toolchain)
            #expect(files.isEmpty || imported == dependencies, "\(target)")
        }
    }

    @Test("knows every folder of sources and tests")
    func folders() throws {
        let names = try ["Sources", "Tests"].flatMap {
            try FileManager.default.contentsOfDirectory(
                atPath: SourceFile.projectFolder.appendingPathComponent($0).path)
        }
        #expect(Set(names) == Set(dependencies().keys).union(["CSQLite"]))
    }

    @Test("gives every module its tests")
    func mirrored() {
        let targets = dependencies().keys
        let modules = targets.filter {
            !$0.hasSuffix("Tests") && !$0.hasPrefix("enlist")
                && !["CURLOnDemand", "Fuzzing"].contains($0)
        }
        #expect(modules.count >= 5)
        for module in modules { #expect(targets.contains("\(module)Tests")) }
    }

    @Test("a module's tests lie in the folders of what they test")
    func mirroredFolders() {
        let modules = [
            "PhoneNumbers", "Records", "Contacts", "ContactStore", "ImportPipeline", "enlist",
        ]
        for module in modules {
            let tests = module == "enlist" ? "CommandTests" : "\(module)Tests"
            let sources = Self.folders(in: "Sources/\(module)/")
            let tested = Self.folders(in: "Tests/\(tests)/")
            #expect(Set(tested.values).count >= 3)
            #expect(Set(tested.values).subtracting([""]).isSubset(of: sources.values), "\(module)")
            for (name, folder) in tested {
                let subject = name.replacingOccurrences(of: "Tests", with: "")
                if let place = sources[subject] { #expect(folder == place, "\(name)") }
            }
        }
    }

    /// The folder of each file of a module by its name, from the module's own on.
    private static func folders(in module: String) -> [String: String] {
        let paths = SourceFile.all.map(\.path).filter { $0.hasPrefix(module) }
            .map { String($0.dropFirst(module.count)) as NSString }
        let named = paths.map {
            (($0.lastPathComponent as NSString).deletingPathExtension, $0.deletingLastPathComponent)
        }
        return Dictionary(named) { first, _ in first }
    }

    @Test("needs no other package")
    func alone() {
        let tokens = manifest.tokens
        #expect(
            !tokens.indices.dropFirst().contains { index in
                tokens[index].text == "package" && tokens[index - 1].text == "."
            })
    }

    @Test("stands among few neighbours")
    func topLevel() throws {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: SourceFile.projectFolder.path
        ).filter { !$0.hasPrefix(".") && !$0.contains("enlist.db") }
        #expect(
            Set(names).isSubset(of: [
                "Package.swift", "Package.resolved", "README.md", "Sources", "Tests", "fixtures",
                "scripts",
            ]))
    }

    /// The targets with their dependencies.
    private func dependencies() -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for part in text.components(separatedBy: "arget(").dropFirst() {
            let call = part.components(separatedBy: "arget(")[0]
            let words = call.components(separatedBy: "\"")
            guard words.count > 1, !call.contains("pkgConfig") else { continue }
            let list =
                call.components(separatedBy: "dependencies: [").dropFirst().first?
                .components(separatedBy: "]").first?.components(separatedBy: "\"") ?? []
            found[words[1]] = Set(list.indices.filter { $0 % 2 == 1 }.map { list[$0] })
        }
        return found
    }

    /// Modules named by lines that begin with `import` or `@testable import`.
    private static func imports(of file: SourceFile) -> [String] {
        let tokens = file.code.tokens
        return tokens.indices.dropLast().filter { index in
            let line = file.lines[tokens[index].line].split(separator: " ")
            return tokens[index].text == "import" && line.prefix(2).contains("import")
        }.map { tokens[$0 + 1].text }
    }
}
