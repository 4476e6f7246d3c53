import ContactStore
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

    @Test("of the local provider are found by their own places, also beside others' and later")
    func localPlaces() {
        let local = LocalAnswers(ranges: NumberRanges([]))
        let numbers = [14_155_550_101, 12_125_550_101, 14_155_550_102].map { (phone: UInt64) in
            local.place(ofAnswerTo: phone, LocalLookup(phone, in: NumberRanges([])))
        }
        #expect(numbers == [0, 1, 0])
        var answers = GroupAnswers()
        for _ in 0..<2 {
            // What a store or a service said takes the first place.
            #expect(answers.ref(of: Self.answer("Reno")).place == 0)
            let refs = numbers.map { answers.ref(ofLocal: $0, in: local) }
            #expect(refs.map(\.place) == [1, 2, 1])
            #expect(refs.map { answers[$0] } == numbers.map { local[$0] })
            #expect(answers.ref(of: local[1]).place == 2)
            answers.removeAll()
        }
    }

    @Test("that are stored have a place each, however large their ids")
    func storedPlaces() throws {
        let folder = try TestWorkspace()
        try folder.execute(
            """
            INSERT INTO answers(
                id, valid, line_type, carrier, carrier_raw, ported, country, state, city)
            VALUES(7, 1, 0, 0, 0, 0, 0, 0, 0), (50001, 1, 0, 0, 0, 1, 0, 0, 0),
                (9223372036854775807, 0, 0, 0, 0, 0, 0, 0, 0), (-1, 0, 0, 0, 0, 1, 0, 0, 0)
            """)
        let lock = try WorkspaceLock(workspace: folder.path, purpose: "test")
        let store = try ImportStore(try Workspace(writing: folder.path, lock: lock))
        var answers = GroupAnswers()
        let places = try [7, 50_001, .max, -1, 7, 50_001, .max, -1].map { (id: Int64) in
            try answers.ref(ofStored: id, in: store.validations).place
        }
        #expect(places == [0, 1, 2, 3, 0, 1, 2, 3])
        #expect(answers.count == 4)
    }

    @Test("tell by their references whether they name a carrier")
    func carriers() {
        var answers = GroupAnswers()
        let named = ValidationAnswer(isValid: true, lineType: .voip, carrier: "Bay")
        for _ in 0..<2 {
            #expect(answers.ref(of: named).hasCarrier)
            #expect(!answers.ref(of: Self.answer("Reno")).hasCarrier)
        }
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
