/// Finds the dialect of a CSV input from its first part.
struct DialectProbe {
    /// Enough for hundreds of records, and read in no time.
    static let bytesMax = 1 << 16
    private static let recordsMax = 200
    private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

    let view: WindowView
    private(set) var dialect = Dialect()
    /// Where the first record starts, and on which line.
    private(set) var start: Int
    private(set) var line: UInt64 = 1
    private var segment = Segment()

    init(_ view: WindowView, from start: Int, options: ReaderOptions) {
        self.view = view
        self.start = start
        let named = separatorLine()
        let lines = leadingComments()
        let body = lines.last?.next ?? self.start
        let delimiter = usable(options.delimiter)
        dialect.quote = usable(options.quote) ?? quote(from: body, besides: delimiter)
        dialect.delimiter =
            delimiter ?? usable(named).flatMap { $0 == dialect.quote ? nil : $0 }
            ?? self.delimiter(from: body)
        skipComments(lines, body: body)
        dialect.lineEnds = lineEnds(from: body)
    }

    private func usable(_ byte: UInt8?) -> UInt8? {
        byte.flatMap { Dialect.canStructure($0) ? $0 : nil }
    }

    /// Passes over Excel's `sep=;`, quoted or not; returns the delimiter it names.
    private mutating func separatorLine() -> UInt8? {
        guard let end = view.lineEnd(from: start, before: view.end),
            let next = view.afterLineEnd(at: end)
        else { return nil }
        var text = (start..<end).map { view.base[$0] }
        if text.count == 7, text[0] == 0x22, text[6] == 0x22 { text = Array(text[1..<6]) }
        guard text.count == 5,
            text[..<4].map({ $0 | 0x20 }) == Array("sep=".utf8).map({ $0 | 0x20 })
        else { return nil }
        start = next
        line += 1
        dialect.hasSeparatorLine = true
        return text[4]
    }

    /// The lines that start with `#` in front of the first that does not, with blank ones between.
    private func leadingComments() -> [(start: Int, next: Int)] {
        var lines: [(start: Int, next: Int)] = []
        var position = start
        while position < view.end, let end = view.lineEnd(from: position, before: view.end),
            let next = view.afterLineEnd(at: end)
        {
            if view.base[position] == 0x23 {
                lines.append((position, next))
            } else if !view.isBlank(from: position, to: end) {
                return lines
            }
            position = next
        }
        return lines
    }

    /// A line is a comment unless it has as many fields as the record below, two or more, and that
    /// one is a row: then it is the header of a column named `#`.
    private mutating func skipComments(_ lines: [(start: Int, next: Int)], body: Int) {
        let columns = fieldCount(at: body)
        let isRow = hasNumber()
        for comment in lines {
            let fields = fieldCount(at: comment.start)
            if isRow, columns > 1, fields == columns { return }
            line += view.lineEnds(from: start, to: comment.next)
            start = comment.next
            dialect.commentLines += 1
        }
    }

    /// The delimiter by which the most records have as many fields as the first one, two or more.
    private mutating func delimiter(from body: Int) -> UInt8 {
        let delimiters = DialectProbe.delimiters.filter { $0 != dialect.quote }
        var best = (share: 0.0, fields: 1, delimiter: delimiters[0])
        for delimiter in delimiters {
            let counts = fieldCounts(from: body, delimiter: delimiter)
            guard let fields = counts.first, fields > 1 else { continue }
            let share = Double(counts.count { $0 == fields }) / Double(counts.count)
            if (share, fields) > (best.share, best.fields) { best = (share, fields, delimiter) }
        }
        return best.delimiter
    }

