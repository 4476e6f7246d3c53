extension SourceFile {
    /// Lines with a token for which something holds, each once.
    func lines(where holds: (SourceText.Token) -> Bool) -> [Int] {
        var found: [Int] = []
        for token in code.tokens where holds(token) && found.last != token.line {
            found.append(token.line)
        }
        return found
    }

    /// Lines with these tokens one behind the other: of the first of them.
    func lines(of texts: [String]) -> [Int] {
        let tokens = code.tokens
        return tokens.indices.dropLast(texts.count - 1).filter { first in
            texts.indices.allSatisfy { tokens[first + $0].text == texts[$0] }
        }.map { tokens[$0].line }
    }

    /// The doc comment above a declaration, attributes in between left out.
    func comment(above line: Int) -> String {
        var comment: [Substring] = []
        for above in lines[..<line].reversed() {
            let text = above.drop { $0 == " " }
            if text.hasPrefix("@") && comment.isEmpty { continue }
            guard text.hasPrefix("///") else { break }
            comment.append(text.dropFirst(3))
        }
        return comment.reversed().joined(separator: " ")
    }
}

extension SourceText.Token {
    /// Whether a value or a type may end here, so that a `!` behind it forces it.
    var endsValue: Bool {
        let keywords: Set = ["return", "in", "case", "where", "else", "if", "guard", "while"]
        guard let last = text.utf8.last else { return false }
        switch last {
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ">"),
            UInt8(ascii: "\""), UInt8(ascii: "?"):
            return true
        default:
            return !keywords.contains(text)
                && (text.first?.isLetter == true || text.first?.isNumber == true || text == "_")
        }
    }
}
