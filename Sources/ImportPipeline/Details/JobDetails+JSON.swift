import Contacts
import Records

/// The form in which a job's checkpoint keeps its details.
extension JobDetails {
    /// One JSON object; `pace` is of one process's time, all else the same however a job ran.
    var json: String {
        let places = firstPlaces.sorted { $0.key < $1.key }.map { code, place in
            "\(JSONList.text(code)):[\(place.input),\(place.line)]"
        }
        let types = lineTypes.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            "\(JSONList.text($0.key.name)):\($0.value)"
        }
        return "{\"first_refused\":{\(places.joined(separator: ","))},"
            + "\"refused\":[\(refused.map(\.json).joined(separator: ","))],"
            + "\"line_types\":{\(types.joined(separator: ","))},"
            + "\"areas\":\(Self.pairs(areas)),\"states\":\(Self.pairs(statesOfRanges)),"
            + "\"signups_by\":\"\(signups.isByMonth ? "month" : "day")\","
            + "\"signups\":\(Self.pairs(signups.counts)),"
            + "\"pace\":[\(pace.samples.map { "[\($0.milliseconds),\($0.rows)]" }.joined(separator: ","))]}"
    }

    /// Reads what ``json`` wrote; nil when it is something else.
    init?(_ value: JSONValue) {
        guard case .object(let places)? = value["first_refused"],
            case .array(let refused)? = value["refused"],
            refused.count <= Self.refusedMax,
            let areas = Self.pairs(value["areas"], keys: 0..<1_000),
            let states = Self.pairs(value["states"], keys: USState.all.indices),
            let signups = Self.pairs(value["signups"], keys: 0..<Self.daysMax),
            let pace = Self.numbers(value["pace"], width: 2)
        else { return nil }
        self.init()
        for (code, place) in places {
            guard let place = Self.row(place), place.count == 2 else { return nil }
            firstPlaces[code] = RowPlace(input: place[0], line: UInt64(place[1]))
        }
        self.refused = refused.compactMap { RefusedRow($0) }
        guard self.refused.count == refused.count else { return nil }
        let types = value.counts("line_types")
        for type in LineType.allCases { lineTypes[type] = types[type.name] }
        self.areas = areas
        statesOfRanges = states
        self.signups = SignupDays(
            counts: signups, isByMonth: value.text("signups_by") == "month")
        self.pace = Pace(pace.map { .init(milliseconds: $0[0], rows: $0[1]) })
    }

    private static func pairs(_ counts: [Int: Int]) -> String {
        let pairs = counts.sorted { $0.key < $1.key }.map { "[\($0.key),\($0.value)]" }
        return "[" + pairs.joined(separator: ",") + "]"
    }

    /// Days from 1970 that a sign-up can have; four digits make a year.
    private static let daysMax = 2_932_897

    private static func pairs(_ value: JSONValue?, keys: Range<Int>) -> [Int: Int]? {
        guard let rows = numbers(value, width: 2), rows.allSatisfy({ keys.contains($0[0]) }) else {
            return nil
        }
        return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
    }

    /// A list of lists of so many whole numbers from 0.
    private static func numbers(_ value: JSONValue?, width: Int) -> [[Int]]? {
        guard case .array(let rows)? = value else { return nil }
        let numbers = rows.compactMap { row($0) }.filter { $0.count == width }
        return numbers.count == rows.count ? numbers : nil
    }

    private static func row(_ value: JSONValue) -> [Int]? {
        guard case .array(let elements) = value else { return nil }
        let numbers = elements.compactMap(\.count)
        return numbers.count == elements.count ? numbers : nil
    }
}

extension RefusedRow {
    fileprivate var json: String {
        "{\"row\":\(row),\"line\":\(line),\"input\":\(input),\"code\":\(JSONList.text(code)),"
            + "\"reason\":\(JSONList.text(reason)),\"number\":\(JSONList.text(number))}"
    }

    fileprivate init?(_ value: JSONValue) {
        guard let row = value.number("row"), let line = value.number("line"),
            let input = value.number("input"), let code = value.text("code"),
            let reason = value.text("reason")
        else { return nil }
        self.init(
            row: UInt64(row), line: UInt64(line), input: input, code: code, reason: reason,
            number: value.text("number"))
    }
}
