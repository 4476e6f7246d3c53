import Records

/// A tally as text, so that a job that goes on finds the same damage as one that was never stopped.
extension DamageTally {
    /// One JSON object; most of it are the numbers that were seen, some thousand at most.
    package var state: String {
        let found = findings.flatMap { input in
            input.damage.map { finding in
                Self.list(
                    [UInt64(input.input), UInt64(finding.kind.rawValue), UInt64(finding.count)]
                        + finding.lines)
            }
        }
        let begun = current.map(\.state) ?? "null"
        return "{\"findings\":[\(found.joined(separator: ","))],"
            + "\"lengths\":\(Self.list(lengths.state)),\"input\":\(begun)}"
    }

    /// Reads what ``state`` gave; nil when it is something else.
    package init?(state: JSONValue) {
        guard case .array(let found)? = state["findings"],
            let lengths = NumberLengths(state: state["lengths"])
        else { return nil }
        var findings: [InputFindings] = []
        for element in found {
            guard let values = Self.values(element), values.count >= 3, values[2] <= Self.countMax,
                let kind = DamageKind(rawValue: UInt8(truncatingIfNeeded: values[1]))
            else { return nil }
            let finding = DamageFinding(
                kind: kind, count: Int(values[2]), lines: Array(values.dropFirst(3)))
            let input = Int(values[0])
            let earlier = findings.last?.input == input ? findings.removeLast().damage : []
            findings.append(InputFindings(input: input, damage: earlier + [finding]))
        }
        var current: InputDamage?
        if let begun = state["input"], !begun.isNull {
            guard let input = InputDamage(state: begun) else { return nil }
            current = input
        }
        self.init()
        restore(findings: findings, lengths: lengths, current: current)
    }

    /// More than any count of a job can be: one that goes on adds to it.
    fileprivate static let countMax: UInt64 = 1 << 53

    fileprivate static func list(_ values: [UInt64]) -> String {
        let json = ByteArena()
        json.append("[")
        for (index, value) in values.enumerated() {
            if index > 0 { json.append(",") }
            json.append(decimal: Int(value))
        }
        json.append("]")
        return String(decoding: json.all, as: UTF8.self)
    }

    /// The whole numbers of a list, each small enough for an `Int`.
    fileprivate static func values(_ list: JSONValue?) -> [UInt64]? {
        guard case .array(let elements)? = list else { return nil }
        var values: [UInt64] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            guard case .number(let text) = element, let value = UInt64(text),
                value <= UInt64(Int.max)
            else { return nil }
            values.append(value)
        }
        return values
    }
}

extension InputDamage {
    fileprivate var state: String {
        let facts = [
            UInt64(input), rows, UInt64(shortRows), isSheet ? 1 : 0, hasHeader ? 1 : 0, cutLine,
        ]
        let counted = zip(counts, lines).map { count, lines in
            DamageTally.list([UInt64(count)] + lines)
        }
        return "{\"facts\":\(DamageTally.list(facts)),"
            + "\"counted\":[\(counted.joined(separator: ","))],"
            + "\"lengths\":\(DamageTally.list(lengths.state)),"
            + "\"sequence\":\(DamageTally.list(sequence.state)),"
            + "\"shift\":\(DamageTally.list(shift.state)),"
            + "\"numbers\":\(numbers.state)}"
    }

    fileprivate init?(state: JSONValue) {
        guard let facts = DamageTally.values(state["facts"]), facts.count == 6,
            facts.allSatisfy({ $0 <= DamageTally.countMax }),
            case .array(let counted)? = state["counted"],
            counted.count == DamageKind.allCases.count,
            let lengths = NumberLengths(state: state["lengths"]),
            let sequence = RowRun(state: state["sequence"]),
            let shift = RowRun(state: state["shift"]),
            let numbers = RepeatedNumbers(state: state["numbers"])
        else { return nil }
        let counts = counted.compactMap { DamageTally.values($0) }
        guard counts.count == counted.count,
            counts.allSatisfy({ $0.first.map { $0 <= DamageTally.countMax } ?? false })
        else { return nil }
        self.init(input: Int(facts[0]))
        restore(
            rows: facts[1], shortRows: Int(facts[2]), isSheet: facts[3] == 1,
            hasHeader: facts[4] == 1, cutLine: facts[5])
        restore(counts: counts.map { Int($0[0]) }, lines: counts.map { Array($0.dropFirst()) })
        restore(lengths: lengths, sequence: sequence, shift: shift, numbers: numbers)
    }
}

extension NumberLengths {
    /// Each form and length that is there: its place, count and first line.
    fileprivate var state: [UInt64] {
        counts.indices.filter { counts[$0] > 0 }.flatMap {
            [UInt64($0), UInt64(counts[$0]), lines[$0]]
        }
    }

    fileprivate init?(state: JSONValue?) {
        guard let values = DamageTally.values(state), values.count % 3 == 0 else { return nil }
        self.init()
        for start in stride(from: 0, to: values.count, by: 3) {
            guard restore(values[start], count: values[start + 1], line: values[start + 2]) else {
                return nil
            }
        }
    }
}

extension RowRun {
    /// The value in two halves: that of a shift may be negative.
    fileprivate var state: [UInt64] {
        [value >> 32, value & 0xFFFF_FFFF, lastRow, UInt64(length), startLine]
    }

    fileprivate init?(state: JSONValue?) {
        guard let values = DamageTally.values(state), values.count == 5 else { return nil }
        self.init(
            value: values[0] << 32 | values[1], lastRow: values[2], length: Int(values[3]),
            startLine: values[4])
    }
}

extension RepeatedNumbers {
    /// The list of the places that are taken, five figures each: written at every commit, so
    /// without an array between.
    fileprivate var state: String {
        let json = ByteArena()
        for (index, place) in places.enumerated() where place.phone > 0 {
            json.append(json.count == 0 ? "[" : ",")
            json.append(decimal: index)
            json.append(",")
            json.append(decimal: Int(place.phone))
            json.append(",")
            json.append(decimal: Int(place.count))
            json.append(",")
            json.append(decimal: Int(place.strength))
            json.append(",")
            json.append(decimal: Int(place.line))
        }
        json.append(json.count == 0 ? "[]" : "]")
        return String(decoding: json.all, as: UTF8.self)
    }

    fileprivate init?(state: JSONValue?) {
        guard let values = DamageTally.values(state), values.count % 5 == 0 else { return nil }
        self.init()
        for start in stride(from: 0, to: values.count, by: 5) {
            let place = Place(
                phone: values[start + 1], count: UInt32(truncatingIfNeeded: values[start + 2]),
                strength: UInt32(truncatingIfNeeded: values[start + 3]), line: values[start + 4])
            restore(place, at: Int(values[start]))
        }
    }
}
