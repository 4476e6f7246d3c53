import ContactStore
import Contacts

/// What the validations of a group's rows say, each answer once.
///
/// Rows name an answer by its place here: so validations are copied, and handed from thread to
/// thread, without counting references to what many rows share.
struct GroupAnswers {
    private var answers: [ValidationAnswer] = []
    /// Places by the answers' serial numbers.
    private var bySerial = Places()
    /// Places by the answers' ids in the store.
    private var byID = Places()

    /// The answer at a place.
    subscript(ref: AnswerRef) -> ValidationAnswer { answers[Int(ref.place)] }

    var count: Int { answers.count }

    /// The place of an answer, which gets one when it has none.
    mutating func ref(of answer: ValidationAnswer) -> AnswerRef {
        let known = bySerial[answer.serial]
        let place = known < 0 ? add(answer) : known
        return AnswerRef(place: place, answer)
    }

    /// The place of an answer that is stored.
    ///
    /// - Parameter id: as in ``CachedValidation``.
    mutating func ref(
        ofStored id: Int64, in validations: ValidationTable
    ) throws(StoreError) -> AnswerRef {
        let place = byID[id]
        if place >= 0 { return AnswerRef(place: place, answers[Int(place)]) }
        let ref = ref(of: try validations.answer(of: id))
        byID[id] = ref.place
        return ref
    }

    mutating func removeAll() {
        answers.removeAll(keepingCapacity: true)
        bySerial.removeAll()
        byID.removeAll()
    }

    private mutating func add(_ answer: ValidationAnswer) -> Int32 {
        let place = Int32(answers.count)
        answers.append(answer)
        bySerial[answer.serial] = place
        return place
    }

    /// Places by a number, which answers get one after the other.
    private struct Places {
        private var places: [Int32] = []

        /// Answers with larger numbers have a place for each row that names them.
        private static let numberMax: Int64 = 50_000

        /// -1 where none is known, as for any number that none of our own workspaces holds.
        subscript(number: Int64) -> Int32 {
            get { (0..<Int64(places.count)).contains(number) ? places[Int(number)] : -1 }
            set {
                guard (0...Self.numberMax).contains(number) else { return }
                while places.count <= number { places.append(-1) }
                places[Int(number)] = newValue
            }
        }

        mutating func removeAll() { places.removeAll(keepingCapacity: true) }
    }
}

/// An answer of a group.
struct AnswerRef {
    /// Among the group's answers.
    let place: Int32
    let isValid: Bool
    let lineType: ValidatedLineType

    fileprivate init(place: Int32, _ answer: ValidationAnswer) {
        self.place = place
        isValid = answer.isValid
        lineType = answer.lineType
    }
}
