/// Where a function begins and how many lines it has, from its name to its last brace.
struct FunctionSpan {
    let first: Int
    let lines: Int

    private static let keywords: Set = ["func", "init", "deinit", "subscript", "var"]
    /// What stands behind a stored property.
    private static let ends: Set = [
        "=", "@", "let", "case", "static", "private", "fileprivate", "package", "public",
        "internal",
        "final", "mutating", "struct", "class", "enum", "protocol", "extension", "typealias",
        "indirect", "lazy", "weak", "override", "convenience", "nonisolated", "guard", "if", "for",
        "return", "switch", "while", "do", "defer", "throw", "try", "repeat", "#",
    ]

    static func all(in code: SourceText) -> [FunctionSpan] {
        code.tokens.indices.compactMap { span(at: $0, code.tokens) }
    }

    private static func span(at index: Int, _ tokens: [SourceText.Token]) -> FunctionSpan? {
        guard keywords.contains(tokens[index].text), !isCall(index, tokens),
            let opening = opening(after: index, tokens)
        else { return nil }
        var depth = 0
        for next in opening..<tokens.count {
            if tokens[next].text == "{" { depth += 1 }
            if tokens[next].text == "}" { depth -= 1 }
            if depth == 0 {
                let first = tokens[index].line
                return FunctionSpan(first: first, lines: tokens[next].line - first + 1)
            }
        }
        return nil
    }

    /// `self.init(…)`, `.init(…)`.
    private static func isCall(_ index: Int, _ tokens: [SourceText.Token]) -> Bool {
        index > 0 && tokens[index - 1].text == "." && tokens[index].isGlued
    }

    /// The brace that opens the body; nil for a requirement of a protocol.
    private static func opening(after index: Int, _ tokens: [SourceText.Token]) -> Int? {
        let mayBeStored = tokens[index].text == "var"
        var depth = 0
        for next in (index + 1)..<max(tokens.count, index + 1) {
            switch tokens[next].text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return next
            case "}" where depth == 0: return nil
            case let text where depth == 0 && keywords.union(["let"]).contains(text):
                return nil
            case let text where depth == 0 && mayBeStored && ends.contains(text): return nil
            default: break
            }
        }
        return nil
    }
}
