/// What stands in SQL texts.
extension SourceRule {
    static let sql = [boundValues, nothingJoined, statementsInCapitals]

    private static let boundValues = SourceRule(
        words: "SQL takes values by binding; only the code's own names are put into it",
        offences: { file in
            guard file.isSource else { return [] }
            return file.code.literals.filter { literal in
                SQLText.isSQL(literal.text)
                    && !SQLText.interpolations(literal.text).allSatisfy {
                        SQLText.isName($0, in: file.path)
                    }
            }.map(\.line)
        },
        broken: [
            "let sql = \"SELECT id FROM lists WHERE name = '\\(name)'\"",
            "let sql = \"DELETE FROM contacts WHERE phone = \\(row.phone)\"",
            "run(\"UPDATE jobs SET \" + \"state = '\\(name)'\")", "\"AND phone = \\(phone)\"",
            "let sql = \"DELETE FROM lists WHERE id = \\(key)\"",
        ],
        sound: [
            "let sql = \"SELECT id FROM lists WHERE name = ?\"",
            "let sql = \"SELECT id >> \\(Schema.contactBits) FROM list_contacts\"",
            "let words = \"Update \\(name) soon\"",
        ])

    private static let nothingJoined = SourceRule(
        words: "SQL is one text: what is put into it stands in it, where the rule above sees it",
        offences: { file in
            guard file.isSource else { return [] }
            let tokens = file.code.tokens
            return tokens.indices.filter { index in
                guard let text = tokens[index].literal, SQLText.isSQL(text) else { return false }
                return [index - 2, index + 2].contains { other in
                    tokens.indices.contains(other) && tokens[(index + other) / 2].text == "+"
                        && tokens[other].literal == nil
                }
            }.map { tokens[$0].line }
        },
        broken: ["run(\"SELECT id FROM \" + table)", "run(key + \" AND id = 1\")"],
        sound: ["run(\"SELECT id \" + \"FROM lists\")", "let words = \"update \" + name"])

    private static let statementsInCapitals = SourceRule(
        words: "SQL begins in capitals, so that these rules know it",
        offences: { file in
            guard file.isIn(["Sources/ContactStore"]) else { return [] }
            let tokens = file.code.tokens
            return tokens.indices.dropFirst(2).filter { index in
                guard let text = tokens[index].literal, tokens[index - 1].text == "(",
                    ["prepare", "execute"].contains(tokens[index - 2].text)
                else { return false }
                return !SQLText.isSQL(text)
            }.map { tokens[$0].line }
                + file.code.literals.filter {
                    $0.text.firstMatch(
                        of: /^\s*(select|insert|update|delete)\s.*(from|values|set)\s/)
                        != nil
                }.map(\.line)
        },
        broken: [
            Example(
                path: "Sources/ContactStore/A.swift", text: "try a.prepare(\"select id from b\")"),
            Example(
                path: "Sources/ContactStore/A.swift",
                text: "let sql = \"delete from a where b = 1\""),
        ],
        sound: [
            Example(
                path: "Sources/ContactStore/A.swift", text: "try a.prepare(\"SELECT id FROM b\")"),
            "try prepare(\"a folder\")",
        ])
}
