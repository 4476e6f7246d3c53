import Testing

@testable import ContactStore
@testable import Contacts
@testable import ImportPipeline

@Suite("The memory budget")
struct MemoryBudgetTests {
    @Test("is by default what commits of 32,768 rows in batches of 4,096 take")
    func usual() {
        let budget = ImportOptions(inputs: []).memory
        #expect(budget.groupRows == CommitGroup.rowsMax)
        #expect(budget.batchRows == ImportOptions.batchRowsMax)
    }

    @Test("keeps to its bounds", arguments: [(0, 64), (63, 64), (193, 192), (4_096, 192)])
    func bounds(asked: Int, kept: Int) {
        let budget = MemoryBudget(mebibytes: asked, threads: 2)
        let same = MemoryBudget(mebibytes: kept, threads: 2)
        #expect(budget.groupRows == same.groupRows)
        #expect(budget.roomBytes == same.roomBytes)
    }

    @Test("with less of it gives less to everything", arguments: 64..<192)
    func less(mebibytes: Int) {
        let less = MemoryBudget(mebibytes: mebibytes, threads: 2)
        let more = MemoryBudget(mebibytes: mebibytes + 1, threads: 2)
        #expect(less.groupRows < more.groupRows)
        #expect(less.groupBytes < more.groupBytes)
        #expect(less.roomBytes < more.roomBytes)
        // All groups at once are not half of it, and their batches no third.
        #expect(5 * less.groupBytes < mebibytes << 19)
        #expect(3 * less.roomBytes < mebibytes << 20)
    }

    @Test("is shared by all threads", arguments: [64, 192])
    func threads(mebibytes: Int) {
        let two = MemoryBudget(mebibytes: mebibytes, threads: 2)
        for threads in 3...ImportOptions.threadsMax {
            let budget = MemoryBudget(mebibytes: mebibytes, threads: threads)
            let batches = budget.threadsInForce + 2
            #expect(batches * budget.batchRows <= max(4 * two.batchRows, batches * 128))
            #expect(budget.roomBytes <= two.roomBytes)
        }
    }

    @Test("says nothing to the results", arguments: [64, 80, 150])
    func results(mebibytes: Int) throws {
        #expect(try Self.results(mebibytes) == Self.results(192))
    }

    /// Long rows, short ones that change what they made, and numbers that come back.
    private static func results(_ mebibytes: Int) throws -> [String] {
        let workspace = try TestWorkspace()
        let long = String(repeating: "x", count: 3_600)
        var first = "phone,note\n"
        var second = "phone,n\n"
        for row in 0..<2_500 {
            first += "415\(5_550_000 + row),\(long)\n"
            second += "415\(5_550_000 + row % 2_000),\(row)\n"
        }
        var results: [String] = []
        for text in [first, second, first] {
            let outcome = try workspace.importing(.bytes(Array(text.utf8))) {
                $0.memoryMiB = mebibytes
            }
            #expect(outcome.summary.rows == 2_500)
            results += [try workspace.reportText()]
        }
        return results + (try workspace.contents())
    }

    @Test("a text that replaces another of the same contact takes its room")
    func room() {
        let group = CommitGroup(ImportOptions(inputs: []))
        group.beginMaking()
        var text = TextRef.absent
        for length in 1...2_000 {
            text = group.storeOwn([UInt8](repeating: 0x61, count: length), replacing: text)
            #expect(group.ownArena[text.slice].count == length)
        }
        #expect(group.ownArena.count < 5 * 2_000)
    }
}
