import PhoneNumbers
import Testing

@testable import Contacts

@Suite("The local provider")
struct LocalAnswersTests {
    @Test("answers what the numbering plan knows of each number, however many it has answered")
    func answersFromThePlan() {
        let answers = LocalAnswers(ranges: NumberRanges([]))
        // Every other one North American, the rest from everywhere, many of them invalid.
        for step in 0..<UInt64(10_000) {
            for phone in [12_000_000_000 + step * 799_993, 1_000_000 + step * step * 9_999_991] {
                check(answers, phone)
            }
        }
    }

    private func check(_ answers: LocalAnswers, _ phone: UInt64) {
        let number = PhoneNumber(digits: phone)
        let place = NumberingPlan.place(of: number)
        let local = LocalLookup(phone, in: NumberRanges([]))
        let answer = answers[answers.place(ofAnswerTo: phone, local)]
        #expect(answer.isValid == local.isValid && answer.lineType == local.lineType)
        #expect(answer.carrier == NumberingPlan.carrier(of: number))
        #expect(answer.carrierRaw == answer.carrier && !answer.isPorted)
        #expect(answer.country == place.country && answer.state == place.state)
        #expect(answer.city == place.city)
        let origin = answers.origin(of: phone)
        let again = answers.place(ofAnswerTo: phone, local, origin: origin)
        #expect(again == answers.place(ofAnswerTo: phone, local))
    }

    @Test("answers what the workspace's ranges say first")
    func answersFromRanges() {
        let range = NumberRange(
            prefix: "1415", carrierRaw: "Bay \"1\"", carrier: "Bay", lineType: .voip,
            isPorted: true,
            country: "US", state: "California", city: nil)
        let ranges = NumberRanges([range])
        let answers = LocalAnswers(ranges: ranges)
        for phone: UInt64 in [14_155_550_101, 14_155_550_102] {
            let local = LocalLookup(phone, in: ranges)
            let answer = answers[answers.place(ofAnswerTo: phone, local)]
            #expect(
                answer
                    == ValidationAnswer(
                        isValid: true, lineType: .voip, carrier: "Bay", carrierRaw: "Bay \"1\"",
                        isPorted: true, country: "US", state: "California"))
            let json = ByteArena()
            answer.appendJSON(to: json)
            #expect(
                String(decoding: json.all, as: UTF8.self)
                    == #""valid":true,"line_type":"voip","carrier":"Bay","carrier_raw":"Bay \"1\"","#
                    + #""ported":true,"country":"US","state":"California","city":null"#)
        }
    }

    @Test("tells an empty text from none")
    func emptyIsNotAbsent() {
        let one = ValidationAnswer(isValid: true, lineType: .mobile, city: "")
        #expect(one != ValidationAnswer(isValid: true, lineType: .mobile))
        #expect(one == ValidationAnswer(isValid: true, lineType: .mobile, city: ""))
    }
}
