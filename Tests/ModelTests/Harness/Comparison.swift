/// Compares what was expected with what came, and collects every difference in words.
///
/// It lives as long as a workspace does, because ids are stable for ever.
struct Comparison {
    private static let differencesMax = 12

    private(set) var differences: [String] = []
    private var idOfThing: [Text: Text] = [:]
    private var thingOfID: [Text: Text] = [:]
    private var windows: [Int: ClosedRange<Text>] = [:]
    private var clocks: [Int: Text] = [:]

    /// A moment of the run must lie within the window: instants to the second, UTC.
    mutating func openWindow(of run: Int, from start: Text, to end: Text) {
        windows[run] = start...end
    }

    mutating func note(_ difference: String) {
        if differences.count < Comparison.differencesMax { differences.append(difference) }
    }

    mutating func check(_ value: JSON?, _ expected: Expectation, at place: String) {
        guard let value else { return note("\(place): missing, expected \(expected)") }
        switch expected {
        case .anything: return
        case .exactly(let wanted):
            if value != wanted { note("\(place): \(value.compact), expected \(wanted.compact)") }
        case .moment(let moment): check(value, moment, at: place)
        case .id(let thing): checkID(value, of: thing, at: place)
        case .sentence(let row, let isParsed):
            checkSentence(value, of: row, isParsed: isParsed, at: place)
        case .object(let fields): check(value, fields, at: place)
        }
    }

    mutating func check(_ rows: [JSON], _ expected: [Expectation], at place: String) {
        if rows.count != expected.count {
            note("\(place): \(rows.count) lines, expected \(expected.count)")
        }
        for (index, pair) in zip(rows, expected).enumerated() {
            check(pair.0, pair.1, at: "\(place)[\(index + 1)]")
        }
    }

    private mutating func check(_ value: JSON, _ fields: [Expectation.Field], at place: String) {
        guard case .object(let members) = value else {
            return note("\(place): \(value.compact) is no object")
        }
        let names = members.map(\.name)
        let fields = fields.filter { !$0.mayBeMissing || names.contains($0.name) }
        let wanted = fields.map(\.name)
        guard names == wanted else {
            return note("\(place): \(value.compact) has keys \(names), expected \(wanted)")
        }
        for (member, field) in zip(members, fields) {
            check(member.value, field.value, at: "\(place).\(field.name)")
        }
    }

    private mutating func check(_ value: JSON, _ moment: Moment, at place: String) {
        guard case .string(let text) = value else {
            return note("\(place): \(value.compact) is no instant")
        }
        switch moment {
        case .at(let wanted):
            if text != wanted { note("\(place): \(text), expected \(wanted)") }
        case .during(let run): check(text, during: run, at: place)
        case .clock(let run):
            check(text, during: run, at: place)
            let clock = clocks[run, default: text]
            clocks[run] = clock
            if text != clock {
                note("\(place): \(text), expected \(clock) as elsewhere in the run")
            }
        }
    }

    private mutating func check(_ instant: Text, during run: Int, at place: String) {
        guard let window = windows[run] else { return note("\(place): run \(run) unknown") }
        if instant.bytes.count != 20 || !window.contains(instant) {
            note("\(place): \(instant), expected an instant of run \(run) in \(window)")
        }
    }

    private mutating func checkID(_ value: JSON, of thing: Text, at place: String) {
        guard case .string(let id) = value, id.isID else {
            return note("\(place): \(value.compact) is no id")
        }
        let known = idOfThing.updateValue(id, forKey: thing)
        if let known, known != id { note("\(place): \(id), earlier \(known) for \(thing)") }
        let other = thingOfID.updateValue(thing, forKey: id)
        if let other, other != thing { note("\(place): \(id) is of \(other) and of \(thing)") }
    }

    private mutating func checkSentence(
        _ value: JSON, of row: RowPlace?, isParsed: Bool, at place: String
    ) {
        guard case .string(let text) = value, text.bytes.count > 10, text.contains(".") else {
            return note("\(place): \(value.compact) is no sentence")
        }
        guard let row else { return }
        let byte = text.string.firstMatch(of: /, byte (\d+)\)$/).flatMap { Int($0.1) } ?? 0
        let isRight = isParsed ? byte == row.bytes.lowerBound : row.bytes.contains(byte)
        if !isRight || !text.string.hasSuffix(row.words(ofByte: byte)) {
            note("\(place): \(value.compact), expected a place in bytes \(row.bytes)")
        }
    }
}

extension Text {
    fileprivate var isID: Bool {
        bytes.count == 24 && bytes.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }
}
