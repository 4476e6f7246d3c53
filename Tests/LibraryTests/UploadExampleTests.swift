import Foundation
import ImportPipeline
import Testing

@Suite("The library's example")
struct UploadExampleTests {
    @Test("is the code that its article shows")
    func isTheArticle() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let article = tests.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/enlist/Enlist.docc/ImportingFromSwift.md")
        let shown = try String(contentsOf: article, encoding: .utf8)
            .components(separatedBy: "```swift\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
        let code = try String(
            contentsOf: tests.appendingPathComponent("UploadExample.swift"), encoding: .utf8)
        #expect(shown.contains(code))
    }

    @Test("imports an upload once and tells what was refused")
    func upload() async throws {
        let folder = try TestFolder()
        let path = try folder.write(numbered(20) + "x,Ann\n", to: "upload.csv")
        let refused = Collected<ReportedRow>()
        for _ in 0..<2 {
            let summary = try await importUpload(
                path, named: "upload 1", to: TestFolder.list, in: folder.workspace,
                refused: { refused.add($0) })
            #expect(summary.contactsCreated == 20)
            #expect(summary.enrolled == ["Welcome": 20])
        }
        #expect(refused.all.map(\.code) == ["invalid_phone"])
        #expect(try folder.lines("upload.csv.report.ndjson").count == 21)
    }

    @Test("streams the results, and ends the import with the stream")
    func stream() async throws {
        let folder = try TestFolder()
        var numbers: [Int] = []
        for try await rows in results(of: options(numbered(100)), with: folder.importer) {
            numbers += rows.map(\.number)
        }
        #expect(numbers == Array(1...100))
        await #expect(throws: ImportFailure.self) {
            for try await _ in results(of: options("a,b\n1,2\n"), with: folder.importer) {}
        }
    }
}
