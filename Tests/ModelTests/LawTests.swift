import Foundation
import Testing

/// The seeds of the rounds: `ENLIST_SEED` is the first one, `ENLIST_ROUNDS` says how many.
private enum Seeds {
    static let all: Range<Int> = {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["ENLIST_SEED"].flatMap { Int($0) } ?? 1
        let count = environment["ENLIST_ROUNDS"].flatMap { Int($0) } ?? 12
        return first..<first + max(1, count)
    }()
}

@Suite("The law", .serialized)
struct LawTests {
    @Test("importing a file equals adding its rows one by one", arguments: Seeds.all)
    func importing(seed: Int) throws {
        var round = try Round(seed: seed, named: "import")
        try round.begin()
        try round.importNewFile(rows: 1...40)
        try round.checkTables()
        for _ in 0..<4 where round.isClean { try round.step() }
        if round.isClean { try round.finish() }
        try conclude(round, seed: seed)
    }

    @Test("single adds leave what an import of the same rows leaves", arguments: Seeds.all)
    func adding(seed: Int) throws {
        var round = try Round(seed: seed, named: "add")
        try round.begin()
        try round.addRowByRow(rowsMax: 15)
        if round.isClean { try round.finish() }
        try conclude(round, seed: seed)
    }

    @Test("rows of many batches obey it too", arguments: Seeds.all.prefix(1 + Seeds.all.count / 12))
    func importingMuch(seed: Int) throws {
        var round = try Round(seed: seed, named: "large", numbersMax: 3_000)
        try round.begin()
        try round.importNewFile(rows: 3_000...4_000)
        try round.importLastFileAgain()
        try round.checkTables()
        try conclude(round, seed: seed)
    }

    /// The directory of a failed round stays, to be looked into.
    private func conclude(_ round: Round, seed: Int) throws {
        if round.isClean { return try round.workspace.remove() }
        let words = round.comparison.differences.joined(separator: "\n")
        Issue.record("ENLIST_SEED=\(seed) in \(round.workspace.directory.path()):\n\(words)")
    }
}
