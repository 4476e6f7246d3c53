import PhoneNumbers

/// The local provider: what a workspace's ranges say of a number, else the numbering plan; each
/// answer is made once.
///
/// Not safe for several threads.
package final class LocalAnswers {
    private let ranges: NumberRanges
    private var ofRanges: [Int32: ValidationAnswer] = [:]
    private var ofPlan: [PlanKey: ValidationAnswer] = [:]

    /// Numbers with the same key have the same answer.
    private struct PlanKey: Hashable {
        let origin: UInt64
        let lineType: ValidatedLineType
        let isValid: Bool
    }

    package init(ranges: NumberRanges) { self.ranges = ranges }

    /// What local data say of a number: its range, else the numbering plan.
    package func answer(to phone: UInt64, _ local: LocalLookup) -> ValidationAnswer {
        if local.range >= 0 {
            if let answer = ofRanges[local.range] { return answer }
            let answer = Self.answer(of: ranges[Int(local.range)])
            ofRanges[local.range] = answer
            return answer
        }
        let number = PhoneNumber(digits: phone)
        let key = PlanKey(
            origin: NumberingPlan.origin(of: number), lineType: local.lineType,
            isValid: local.isValid)
        if let answer = ofPlan[key] { return answer }
        let place = NumberingPlan.place(of: number)
        let carrier = NumberingPlan.carrier(of: number)
        let answer = ValidationAnswer(
            isValid: local.isValid, lineType: local.lineType, carrier: carrier,
            carrierRaw: carrier, country: place.country, state: place.state, city: place.city)
        ofPlan[key] = answer
        return answer
    }

    private static func answer(of range: NumberRange) -> ValidationAnswer {
        ValidationAnswer(
            isValid: true, lineType: range.lineType, carrier: range.carrier,
            carrierRaw: range.carrierRaw, isPorted: range.isPorted, country: range.country,
            state: range.state, city: range.city)
    }
}
