/// A word for each row of a table, in blocks that fill a page: what would else be read row by row
/// is read and compared by the thousand.
///
/// Only the rows themselves count: whoever changes, removes or adds one by another way makes a
/// trigger forget the words of its whole block, and rows are read until they are set again.
package final class PackedWords {
    /// A table of words.
    enum Kind: String, CaseIterable {
        /// For a ListContact the fingerprint of the row that was applied to it last: the same row
        /// need not be compared with what is stored.
        case fingerprints
        /// What validations can change of a Contact.
        case contacts = "packed_contacts"
        /// For a validation that was not forced its answer.
        case answers = "packed_answers"

        /// Whose rows the words belong to, by their integer key.
        var rows: String {
            switch self {
            case .fingerprints: "list_contacts"
            case .contacts: "contacts"
            case .answers: "validations"
            }
        }
    }

    private let blocks: KeyedRead
    private let insert: Statement

    /// Rows of a block: their words fill a page of 16 KiB.
    static let rowsOfBlock: Int64 = 2_000

    init(_ kind: Kind, _ connection: Connection) throws(StoreError) {
        let table = kind.rawValue
        blocks = try KeyedRead(["words"], of: table, key: "id", connection)
        insert = try connection.prepare(
            "INSERT OR REPLACE INTO \(table)(id, words) VALUES(?, ?)")
    }

    /// Some words in a row.
    private struct Block {
        let id: Int64
        var words: [UInt64] = []

        /// As stored: little endian.
        var bytes: [UInt8] { words.map { $0.littleEndian }.withUnsafeBytes { Array($0) } }

        /// Makes room for a place.
        mutating func reach(_ place: Int) {
            let missing = place + 1 - words.count
            if missing > 0 { words.append(contentsOf: repeatElement(0, count: missing)) }
        }
    }

    /// The block of a row's key, and its place there.
    private static func place(of key: Int64) -> (block: Int64, word: Int) {
        let number = key & (1 << Schema.contactBits - 1)
        return (key - number + number / rowsOfBlock, Int(number % rowsOfBlock))
    }

    /// The words of many rows; 0 where there is none.
    ///
    /// - Parameter keys: ascending, each once.
    package func words(of keys: [Int64]) throws(StoreError) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: keys.count)
        let runs = keys.runs { Self.place(of: $0).block == Self.place(of: $1).block }
        let ids = runs.map { Self.place(of: keys[$0.lowerBound]).block }
        var run = 0
        try forEachBlock(ids) { block in
            while ids[run] < block.id { run += 1 }
            let first = Self.firstKey(of: block.id)
            for index in runs[run] {
                let word = Int(keys[index] - first)
                if word < block.words.count { words[index] = block.words[word] }
            }
        }
        return words
    }

    /// The stored blocks of some ids, ascending.
    private func forEachBlock(
        _ ids: [Int64], _ body: (Block) throws(StoreError) -> Void
    ) throws(StoreError) {
        try blocks.read(ids) { (place, row) throws(StoreError) in
            guard let words = row.words(1), words.count <= Self.rowsOfBlock else {
                throw StoreError(
                    code: 11, operation: "look up packed words",
                    reason: "a block of them is damaged")
            }
            try body(Block(id: ids[place], words: words))
        }
    }

    /// Changes rows and sets their words: those around them are read before, as the changes make
    /// the store forget them.
    ///
    /// - Parameters:
    ///   - new: ascending by key, each once; 0 forgets. All rows that `change` changes.
    package func set(
        _ new: [KeyedWord], whileChanging change: () throws(StoreError) -> Void
    ) throws(StoreError) {
        let runs = new.runs { Self.place(of: $0.key).block == Self.place(of: $1.key).block }
        let ids = runs.map { Self.place(of: new[$0.lowerBound].key).block }
        var blocks = ids.map { Block(id: $0) }
        var next = 0
        try forEachBlock(ids) { stored in
            while blocks[next].id < stored.id { next += 1 }
            blocks[next] = stored
        }
        try change()
        for (index, run) in runs.enumerated() {
            blocks[index].reach(Self.place(of: new[run.upperBound - 1].key).word)
            for keyed in new[run] {
                blocks[index].words[Self.place(of: keyed.key).word] = keyed.word
            }
            try write(blocks[index])
        }
    }

    private func write(_ block: Block) throws(StoreError) {
        insert.bind(block.id, at: 1)
        insert.bind(blob: block.bytes, at: 2)
        try insert.run()
    }
}

/// A row's key and the word that is packed for it.
package struct KeyedWord: Sendable {
    package let key: Int64
    package let word: UInt64

    package init(key: Int64, word: UInt64) {
        self.key = key
        self.word = word
    }
}

/// Words and all their rows.
extension PackedWords {
    /// Makes all words anew that the rows alone tell; the others are forgotten.
    static func rebuild(_ kind: Kind, _ connection: Connection) throws(StoreError) {
        let table = kind.rawValue
        try connection.execute("DELETE FROM \(table)")
        if kind == .fingerprints { return }
        let words = try PackedWords(kind, connection)
        let rows = try connection.prepare(rightWords(kind))
        rows.bind(Int64.min, at: 1)
        rows.bind(Int64.max, at: 2)
        defer { rows.reset() }
        var block: Block?
        while try rows.step() {
            let (id, word) = place(of: rows.int64(0))
            if let block, block.id != id { try words.write(block) }
            if block?.id != id { block = Block(id: id) }
            block?.reach(word)
            block?.words[word] = UInt64(bitPattern: rows.int64(1))
        }
        if let block { try words.write(block) }
    }

    /// Words that their rows do not bear out, of which there must be none.
    static func strayCount(_ kind: Kind, _ connection: Connection) throws(StoreError) -> Int {
        let table = kind.rawValue
        let words = try PackedWords(kind, connection)
        let ids = try connection.prepare("SELECT id FROM \(table) ORDER BY id")
        let rows = try connection.prepare(rightWords(kind))
        defer { ids.reset() }
        var strays = 0
        while try ids.step() {
            var block = Block(id: ids.int64(0))
            try words.forEachBlock([block.id]) { block = $0 }
            let first = firstKey(of: block.id)
            rows.bind(first, at: 1)
            rows.bind(first &+ (rowsOfBlock - 1), at: 2)
            while try rows.step() {
                let place = place(of: rows.int64(0)).word
                guard place < block.words.count else { continue }
                let isRight =
                    rows.isNull(1) || block.words[place] == UInt64(bitPattern: rows.int64(1))
                if isRight { block.words[place] = 0 }
            }
            strays += block.words.count { $0 != 0 }
        }
        return strays
    }

    /// The keys of rows that may have a word, and the word where only one is right.
    private static func rightWords(_ kind: Kind) -> String {
        switch kind {
        case .fingerprints:
            "SELECT id, NULL FROM list_contacts WHERE id BETWEEN ?1 AND ?2 AND active = 1"
        case .contacts:
            """
            SELECT id, 1 | (line_type << 1) | (ifnull(validation_status + 1, 0) << 9)
                | (ifnull(carrier, 0) << 17)
            FROM contacts
            WHERE id BETWEEN ?1 AND ?2
            """
        case .answers:
            """
            SELECT id, answer
            FROM validations
            WHERE id BETWEEN ?1 AND ?2 AND forced_job IS NULL
            """
        }
    }

    private static func firstKey(of block: Int64) -> Int64 {
        let number = block & (1 << Schema.contactBits - 1)
        return block &- number &+ number &* rowsOfBlock
    }
}
