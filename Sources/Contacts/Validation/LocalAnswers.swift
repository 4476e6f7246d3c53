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
    /// Places of the plan's answers by their keys.
    private var ofPlan: [UInt64: Int] = [:]

    package init(ranges: NumberRanges) { self.ranges = ranges }

    /// The answer at a place.
    package subscript(place: Int) -> ValidationAnswer { answers[place] }

    /// The place of what local data say of a number: its range, else the numbering plan. Answers
    /// have the places from 0 on, in the order of their making.
    package func place(ofAnswerTo phone: UInt64, _ local: LocalLookup) -> Int {
        if local.range >= 0 {
            if let place = ofRanges[local.range] { return place }
            let place = add(Self.answer(of: ranges[Int(local.range)]))
            ofRanges[local.range] = place
            return place
        }
        let number = PhoneNumber(digits: phone)
        let key = Self.planKey(of: number, local)
        if let place = ofPlan[key] { return place }
        let place = add(Self.planAnswer(to: number, local))
        ofPlan[key] = place
        return place
    }

    private func add(_ answer: ValidationAnswer) -> Int {
        answers.append(answer)
        return answers.count - 1
    }

    /// Numbers with the same key have the same answer. One word, as hashing several fields for
    /// every row takes twice the time.
    private static func planKey(of number: PhoneNumber, _ local: LocalLookup) -> UInt64 {
        let said = UInt64(local.lineType.rawValue) << 1 | (local.isValid ? 1 : 0)
        return said << NumberingPlan.originBits | NumberingPlan.origin(of: number)
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