    /// `'` when the first two lines begin with a field in it and there is no `"` anywhere; never
    /// what stands between fields.
    private func quote(from body: Int, besides delimiter: UInt8?) -> UInt8 {
        if delimiter == 0x22 { return 0x27 }
        if delimiter == 0x27 { return 0x22 }
        var position = body
        for _ in 0..<2 {
            guard let end = view.lineEnd(from: position, before: view.end), end > position + 1,
                view.base[position] == 0x27, closesField(from: position + 1, to: end)
            else { return 0x22 }
            position = view.afterLineEnd(at: end) ?? end
        }
        return (body..<view.end).contains { view.base[$0] == 0x22 } ? 0x22 : 0x27
    }

    /// Whether the first `'` in the run that is not doubled stands in front of a delimiter or at
    /// the end.
    private func closesField(from start: Int, to end: Int) -> Bool {
        var position = start
        while position < end {
            if view.base[position] == 0x27 {
                guard position + 1 < end, view.base[position + 1] == 0x27 else { break }
                position += 1
            }
            position += 1
        }
        guard position < end else { return false }
        return position + 1 == end || DialectProbe.delimiters.contains(view.base[position + 1])
    }

    private mutating func fieldCount(at start: Int) -> Int {
        scan(from: start, delimiter: dialect.delimiter, recordsMax: 1)
        return segment.recordCount > 0 ? Int(segment.records[0].fieldCount) : 0
    }

    /// Whether a field of the record scanned last begins with a digit, as no header's does.
    private func hasNumber() -> Bool {
        guard segment.recordCount > 0 else { return false }
        let record = segment.records[0]
        let first = Int(record.firstField)
        return (first..<(first + Int(record.fieldCount))).contains { index in
            let field = segment.fields[index]
            let text = (field.start..<field.end).lazy.map { view.base[Int($0) - segment.shift] }
            let byte = text.first { $0 != dialect.quote && $0 != 0x2B && $0 != 0x28 && $0 != 0x20 }
            return byte.map { (0x30...0x39).contains($0) } ?? false
        }
    }

    /// The number of fields of each record in the first part. Records with a fault are left out;
    /// one with a quote inside an unquoted field has 0, since another delimiter may explain it.
    private mutating func fieldCounts(from start: Int, delimiter: UInt8) -> [Int] {
        scan(from: start, delimiter: delimiter, recordsMax: DialectProbe.recordsMax)
        return (0..<segment.recordCount).map { segment.records[$0] }
            .filter { $0.fault == nil }
            .map { hasStrayQuote($0) ? 0 : Int($0.fieldCount) }
    }

    private mutating func scan(from start: Int, delimiter: UInt8, recordsMax: Int) {
        var scanner = CSVScanner(
            delimiter: delimiter, quote: dialect.quote, recordBytesMax: DialectProbe.bytesMax)
        segment.begin(recordsMax: recordsMax, position: start)
        _ = scanner.scan(view, from: start, into: &segment)
    }

    private func hasStrayQuote(_ record: Record) -> Bool {
        let first = Int(record.firstField)
        return (first..<(first + Int(record.fieldCount))).contains { index in
            let field = segment.fields[index]
            let text = UnsafeBufferPointer(
                start: view.base + (Int(field.start) - segment.shift), count: field.count)
            return text.first != dialect.quote && text.contains(dialect.quote)
        }
    }

    /// The line ends behind the first records; those inside quoted fields do not count.
    private mutating func lineEnds(from body: Int) -> Dialect.LineEnds {
        scan(from: body, delimiter: dialect.delimiter, recordsMax: DialectProbe.recordsMax)
        let found = (0..<segment.recordCount).compactMap { index in
            lineEnd(at: Int(segment.records[index].raw.end) - segment.shift)
        }
        guard let first = found.first else { return .none }
        return found.allSatisfy { $0 == first } ? first : .mixed
    }

    private func lineEnd(at position: Int) -> Dialect.LineEnds? {
        guard position < view.inputEnd else { return nil }
        if view.base[position] == 0x0A { return .lf }
        let isPair = position + 1 < view.inputEnd && view.base[position + 1] == 0x0A
        return isPair ? .crlf : .cr
    }
}
