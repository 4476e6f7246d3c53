import Foundation
import Testing

@Suite("Documents")
struct DocumentLengthTests {
    @Test("have as few lines as a file of code")
    func lines() throws {
        let folder = SourceFile.projectFolder.appendingPathComponent("Sources/enlist/Enlist.docc")
        let articles = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "md" }
        #expect(articles.count > 20)
        for file in articles + [SourceFile.projectFolder.appendingPathComponent("README.md")] {
            let text = try String(contentsOf: file, encoding: .utf8)
            let lines = text.count { $0 == "\n" }
            #expect(lines <= SourceRule.fileLinesMax, "\(file.lastPathComponent)")
        }
    }
}
