import ContactStore
import Contacts
import Testing

@testable import ImportPipeline

@Suite("What is known about validations")
struct KnownValidationsTests {
    private static let order = [(5, 2), (7, 0), (7, 3), (9, 1)].map {
        KeyedPhone(phone: $0, key: $1)
    }

    @Test("is nothing at first")
    func nothing() {
        var known = KnownValidations()
        #expect(known.isEmpty)
        known.reset(places: 2)
        #expect(!known.isEmpty)
        #expect(known[1].said == nil && !known[1].isOnDNC)
    }

    @Test("is an answer, the job that forced it and the DNC list, each place for itself")
    func places() {
        var answers = GroupAnswers()
        let ref = answers.ref(of: ValidationAnswer(isValid: true, lineType: .mobile))
        var known = KnownValidations()
        known.reset(places: 3)
        known.set(SaidAnswer(answer: ref, forcedJob: 8), at: 0)
        known.set(SaidAnswer(answer: ref, forcedJob: nil), at: 2)
        known.setOnDNC(at: 2)
        #expect(known[0].said?.forcedJob == 8 && !known[0].isOnDNC)
        #expect(known[1].said == nil)
        #expect(known[2].said?.answer.lineType == .mobile && known[2].said?.forcedJob == nil)
        #expect(known[2].isOnDNC)
        known.set(SaidAnswer(answer: ref, forcedJob: nil), at: 0)
        #expect(known[0].said?.forcedJob == nil)
    }

    @Test("is read once for all rows of a number")
    func numbers() {
        let numbers = NumberPlaces(of: Self.order) { $0 != 2 }
        #expect(numbers.phones == [7, 9])
        var places: [[Int]] = []
        for number in numbers.phones.indices {
            places.append([])
            numbers.forEachPlace(of: number) { places[number].append($0) }
        }
        #expect(places == [[0, 3], [1]])
    }
}
