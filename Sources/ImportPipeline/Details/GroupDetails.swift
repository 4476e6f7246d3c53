import Contacts
import PhoneNumbers

/// What a group adds to the details of its job, counted row by row while its rows are decided:
/// nothing but increments in tables, so that it costs no time that could be measured.
struct GroupDetails {
    /// Contacts by ``LineType``'s raw value. A contact counts with its first accepted row in the
    /// job, if that row did not skip it.
    private(set) var lineTypes = [Int](repeating: 0, count: LineType.allCases.count)
    /// The same contacts by area code where no range of the workspace tells the state; 0: numbers
    /// outside of the North American plan.
    private(set) var areas = [Int](repeating: 0, count: 1_000)
    /// The same contacts by ``USState``'s place where a range tells.
    private(set) var states = [Int](repeating: 0, count: USState.all.count)
    /// New ListContacts by the day of their sign-up since 1970.
    private(set) var signups: [UInt32] = []
    /// The first row of each code, by its raw value.
    private(set) var firstPlaces = [RowPlace?](repeating: nil, count: ErrorCode.allCases.count)
    /// The first refused rows.
    private(set) var refused: [RefusedRow] = []

    /// Counts a decided row.
    ///
    /// - Parameter answer: what its validation says.
    @inline(__always)
    mutating func count(
        _ result: RowResult, of request: RowRequest, in batch: PreparedBatch,
        answer: ValidatedLineType?, _ context: RunContext
    ) {
        if let refusal = result.refusal { return note(refusal, request, batch) }
        if result.isNewListContact {
            countSignup(request.signupDate ?? context.clock, until: context.clock)
        }
        if result.isDuplicate { return }
        if result.outcome == .skippedBlocked || result.outcome == .skippedOptedOut { return }
        let own = NumberDecision.lineType(of: request)
        let answered = answer?.lineType ?? .unknown
        lineTypes[Int((answered == .unknown ? own : answered).rawValue)] += 1
        let state = context.states.place(ofRange: request.local.range)
        if state >= 0 { states[state] += 1 } else { areas[Self.area(of: request.phone)] += 1 }
    }

    private mutating func note(
        _ refusal: RowRefusal, _ request: RowRequest, _ batch: PreparedBatch
    ) {
        let code = Int(refusal.code.rawValue)
        if firstPlaces[code] == nil {
            firstPlaces[code] = RowPlace(input: batch.input, line: request.line)
        }
        guard refused.count < JobDetails.refusedMax else { return }
        refused.append(RefusedRow(request, refusal, of: batch))
    }

    private mutating func countSignup(_ instant: Int64, until clock: Int64) {
        let day = Int(max(instant, 0) / 86_400)
        if signups.isEmpty {
            let last = (max(clock, 0) + RequestRules.signupAheadMaxSeconds) / 86_400
            signups = Array(repeating: 0, count: Int(last) + 1)
        }
        signups[min(day, signups.count - 1)] += 1
    }

    /// The three digits behind +1; 0 for other numbers.
    private static func area(of phone: UInt64) -> Int {
        guard (10_000_000_000..<20_000_000_000).contains(phone) else { return 0 }
        return Int(phone / 10_000_000) - 1_000
    }

    mutating func removeAll() {
        for place in lineTypes.indices { lineTypes[place] = 0 }
        for place in areas.indices { areas[place] = 0 }
        for place in states.indices { states[place] = 0 }
        for place in firstPlaces.indices { firstPlaces[place] = nil }
        for place in signups.indices { signups[place] = 0 }
        refused.removeAll(keepingCapacity: true)
    }
}

/// The states of a workspace's ranges.
struct RangeStates: Sendable {
    private let places: [Int8]

    init(_ ranges: NumberRanges) {
        places = ranges.all.map { range in
            range.state.flatMap { USState.place(of: $0) }.map { Int8($0) } ?? -1
        }
    }

    /// The place in ``USState``'s list; -1 when the range is none or says nothing of a state.
    @inline(__always)
    func place(ofRange range: Int32) -> Int {
        range < 0 ? -1 : Int(places[Int(range)])
    }
}
