import Contacts
import Testing

@testable import ImportPipeline

@Suite("The answers of a group")
struct GroupAnswersTests {
    private static func answer(_ city: String) -> ValidationAnswer {
        ValidationAnswer(isValid: true, lineType: .mobile, city: city)
    }

    @Test("have a place each, which rows with the same answer share")
    func places() {
        var answers = GroupAnswers()
        let (one, other) = (Self.answer("Reno"), Self.answer("Napa"))
        let refs = [one, other, one, Self.answer("Napa")].map { answers.ref(of: $0) }
        #expect(refs.map(\.place) == [0, 1, 0, 1])
        #expect(refs.map { answers[$0].city } == ["Reno", "Napa", "Reno", "Napa"])
        #expect(refs.allSatisfy { $0.isValid && $0.lineType == .mobile })
    }

    @Test("are forgotten with the group")
    func forgotten() {
        var answers = GroupAnswers()
        let (one, other) = (Self.answer("Reno"), Self.answer("Napa"))
        _ = answers.ref(of: one)
        answers.removeAll()
        #expect(answers.count == 0)
        let refs = [other, one].map { answers.ref(of: $0) }
        #expect(refs.map(\.place) == [0, 1])
        #expect(refs.map { answers[$0].city } == ["Napa", "Reno"])
    }
}
