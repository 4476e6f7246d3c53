import Foundation
import Testing

@Suite("The page of threats")
struct ThreatModelTests {
    private let rows: [[String]]

    init() throws {
        let page = SourceFile.projectFolder
            .appendingPathComponent("Sources/enlist/Enlist.docc/ThreatModel.md")
        rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| ") }.dropFirst()
            .map { $0.split(separator: "|").map { String($0) } }
    }

    @Test("names tests for each threat, and they are there")
    func tests() {
        #expect(rows.count >= 15)
        for row in rows {
            let files = row.last?.split(separator: "`").filter { $0.hasSuffix(".swift") } ?? []
            #expect(!files.isEmpty, "\(row)")
            for file in files {
                let found = SourceFile.all.first { $0.path == "Tests/\(file)" }
                #expect(found.map { !$0.code.tokens.isEmpty } == true, "\(file)")
            }
        }
    }

    @Test("leaves out no suite of the folder that holds them")
    func complete() {
        let named = rows.joined().joined()
        let suites = SourceFile.all.filter { $0.isIn(["Tests/EndToEndTests/Safety"]) }
        #expect(suites.count >= 5)
        for suite in suites { #expect(named.contains("Safety/\(suite.name).swift")) }
    }
}
