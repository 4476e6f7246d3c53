import Foundation
import Testing

@Suite("The documentation")
struct DocumentationTests {
    @Test("leads from its first page to every article")
    func isReachable() throws {
        var reached: Set = ["Enlist"]
        var next = ["Enlist"]
        while let name = next.popLast() {
            for link in try #require(Article.named(name), "\(name)").links
            where reached.insert(link).inserted { next.append(link) }
        }
        #expect(Article.all.count > 14)
        #expect(reached == Set(Article.all.map(\.name)))
    }

    @Test("begins each article with a title and a sentence", arguments: Article.all)
    func isIntroduced(article: Article) {
        let lines = article.text.split(separator: "\n")
        #expect(lines[0].hasPrefix("# "))
        #expect(article.text.contains(/\n\n[A-Z][^\n]+(\n[^\n]+)*\.\n/))
    }

    @Test("names only files that there are", arguments: Article.all)
    func namesFiles(article: Article) {
        #expect(article.missingFiles == [])
    }

    @Test("names only types and modules that there are", arguments: Article.all)
    func namesTypes(article: Article) {
        #expect(article.missingTypes == [])
    }

    @Test("is not believed when it names what there is not")
    func noticesMistakes() {
        let article = Article(
            name: "Wrong",
            text: "scripts/nowhere, `Nowhere.swift`, `NoSuchType`, `NoSuchType.member`, `Importer`")
        #expect(article.missingFiles == ["scripts/nowhere", "Nowhere.swift"])
        #expect(article.missingTypes == ["NoSuchType", "NoSuchType"])
    }

    @Test("describes the tables that there are, and no others")
    func tables() throws {
        let schema = try ["Schema", "Schema+Jobs"].map {
            try Project.text("Sources/ContactStore/Workspace/\($0).swift")
        }.joined()
        let made = Set(schema.matches(of: /CREATE TABLE (\w+)/).map { String($0.1) })
        let article = try #require(Article.named("DataModel"))
        let rows = article.text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let told = rows.flatMap {
            $0.split(separator: "|")[0].matches(of: /`(\w+)`/).map { String($0.1) }
        }
        #expect(Set(told) == made)
        #expect(told.count == made.count)
        let version = try #require(schema.firstMatch(of: /let version: Int64 = (\d+)/)).1
        #expect(article.text.contains("The tables of a workspace, version \(version),"))
    }

    @Test("says how many rows are stored at once")
    func groupRows() throws {
        let source = try Project.text("Sources/ImportPipeline/Group/CommitGroup.swift")
        let thousands = try #require(source.firstMatch(of: /rowsMax = (\d+) \* 1024/)).1
        let rows = try #require(Int(thousands)) * 1024
        let article = try #require(Article.named("Architecture"))
        #expect(article.text.contains("up to \(rows / 1_000),\(rows % 1_000) rows"))
    }

    @Test("shows the keys of the report in their order", arguments: [0, 1])
    func reportKeys(example: Int) throws {
        let report = try Project.text("fixtures/expected/contacts-csv.report.ndjson")
        let lines = report.split(separator: "\n").map(String.init)
        let start = ["\"success\":true", "\"code\":"][example]
        let line = try #require(
            lines.first {
                $0.contains(start) && !$0.contains("warnings") && !$0.contains("valid\":")
            })
        let shown = try #require(Article.named("Report")).blocks("json")
        #expect(try keys(of: #require(shown.dropFirst(example).first)) == keys(of: line))
    }

    @Test("names the metrics that there are, and no others")
    func metrics() throws {
        let source = try Project.text("Sources/enlist/Output/RunMetrics.swift")
        let made = source.matches(of: /(?:one|several)\(\s*"(\w+)"/).map { String($0.1) }
        let article = try #require(Article.named("JSONOutputs"))
        let section = try #require(article.text.firstRange(of: "## Metrics"))
        let told = article.text[section.upperBound...].split(separator: "\n")
            .filter { $0.hasPrefix("| `") }
            .flatMap { $0.split(separator: "|")[0].matches(of: /`(\w+)`/).map { String($0.1) } }
        #expect(made.count > 10)
        #expect(told == made)
    }

    @Test(
        "names every key of a configuration",
        arguments: [
            "AccountConfiguration+Reading", "JourneyTrigger+Reading", "NumberRange+Reading",
            "WorkspaceConfiguration",
        ])
    func configurationKeys(file: String) throws {
        let source = try Project.text("Sources/Contacts/Configuration/\(file).swift")
        let article = try #require(Article.named("Configuration")).text
        let lists = source.matches(of: /(?:members\(|columns = )\[([^\]]+)\]/)
        #expect(!lists.isEmpty)
        for list in lists {
            for key in list.1.matches(of: /"(\w+)"/).map(\.1) {
                #expect(article.contains("`\(key)`") || article.contains("\"\(key)\""), "\(key)")
            }
        }
    }

    @Test("has a line on the present version in its list of changes")
    func changes() throws {
        let source = try Project.text("Sources/enlist/Enlist.swift")
        let version = try #require(source.firstMatch(of: /static let version = "([\d.]+)"/)).1
        let changes = try #require(Article.named("Changelog")).text
        #expect(
            changes.split(separator: "\n").contains { $0.hasPrefix("## ") && $0.contains(version) })
    }

    private func keys(of line: String) -> [String] {
        line.matches(of: /[{,]"(\w+)":/).map { String($0.1) }
    }
}
