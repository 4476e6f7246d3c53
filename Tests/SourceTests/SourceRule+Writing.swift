/// What is written beside the code, and what is left in it.
extension SourceRule {
    static let writing = [
        documented, publicDocumented, casesDocumented, nothingLeftOver, printedInItsPlace,
    ]

    private static let modifiers: Set = [
        "static", "final", "mutating", "convenience", "indirect", "nonisolated", "override",
        "consuming", "borrowing", "class", "private", "package", "set", "(", ")", "required",
    ]
    private static let kinds: Set = [
        "func", "var", "let", "init", "struct", "class", "enum", "protocol", "typealias",
        "subscript", "actor",
    ]
    /// What a protocol of the standard library asks for, which says what it is.
    private static let witnesses: Set = [
        "description", "=", "hash", "rawValue", "encode", "errorDescription",
    ]

    /// A symbol of an access level: where it stands, its kind and its name.
    private struct Symbol {
        let line: Int
        let kind: String
        let name: String
        /// A variable without a body: the line declares it and ends.
        let isStored: Bool
    }

    private static func symbols(_ level: String, in file: SourceFile) -> [Symbol] {
        let tokens = file.code.tokens
        return tokens.indices.compactMap { index in
            guard tokens[index].text == level else { return nil }
            var next = index + 1
            while next < tokens.count, modifiers.contains(tokens[next].text),
                tokens[next].text != "class" || !isName(after: next, tokens)
            {
                next += 1
            }
            guard next + 1 < tokens.count, kinds.contains(tokens[next].text) else { return nil }
            let line = tokens[index].line
            let isVariable = ["var", "let"].contains(tokens[next].text)
            return Symbol(
                line: line, kind: tokens[next].text, name: tokens[next + 1].text,
                isStored: isVariable && !file.lines[line].contains("{"))
        }
    }

    /// `class Name` declares a class, `class func` is a modifier.
    private static func isName(after index: Int, _ tokens: [SourceText.Token]) -> Bool {
        index + 1 < tokens.count && !kinds.contains(tokens[index + 1].text)
    }

    private static let publicDocumented = SourceRule(
        words: "every public symbol has a doc comment",
        offences: { file in
            guard file.isSource else { return [] }
            return symbols("public", in: file)
                .filter { !witnesses.contains($0.name) && file.comment(above: $0.line).isEmpty }
                .map(\.line)
        },
        broken: [
            "public struct A {}", "/// A.\n\npublic func a() {}", "public var a = 1",
            "/// A.\npublic final class B {\n    public init() {}\n}", "public static let a = 1",
        ],
        sound: [
            "/// A.\n@frozen\npublic struct A {}", "public var description: String { \"\" }",
            "public static func == (one: A, other: A) -> Bool { true }", "// public",
        ])

    private static let casesDocumented = SourceRule(
        words: "every case of a public enum has a doc comment",
        offences: { file in
            guard file.isSource else { return [] }
            let tokens = file.code.tokens
            return tokens.indices.filter {
                tokens[$0].text == "enum" && $0 > 0
                    && tokens[..<$0].suffix(2).contains {
                        $0.text == "public"
                    }
            }.flatMap { cases(behind: $0, tokens) }.filter { file.comment(above: $0).isEmpty }
        },
        broken: [
            "/// A.\npublic enum A {\n    /// B.\n    case b\n    case c\n}",
            "public indirect enum A: Sendable {\n    case b(A)\n}",
        ],
        sound: [
            "enum A { case b }",
            "public enum A {\n    /// B.\n    case b\n    var c: Int {\n switch self { case .b: 1 }\n }\n}",
        ])

    /// Lines of an enum's cases.
    private static func cases(behind start: Int, _ tokens: [SourceText.Token]) -> [Int] {
        var depth = 0
        var lines: [Int] = []
        for token in tokens[start...] {
            if token.text == "{" { depth += 1 }
            if token.text == "}" { depth -= 1 }
            if token.text == "}" && depth == 0 { break }
            if token.text == "case" && depth == 1 { lines.append(token.line) }
        }
        return lines
    }

    /// Between the modules a stored property may stand under the comment of its type, and an
    /// initializer that takes the properties says nothing else.
    private static let documented = SourceRule(
        words: "every package type and function has a doc comment",
        offences: { file in
            guard file.isSource else { return [] }
            return symbols("package", in: file).filter {
                !$0.isStored && $0.kind != "init" && !witnesses.contains($0.name)
                    && file.comment(above: $0.line).isEmpty
            }.map(\.line)
        },
        broken: [
            "package struct A {}", "package static func a() {}", "package var a: Int { 1 }",
            "package final class A {}", "package class A {}", "package mutating func a() {}",
        ],
        sound: [
            "/// A.\npackage struct A {\n    package let b: Int\n    package init(b: Int) {}\n}",
            "package import Records", "let package = Package()",
        ])

    private static let nothingLeftOver = SourceRule(
        words: "nothing is left for later",
        offences: { file in
            // This file names them.
            if file.isIn(["Tests/SourceTests"]) { return [] }
            return file.lines.indices.filter { line in
                isMark(file.lines[line]) || file.isSource && isDeadCode(file.lines[line])
            }
        },
        broken: [
            "// TODO: later", "let a = 1 // FIXME", "// todo", "// MARK: - Reading",
            "// let a = b()", "    // return a.map { b($0) }", "// if a {",
        ],
        sound: ["let hacker = 1", "// let go of it first", "/// let a = b()"])

    private static func isMark(_ line: String) -> Bool {
        let words = line.lowercased().split { !$0.isLetter }
        return words.contains { ["todo", "fixme", "xxx", "hack"].contains($0) }
            || line.contains("// MARK:")
    }

    /// Whether a comment is code that is not run, and no sentence.
    private static func isDeadCode(_ line: String) -> Bool {
        let text = line.drop { $0 == " " }
        guard text.hasPrefix("// "), let last = text.last, ")}{;".contains(last) else {
            return false
        }
        let keywords: Set = ["let", "var", "func", "guard", "return", "try", "import", "if", "for"]
        return keywords.contains(String(text.dropFirst(3).prefix { $0.isLetter }))
    }

    private static let printedInItsPlace = SourceRule(
        words: "only `Terminal` prints, and the benchmarks",
        offences: { file in
            if !file.isSource || file.isIn(["Sources/enlist-bench"]) { return [] }
            let tokens = file.code.tokens
            let names: Set = [
                "print", "debugPrint", "dump", "NSLog", "printf", "puts", "syslog",
                "fputs", "fprintf", "putchar", "fwrite",
            ]
            let handles =
                file.lines(of: ["FileHandle", ".", "standardOutput"])
                + file.lines(of: ["FileHandle", ".", "standardError"])
            return handles
                + tokens.indices.dropFirst().dropLast().filter { index in
                    // `Terminal.print(…)`, `func print(…)`; `try print(…)` is one of the type's.
                    names.contains(tokens[index].text) && tokens[index + 1].text == "("
                        && !["func", "try"].contains(tokens[index - 1].text)
                        && !(tokens[index - 1].text == "."
                            && tokens[max(index - 2, 0)].text != "Swift")
                }.map { tokens[$0].line }
        },
        broken: [
            "a()\nprint(a)", "a()\n    NSLog(\"a\")", "a(); debugPrint(b)\n",
            "a()\nfputs(b, stderr)", "FileHandle.standardError.write(a)", "a()\nSwift.print(a)",
        ],
        sound: ["Terminal.print(text)", "static func print(_ text: String) {}", "// print(a)"])
}
