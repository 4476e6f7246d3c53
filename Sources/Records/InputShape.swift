/// The shape of an input, told from its first bytes.
enum InputShape: Equatable {
    case csv
    case lines
    /// One top-level JSON array of objects.
    case array

    var format: RecordFormat { self == .csv ? .csv : .ndjson }

    /// Finds the shape, within the format when that is given. Text that opens an object is NDJSON,
    /// brackets before an object open an array; everything else is CSV.
    static func examine(_ view: WindowView, from start: Int, format: RecordFormat?) -> InputShape {
        if format == .csv { return .csv }
        let first = afterBlanks(view, from: start)
        guard first < view.end else { return format == .ndjson ? .lines : .csv }
        if view.base[first] == 0x5B {
            let second = afterBlanks(view, from: first + 1)
            if opensObject(view, from: second) { return .array }
            // An empty array is an input without records.
            if second < view.end, view.base[second] == 0x5D,
                view.isBlank(from: second + 1, to: view.end)
            {
                return .array
            }
        }
        return view.base[first] == 0x7B || format == .ndjson ? .lines : .csv
    }

    /// Whether nothing but opening brackets and blanks stands before the brace of an object.
    private static func opensObject(_ view: WindowView, from start: Int) -> Bool {
        var position = start
        while position < view.end, view.base[position] == 0x5B {
            position = afterBlanks(view, from: position + 1)
        }
        return position < view.end && view.base[position] == 0x7B
    }

    private static func afterBlanks(_ view: WindowView, from start: Int) -> Int {
        var position = start
        while position < view.end, view.isBlank(from: position, to: position + 1) { position += 1 }
        return position
    }
}
