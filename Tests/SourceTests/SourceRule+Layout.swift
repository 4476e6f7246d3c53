/// How large things may be, and what they are called by.
extension SourceRule {
    static let layout = [
        shortLines, shortFiles, shortFunctions, namedAfterTheirType, tellingNames, finalClasses,
        publicInTheLibrary,
    ]

    private static let columnsMax = 100
    static let fileLinesMax = 400
    /// A screen.
    private static let functionLinesMax = 60
    /// Tables that a program writes: `scripts/generate-numbering-plan`.
    private static let generated = ["Sources/PhoneNumbers/Plan/NumberingPlanData.swift"]

    private static let shortLines = SourceRule(
        words: "a line has at most \(columnsMax) columns, but for what stands in a string",
        offences: { file in
            if file.isIn(generated) { return [] }
            let long = file.lines.indices.filter { file.lines[$0].count > columnsMax }
            if long.isEmpty { return [] }
            let texts = file.code.literals.map { literal in
                literal.line...(literal.line + literal.text.filter { $0 == "\n" }.count)
            }
            return long.filter { line in !texts.contains { $0.contains(line) } }
        },
        broken: [
            Example(text: "// " + String(repeating: "x", count: 98)),
            Example(
                text: "let a = \"\"\"\n    a\n    \"\"\"\n// " + String(repeating: "x", count: 98)),
        ],
        sound: [
            Example(text: "// " + String(repeating: "é", count: 97)),
            Example(text: "let a = \"" + String(repeating: "x", count: 98) + "\""),
        ])

    private static let shortFiles = SourceRule(
        words: "a file has at most \(fileLinesMax) lines",
        offences: { file in
            !file.isIn(generated) && file.lines.count > fileLinesMax + 1 ? [fileLinesMax] : []
        },
        broken: [Example(text: String(repeating: "//\n", count: 401))],
        sound: [Example(text: String(repeating: "//\n", count: 400))])

    private static let shortFunctions = SourceRule(
        words: "a function has at most \(functionLinesMax) lines",
        offences: { file in
            FunctionSpan.all(in: file.code).filter { $0.lines > functionLinesMax }.map(\.first)
        },
        broken: [
            Example(text: "func a(\n) {\n" + String(repeating: "b()\n", count: 58) + "}\n"),
            Example(text: "init?() throws {\n" + String(repeating: "b()\n", count: 59) + "}\n"),
            Example(text: "var a: Int {\n" + String(repeating: "b()\n", count: 59) + "}\n"),
        ],
        sound: [
            Example(text: "func a(\n) {\n" + String(repeating: "b()\n", count: 57) + "}\n"),
            Example(
                text: "protocol A { func a() }\nenum B {\n" + String(repeating: "\n", count: 90)),
            Example(text: "var a = 1\nb(c) {\n" + String(repeating: "\n", count: 90) + "}\n"),
            Example(text: "var a: Int\nstruct B {\n" + String(repeating: "\n", count: 90) + "}\n"),
        ])

    private static let namedAfterTheirType = SourceRule(
        words: "a file is named after what it declares, `Type+Aspect` after what it extends",
        offences: { file in
            let parts = file.name.split(separator: "+").map(String.init)
            guard file.isSource, !file.isIn(ofEquals), let type = parts.first, type != "main"
            else { return [] }
            return declaredNames(file.code).contains(type) ? [] : [0]
        },
        broken: ["struct Other {}", "// Example\nlet text = \"struct Example\""],
        sound: [
            "package enum Example { case none }", "extension Outer.Example {}",
            Example(path: "Sources/enlist/Example+Writing.swift", text: "extension Example {}"),
        ])

    /// Files of several equals are named after what these have in common.
    private static let ofEquals = [
        "Sources/ContactStore/Import/StoredRecords.swift",
        "Sources/Contacts/Configuration/Status.swift", "Sources/Contacts/Result/PublicID.swift",
        "Sources/Records/JSON/JSONWriting.swift", "Sources/enlist-bench/RecordsBenchmark.swift",
    ]

    private static let kinds: Set = [
        "struct", "class", "enum", "protocol", "actor", "extension", "typealias", "func",
    ]

    /// Names behind `struct` and the like; of `extension A.B` both.
    private static func declaredNames(_ code: SourceText) -> Set<String> {
        var names: Set<String> = []
        for index in code.tokens.indices.dropLast() where kinds.contains(code.tokens[index].text) {
            var next = index + 1
            names.insert(code.tokens[next].text)
            while next + 2 < code.tokens.count, code.tokens[next + 1].text == "." {
                next += 2
                names.insert(code.tokens[next].text)
            }
        }
        return names
    }

    private static let tellingNames = SourceRule(
        words: "nothing is called Utils, Helper, Manager, Common or Handler",
        offences: { file in
            let empty = ["Util", "Helper", "Manager", "Common", "Handler"]
            guard file.isSource else { return [] }
            let names = declaredNames(file.code).union([file.path])
            return names.contains { name in empty.contains { name.contains($0) } } ? [0] : []
        },
        broken: [
            "struct RowManager {}", Example(path: "Sources/enlist/TextUtils.swift", text: ""),
            Example(path: "Sources/enlist/Helpers/Text.swift", text: ""),
        ],
        sound: ["let manager = FileManager.default", "// A helper"])

    private static let finalClasses = SourceRule(
        words: "a class is final",
        offences: { file in
            let tokens = file.code.tokens
            return tokens.indices.dropLast().filter { index in
                // `class func`, and `: class` of a protocol, declare no class.
                tokens[index].text == "class" && tokens[index + 1].text.first?.isUppercase == true
                    && !tokens[..<index].suffix(3).contains { $0.text == "final" }
            }.map { tokens[$0].line }
        },
        broken: ["class Queue {}", "package class Queue: Base {}"],
        sound: ["final class Queue {}", "private final class Queue {}", "let a = \"class A\""])

    private static let publicInTheLibrary = SourceRule(
        words: "only the library is public, and access stands at each symbol",
        offences: { file in
            guard file.isSource else { return [] }
            let isLibrary = file.isIn(["Sources/ImportPipeline"])
            return file.lines { $0.text == "public" && !isLibrary }
                + file.lines(of: ["package", "extension"])
                + file.lines(of: ["public", "extension"])
        },
        broken: [
            "public struct A {}", "package extension A { func b() {} }",
            Example(path: "Sources/ImportPipeline/A.swift", text: "public extension A {}"),
        ],
        sound: [
            Example(path: "Sources/ImportPipeline/A.swift", text: "public struct A {}"),
            "package struct A {}",
        ])
}
