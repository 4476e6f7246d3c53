import Contacts
import PhoneNumbers

/// What a page shows of a job beyond its summary: examples, and counts of its contacts. Bounded,
/// and committed with each group's rows; scripts compare the summary without it.
package struct JobDetails: Sendable, Equatable {
    /// The first row of each error code, by its name.
    package internal(set) var firstPlaces: [String: RowPlace] = [:]
    /// The first refused rows, in file order.
    package internal(set) var refused: [RefusedRow] = []
    /// Contacts by line type: each once, with its first accepted row, if that row did not skip it.
    package internal(set) var lineTypes: [LineType: Int] = [:]
    /// The same contacts by area code, 0 for numbers elsewhere, where no range tells the state.
    var areas: [Int: Int] = [:]
    /// The same contacts by ``USState``'s place, where a range of the workspace tells it.
    var statesOfRanges: [Int: Int] = [:]
    package internal(set) var signups = SignupDays()
    package internal(set) var pace = Pace()

    /// Enough to see a pattern, few enough for a page.
    static let refusedMax = 20

    /// All contacts counted by line type, state and area code.
    package var contacts: Int { lineTypes.values.reduce(0, +) }

    /// Adds what a decided group counted.
    mutating func add(_ group: GroupDetails) {
        for code in ErrorCode.allCases {
            guard let place = group.firstPlaces[Int(code.rawValue)] else { continue }
            if firstPlaces[code.name] == nil { firstPlaces[code.name] = place }
        }
        refused += group.refused.prefix(Self.refusedMax - refused.count)
        for type in LineType.allCases where group.lineTypes[Int(type.rawValue)] > 0 {
            lineTypes[type, default: 0] += group.lineTypes[Int(type.rawValue)]
        }
        for (area, count) in group.areas.enumerated() where count > 0 {
            areas[area, default: 0] += count
        }
        for (state, count) in group.states.enumerated() where count > 0 {
            statesOfRanges[state, default: 0] += count
        }
        signups.add(group.signups)
    }

    /// Contacts by the state of their number, by ``USState``'s place, and those of no state: other
    /// countries, territories and numbers that are nowhere.
    package var contactsByState: (states: [Int], elsewhere: Int) {
        var states = [Int](repeating: 0, count: USState.all.count)
        for (place, count) in statesOfRanges where states.indices.contains(place) {
            states[place] += count
        }
        var elsewhere = 0
        for (area, count) in areas {
            if let place = Self.state(ofArea: area) {
                states[place] += count
            } else {
                elsewhere += count
            }
        }
        return (states, elsewhere)
    }

    /// No area code reaches into another state; any number of it tells.
    private static func state(ofArea area: Int) -> Int? {
        guard area > 0 else { return nil }
        let number = PhoneNumber(digits: UInt64(1_000 + area) * 10_000_000 + 5_550_100)
        return NumberingPlan.place(of: number).state.flatMap { USState.place(of: $0) }
    }
}

/// New ListContacts by the day of their sign-up, or by month where there are too many days.
package struct SignupDays: Sendable, Equatable {
    /// By day since 1970; by a month's first day when ``isByMonth``.
    package private(set) var counts: [Int: Int] = [:]
    package private(set) var isByMonth = false

    /// More bars than these nobody can tell apart.
    private static let daysMax = 400

    init() {}

    package init(counts: [Int: Int], isByMonth: Bool) {
        self.counts = counts
        self.isByMonth = isByMonth
    }

    /// Adds counts by day since 1970.
    ///
    /// Days only ever become more, so a job that went on has the same months as one that ran
    /// through.
    mutating func add(_ days: [UInt32]) {
        for (day, count) in days.enumerated() where count > 0 {
            counts[isByMonth ? Self.monthStart(day) : day, default: 0] += Int(count)
        }
        guard !isByMonth, counts.count > Self.daysMax else { return }
        isByMonth = true
        var months: [Int: Int] = [:]
        for (day, count) in counts { months[Self.monthStart(day), default: 0] += count }
        counts = months
    }

    private static func monthStart(_ day: Int) -> Int {
        day - CalendarDay(daysSince1970: day).day + 1
    }
}

/// How far a run was, and when: some samples, evenly thinned out as they become many.
package struct Pace: Sendable, Equatable {
    /// Rows done at one moment.
    package struct Sample: Sendable, Equatable {
        /// Since the job's begin, without the time between a stop and going on.
        package let milliseconds: Int
        package let rows: Int

        package init(milliseconds: Int, rows: Int) {
            self.milliseconds = milliseconds
            self.rows = rows
        }
    }

    package private(set) var samples: [Sample] = []

    /// As many as a chart has room for.
    private static let samplesMax = 200

    package init(_ samples: [Sample] = []) { self.samples = samples }

    mutating func note(rows: Int, seconds: Double) {
        if samples.count >= Self.samplesMax {
            samples = samples.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        }
        samples.append(Sample(milliseconds: Int((seconds * 1_000).rounded()), rows: rows))
    }
}
