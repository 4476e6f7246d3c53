import Contacts

/// The account's active journeys, made ready for a run's lists.
struct JourneyBook {
    struct Journey {
        let id: Int64
        let name: String
        let trigger: JourneyTrigger
    }

    let journeys: [Journey]
    /// By list: whether any journey asks for custom fields, and which match when none does.
    private let matchesByList: [[Int32]?]
    private let signupMethod: String
    private let lists: [RunList]

    /// - Parameter journeys: the active ones in the order of their creation.
    init(_ journeys: [Journey], lists: [RunList], signupMethod: String) {
        self.journeys = journeys
        self.lists = lists
        self.signupMethod = signupMethod
        matchesByList = lists.map { list in
            if journeys.contains(where: \.trigger.readsCustomFields) { return nil }
            let candidate = JourneyCandidate(
                list: list.phone, signupMethod: signupMethod,
                customFields: UnsafeBufferPointer(start: nil, count: 0))
            return Self.indices(of: journeys, matching: candidate)
        }
    }

    var isEmpty: Bool { journeys.isEmpty }

    /// Indices of the journeys that take a ListContact, in the order of their creation.
    ///
    /// - Parameters:
    ///   - method: how the ListContact came to the list, which an earlier job may have decided.
    ///   - customFields: the merged fields' JSON, where a journey asks for it.
    func matches(
        list: Int32, method: String,
        customFields: @autoclosure () -> UnsafeBufferPointer<UInt8>
    ) -> [Int32] {
        if isEmpty { return [] }
        if method == signupMethod, let matches = matchesByList[Int(list)] { return matches }
        let candidate = JourneyCandidate(
            list: lists[Int(list)].phone, signupMethod: method, customFields: customFields())
        return Self.indices(of: journeys, matching: candidate)
    }

    private static func indices(
        of journeys: [Journey], matching candidate: JourneyCandidate
    ) -> [Int32] {
        journeys.indices.filter { journeys[$0].trigger.matches(candidate) }.map { Int32($0) }
    }
}
