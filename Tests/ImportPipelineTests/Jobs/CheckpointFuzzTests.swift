import Fuzzing
import Testing

@testable import ImportPipeline

@Suite("Mutated checkpoints")
struct CheckpointFuzzTests {
    @Test("are read as what they write again, or not at all")
    func parsed() throws {
        let texts = try Self.texts()
        #expect(texts.count == 2)
        fuzz("checkpoints") { seed, random in
            let bytes = random.mutated(texts, specials: "\"\"{}[]::,,99999999\\u0-1.e")
            guard let read = Checkpoint(parsing: String(decoding: bytes, as: UTF8.self)) else {
                return
            }
            let written = read.json
            #expect(Checkpoint(parsing: written)?.json == written, "seed \(seed)")
            let sum = read.summary.adding(read.summary)
            #expect(sum.rows >= read.summary.rows, "seed \(seed)")
        }
    }

    /// What a job has written that reached its end, and one that stopped.
    private static func texts() throws -> [String] {
        let workspace = try TestWorkspace()
        let rows = mixedRows(300, seed: 5)
        _ = try workspace.importing(.bytes(rows)) {
            $0.rejects = workspace.folder.appendingPathComponent("rejects").path
        }
        _ = try workspace.importing(.bytes(rows)) { $0.maxRejects = .rows(2) }
        return try workspace.rows("SELECT checkpoint FROM jobs")
    }
}
