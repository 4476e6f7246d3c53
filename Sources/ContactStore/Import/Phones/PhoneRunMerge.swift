/// Merges runs of phone numbers into one, a block of each in memory at a time.
struct PhoneRunMerge {
    private let blocks: PhoneBlockTable
    private let target: Int64
    /// Numbers of all runs.
    private let count: Int
    private var sources: [PhoneRunReader] = []
    private var merged: [KeyedPhone] = []

    /// - Parameter count: numbers of all runs; where they have more, the merge throws.
    init(
        of runs: [Int64], count: Int, into target: Int64, _ blocks: PhoneBlockTable
    ) throws(StoreError) {
        self.blocks = blocks
        self.target = target
        self.count = count
        merged.reserveCapacity(PackedNumbers.countMax)
        for run in runs { sources.append(try PhoneRunReader(run: run, blocks)) }
    }

    mutating func run() throws(StoreError) {
        var rest = count
        while let index = smallest() {
            guard let entry = sources[index].entry else { break }
            if rest == 0 { throw PackedNumbers.damaged }
            rest -= 1
            if let last = merged.last, last.phone >= entry.phone { throw PackedNumbers.damaged }
            if merged.count == PackedNumbers.countMax { try write() }
            merged.append(entry)
            try sources[index].advance()
        }
        try write()
    }

    private mutating func write() throws(StoreError) {
        try blocks.write(merged, of: target)
        merged.removeAll(keepingCapacity: true)
    }

    /// The source with the smallest number; nil when all are read.
    private func smallest() -> Int? {
        var best: Int?
        var bestPhone = UInt64.max
        for index in sources.indices where sources[index].phone < bestPhone {
            best = index
            bestPhone = sources[index].phone
        }
        return best
    }
}

/// Reads a run's entries one by one.
private struct PhoneRunReader {
    private let run: Int64
    private let blocks: PhoneBlockTable
    /// The block at hand and its keys; nil at the end.
    private var phones: PackedNumbers?
    private var keys: PackedNumbers?
    private var index = 0
    /// The number at hand; larger than any number at the end.
    private(set) var phone = UInt64.max

    init(run: Int64, _ blocks: PhoneBlockTable) throws(StoreError) {
        self.run = run
        self.blocks = blocks
        try open(from: 0)
    }

    var entry: KeyedPhone? {
        keys.map { KeyedPhone(phone: phone, key: Int64(truncatingIfNeeded: $0[index])) }
    }

    mutating func advance() throws(StoreError) {
        index += 1
        if let phones, index < phones.count {
            phone = phones[index]
        } else {
            try open(from: phone + 1)
        }
    }

    private mutating func open(from phone: UInt64) throws(StoreError) {
        let block = try blocks.block(of: run, reaching: phone)
        phones = block?.phones
        keys = try block.map(blocks.keys)
        index = 0
        self.phone = phones?[0] ?? .max
    }
}
