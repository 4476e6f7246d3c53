import Testing

@Suite("The rules of the house style")
struct SourceRuleTests {
    @Test("hold in every file", arguments: SourceRule.all)
    func hold(rule: SourceRule) {
        #expect(SourceFile.all.flatMap { rule.places(in: $0) } == [])
    }

    @Test("are able to fail", arguments: SourceRule.all)
    func canFail(rule: SourceRule) {
        #expect(!rule.broken.isEmpty)
        for example in rule.broken {
            let file = SourceFile(path: example.path, text: example.text)
            #expect(!rule.offences(file).isEmpty, "\(example.text)")
        }
    }

    @Test("leave alone what only looks like it", arguments: SourceRule.all)
    func leaveAlone(rule: SourceRule) {
        for example in rule.sound {
            let file = SourceFile(path: example.path, text: example.text)
            #expect(rule.offences(file) == [], "\(example.text)")
        }
    }

    @Test("are held in all of the project's code")
    func reachEverything() {
        let targets = Set(SourceFile.all.map(\.target))
        #expect(targets.isSuperset(of: ["Sources/enlist", "Sources/Records", "Tests/SourceTests"]))
        #expect(SourceFile.all.count > 400)
        #expect(SourceFile.all.allSatisfy { !$0.code.tokens.isEmpty })
    }
}
