import Foundation
import Testing

@testable import ImportPipeline

@Suite("The provider protocol as it is documented")
struct ProviderProtocolTests {
    @Test("is what the client asks")
    func question() throws {
        let body = String(decoding: CallBody.json(asks), as: UTF8.self)
        #expect(try article().contains("\n\n\(body)\n```"))
    }

    @Test("is what the client reads: an answer, and a number that failed")
    func answer() throws {
        let block = try #require(article().components(separatedBy: "```json\n").dropFirst().first)
        let body = Array(block.components(separatedBy: "```")[0].utf8)
        let replies = try AnswerReader.replies(in: body, to: asks)
        guard case .answer(let answer) = replies[0], case .failed = replies[1] else {
            Issue.record("\(replies)")
            return
        }
        #expect(answer.isValid && answer.lineType == .mobile && answer.carrier == "Verizon")
    }

    private let asks = [14_155_552_671, 14_155_552_672].map {
        ValidationAsk(phone: $0, isForced: false)
    }

    private func article() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(
            contentsOf: root.appendingPathComponent(
                "Sources/enlist/Enlist.docc/ProviderProtocol.md"), encoding: .utf8)
    }
}
