import ContactStore

/// What is known about the validations of a group's numbers before the group, by the rows' places.
///
/// A word for each row, as they are read row by row.
struct KnownValidations {
    private struct Entry {
        var answer: AnswerRef?
        var isOnDNC = false
        var isOfDryRun = false
    }

    private var entries: [Entry] = []
    /// The jobs that paid by force, by place: there are few.
    private var forcedJobs: [Int: Int64] = [:]

    /// No row asks.
    var isEmpty: Bool { entries.isEmpty }

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        if !forcedJobs.isEmpty { forcedJobs.removeAll() }
    }

    /// Knows nothing about so many places.
    mutating func reset(places: Int) {
        removeAll()
        entries.append(contentsOf: repeatElement(Entry(), count: places))
    }

    subscript(place: Int) -> KnownValidation {
        let entry = entries[place]
        guard let answer = entry.answer else { return KnownValidation(isOnDNC: entry.isOnDNC) }
        let forcedJob = forcedJobs.isEmpty ? nil : forcedJobs[place]
        return KnownValidation(
            said: SaidAnswer(answer: answer, forcedJob: forcedJob), isOnDNC: entry.isOnDNC,
            isOfDryRun: entry.isOfDryRun)
    }

    mutating func set(_ said: SaidAnswer, isOfDryRun: Bool = false, at place: Int) {
        entries[place].answer = said.answer
        entries[place].isOfDryRun = isOfDryRun
        if said.forcedJob != nil || !forcedJobs.isEmpty { forcedJobs[place] = said.forcedJob }
    }

    mutating func setOnDNC(at place: Int) { entries[place].isOnDNC = true }
}

/// What is known about the validation of a number before its group.
struct KnownValidation {
    var said: SaidAnswer?
    var isOnDNC = false
    /// An earlier group of this dry run would have paid for it.
    var isOfDryRun = false
}

/// The answer that holds for a number, and the job that last paid for it by force.
struct SaidAnswer {
    var answer: AnswerRef
    var forcedJob: Int64?
}

/// Some of a group's numbers, each once, and the places of its rows.
struct NumberPlaces {
    /// Ascending.
    private(set) var phones: [UInt64] = []
    private var places: [Int32] = []
    /// By number the index of its first place; at the end the places' count.
    private var starts: [Int32] = []

    /// - Parameter order: numbers with their places, ascending by number.
    init(of order: [KeyedPhone], where isWanted: (Int) -> Bool) {
        for row in order where isWanted(Int(row.key)) {
            if phones.last != row.phone {
                phones.append(row.phone)
                starts.append(Int32(places.count))
            }
            places.append(Int32(row.key))
        }
        starts.append(Int32(places.count))
    }

    /// - Parameter number: an index among ``phones``.
    func forEachPlace(of number: Int, _ body: (Int) -> Void) {
        for index in starts[number]..<starts[number + 1] { body(Int(places[Int(index)])) }
    }
}
