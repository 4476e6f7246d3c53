import PhoneNumbers

/// The local provider: what a workspace's ranges say of a number, else the numbering plan; each
/// answer is made once.
///
/// Not safe for several threads.
package final class LocalAnswers {
    private let ranges: NumberRanges
    private var answers: [ValidationAnswer] = []
    /// Places of the ranges' answers.
    private var ofRanges: [Int32: Int] = [:]
    /// Where numbers are from as the plan says, numbered in the order of their first asking.
    private var origins: [UInt64: Int32] = [:]
    private var lastOrigin: (origin: UInt64, number: Int32)?
    /// Places of the plan's answers by origin and what the look-up said; -1 where none is made.
    private var ofPlan: [Int32] = []

    package init(ranges: NumberRanges) { self.ranges = ranges }

    /// The answer at a place.
    package subscript(place: Int) -> ValidationAnswer { answers[place] }

    /// The place of what local data say of a number: its range, else the numbering plan. Answers
    /// have the places from 0 on, in the order of their making.
    ///
    /// - Parameter origin: the number's ``origin(of:)``, where that was asked already.
    package func place(
        ofAnswerTo phone: UInt64, _ local: LocalLookup, origin: Int32? = nil
    ) -> Int {
        if local.range >= 0 {
            if let place = ofRanges[local.range] { return place }
            let place = add(Self.answer(of: ranges[Int(local.range)]))
            ofRanges[local.range] = place
            return place
        }
        let key = Self.planKey(origin ?? self.origin(of: phone), local)
        if ofPlan[key] >= 0 { return Int(ofPlan[key]) }
        let place = add(Self.planAnswer(to: PhoneNumber(digits: phone), local))
        ofPlan[key] = Int32(place)
        return place
    }

    /// The same for all numbers of which the plan knows the same place and carrier; cheap for a
    /// number near the one before.
    package func origin(of phone: UInt64) -> Int32 {
        let origin = NumberingPlan.origin(of: PhoneNumber(digits: phone))
        if let lastOrigin, lastOrigin.origin == origin { return lastOrigin.number }
        let number = origins[origin] ?? Int32(origins.count)
        if Int(number) == origins.count {
            origins[origin] = number
            ofPlan.append(contentsOf: repeatElement(-1, count: Self.lookUps))
        }
        lastOrigin = (origin, number)
        return number
    }

    private func add(_ answer: ValidationAnswer) -> Int {
        answers.append(answer)
        return answers.count - 1
    }

    /// What look-ups may say of numbers from one place.
    private static let lookUps = 2 * ValidatedLineType.allCases.count

    /// Numbers with the same key have the same answer.
    private static func planKey(_ origin: Int32, _ local: LocalLookup) -> Int {
        let said = Int(local.lineType.rawValue) * 2 + (local.isValid ? 1 : 0)
        return Int(origin) * lookUps + said
    }

    private static func planAnswer(
        to number: PhoneNumber, _ local: LocalLookup
    ) -> ValidationAnswer {
        let place = NumberingPlan.place(of: number)
        let carrier = NumberingPlan.carrier(of: number)
        return ValidationAnswer(
            isValid: local.isValid, lineType: local.lineType, carrier: carrier,
            carrierRaw: carrier, country: place.country, state: place.state, city: place.city)
    }

    private static func answer(of range: NumberRange) -> ValidationAnswer {
        ValidationAnswer(
            isValid: true, lineType: range.lineType, carrier: range.carrier,
            carrierRaw: range.carrierRaw, isPorted: range.isPorted, country: range.country,
            state: range.state, city: range.city)
    }
}
