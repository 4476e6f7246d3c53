import Testing

@testable import ContactStore

@Suite("Reading rows by many keys")
struct KeyedReadTests {
    @Test("finds what is there, once, wherever the keys lie", arguments: [1, 3, 16, 17, 40])
    func finds(stride step: Int64) throws {
        let (folder, read) = try table(keys: Swift.stride(from: 0, to: 2_000, by: 3))
        for wanted in [
            Array(Swift.stride(from: Int64(-50), to: 2_100, by: Int64.Stride(step))), [5], [],
        ] {
            var found: [Int64] = []
            try read.read(wanted) { place, row in
                #expect(row.int64(0) == wanted[place] && row.int64(1) == wanted[place] * 7)
                found.append(wanted[place])
            }
            #expect(found == wanted.filter { (0..<2_000).contains($0) && $0 % 3 == 0 })
        }
        withExtendedLifetime(folder) {}
    }

    @Test("is ready for the next keys after an error in the middle")
    func goesOn() throws {
        let (folder, read) = try table(keys: Swift.stride(from: 0, to: 10, by: 1))
        let failure = StoreError(code: 1, operation: "test", reason: "stop")
        #expect(throws: failure) {
            try read.read([1, 2, 3]) { (_, _) throws(StoreError) in throw failure }
        }
        var found = 0
        try read.read([4, 5]) { _, row in found += row.int(1) }
        #expect(found == 63)
        withExtendedLifetime(folder) {}
    }

    private func table(keys: some Sequence<Int64>) throws -> (TestFolder, KeyedRead) {
        let folder = try TestFolder()
        let path = folder.path + "/keys.db"
        try Workspace.createPrivately(path)
        let connection = try Connection(path: path, access: .write)
        try connection.execute("CREATE TABLE rows(id INTEGER PRIMARY KEY, value INTEGER)")
        let insert = try connection.prepare("INSERT INTO rows VALUES(?1, ?1 * 7)")
        for key in keys {
            insert.bind(key, at: 1)
            try insert.run()
        }
        return (folder, try KeyedRead(["value"], of: "rows", key: "id", connection))
    }
}
