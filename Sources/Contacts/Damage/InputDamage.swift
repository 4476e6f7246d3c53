/// The damage of one input, as far as it is read.
struct InputDamage: Sendable, Equatable {
    let input: Int
    private(set) var counts = [Int](repeating: 0, count: DamageKind.allCases.count)
    private(set) var lines = [[UInt64]](repeating: [], count: DamageKind.allCases.count)
    private(set) var rows: UInt64 = 0
    private(set) var shortRows = 0
    private(set) var isSheet = false
    private(set) var hasHeader = false
    private(set) var cutLine: UInt64 = 0
    private(set) var lengths = NumberLengths()
    private(set) var numbers = RepeatedNumbers()
    private(set) var sequence = RowRun()
    private(set) var shift = RowRun()

    /// Rows in an unbroken sequence that nobody types: random lists of a million numbers have next
    /// to none of ten.
    private static let sequenceMin = 10
    /// Rows with their number in another column that make a shift, not an accident.
    private static let shiftMin = 5
    /// Rows of a worksheet: of Excel up to 2003, and since.
    private static let sheetRows: [UInt64] = [65_536, 1_048_576]

    init(input: Int) { self.input = input }

    mutating func restore(
        rows: UInt64, shortRows: Int, isSheet: Bool, hasHeader: Bool, cutLine: UInt64
    ) {
        self.rows = rows
        self.shortRows = shortRows
        self.isSheet = isSheet
        self.hasHeader = hasHeader
        self.cutLine = cutLine
    }

    /// - Parameters: by kind.
    mutating func restore(counts: [Int], lines: [[UInt64]]) {
        self.counts = counts
        self.lines = lines
    }

    mutating func restore(
        lengths: NumberLengths, sequence: RowRun, shift: RowRun, numbers: RepeatedNumbers
    ) {
        self.lengths = lengths
        self.sequence = sequence
        self.shift = shift
        self.numbers = numbers
    }

    /// Takes the signs of the input's next batch.
    mutating func take(_ batch: BatchSigns) {
        isSheet = batch.isCSV
        hasHeader = batch.hasHeader
        shortRows += batch.shortRows
        lengths.add(batch.lengths)
        takeNumbers(batch.numbers)
        for sign in batch.signs { take(sign) }
        rows = max(rows, batch.lastRow)
    }

    private mutating func takeNumbers(_ places: [NumberPlace]) {
        var row = rows
        for place in places {
            row &+= 1
            guard place.phone > 0 else { continue }
            numbers.note(place)
            sequence.take(
                place.phone, row: row, line: place.line,
                continues: place.phone == sequence.value &+ 1)
            if sequence.length >= Self.sequenceMin {
                count(.numberSequence, sequence, min: Self.sequenceMin)
            }
        }
    }

    private mutating func take(_ sign: DamageSign) {
        switch sign.kind {
        case .digitsLost: count(.digitsLost, sign.line)
        case .floatNumber: count(.floatNumbers, sign.line)
        case .plusLost: count(.plusLost, sign.line)
        case .headerRepeated: count(.headerRepeated, sign.line)
        case .totalsRow: count(.totalsRow, sign.line)
        case .mojibake: count(.mojibake, sign.line)
        case .dateOrder: count(.dateOrder, sign.line)
        case .cut: cutLine = sign.line
        case .shifted:
            let offset = UInt64(bitPattern: Int64(sign.offset))
            shift.take(offset, row: sign.row, line: sign.line, continues: offset == shift.value)
            if shift.length >= Self.shiftMin {
                count(.columnsShifted, shift, min: Self.shiftMin)
            }
        }
    }

    private mutating func count(_ kind: DamageKind, _ line: UInt64) {
        let index = Int(kind.rawValue)
        counts[index] += 1
        if lines[index].count < DamageFinding.linesMax { lines[index].append(line) }
    }

    /// A run counts from the row that makes it long enough, with its rows before.
    private mutating func count(_ kind: DamageKind, _ run: RowRun, min: Int) {
        if run.length > min {
            counts[Int(kind.rawValue)] += 1
        } else {
            count(kind, run.startLine)
            counts[Int(kind.rawValue)] += min - 1
        }
    }

    /// What the rows so far come to.
    var findings: [DamageFinding] {
        var all = self
        all.add(.repeatedNumber, numbers.found(among: Int(rows)))
        let zero = lengths.zeroLost
        all.add(.zeroLost, (zero.count, [zero.line]))
        if cutLine > 0, !isSheet || UInt64(shortRows) <= max(rows / 10, 1) {
            all.add(.recordCut, (1, [cutLine]))
        }
        let lineCount = rows + (hasHeader ? 1 : 0)
        if isSheet, Self.sheetRows.contains(rows) || Self.sheetRows.contains(lineCount) {
            all.add(.rowLimit, (Int(rows), []))
        }
        return DamageKind.allCases.compactMap { kind in
            let index = Int(kind.rawValue)
            guard all.counts[index] > 0 else { return nil }
            return DamageFinding(kind: kind, count: all.counts[index], lines: all.lines[index])
        }
    }

    private mutating func add(_ kind: DamageKind, _ found: (count: Int, lines: [UInt64])) {
        guard found.count > 0 else { return }
        counts[Int(kind.rawValue)] = found.count
        lines[Int(kind.rawValue)] = found.lines
    }
}
