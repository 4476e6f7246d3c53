import ContactStore
import Contacts

/// What the validations of a group's rows say, each answer once.
///
/// Rows name an answer by its place here: so validations are copied, and handed from thread to
/// thread, without counting references to what many rows share.
struct GroupAnswers {
    private var answers: [ValidationAnswer] = []
    /// The answers' references: to read an answer counts a reference that all threads share.
    private var refs: [AnswerRef] = []
    private var places: [ValidationAnswer: Int32] = [:]
    /// Places by the answers' ids in the store.
    private var placesByID = PlacesByID()
    /// Places by those of the local provider.
    private var placesByLocal = PlacesByID()

    /// The answer at a place.
    subscript(ref: AnswerRef) -> ValidationAnswer { answers[Int(ref.place)] }

    var count: Int { answers.count }

    /// The place of an answer, which gets one when it has none.
    mutating func ref(of answer: ValidationAnswer) -> AnswerRef {
        refs[Int(places[answer] ?? add(answer))]
    }

    /// The place of an answer that is stored.
    ///
    /// - Parameter id: as in ``CachedValidation``.
    mutating func ref(
        ofStored id: Int64, in validations: ValidationTable
    ) throws(StoreError) -> AnswerRef {
        let place = placesByID[id]
        if place >= 0 { return refs[Int(place)] }
        let ref = ref(of: try validations.answer(of: id))
        placesByID[id] = ref.place
        return ref
    }

    /// The place of an answer of the local provider, which finds it again by its own place.
    mutating func ref(ofLocal number: Int, in local: LocalAnswers) -> AnswerRef {
        let place = placesByLocal[Int64(number)]
        if place >= 0 { return refs[Int(place)] }
        let ref = ref(of: local[number])
        placesByLocal[Int64(number)] = ref.place
        return ref
    }

    mutating func removeAll() {
        answers.removeAll(keepingCapacity: true)
        refs.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        placesByID.removeAll()
        placesByLocal.removeAll()
    }

    private mutating func add(_ answer: ValidationAnswer) -> Int32 {
        let place = Int32(answers.count)
        answers.append(answer)
        refs.append(AnswerRef(place: place, answer))
        places[answer] = place
        return place
    }

    /// Places by the ids in the store or the local provider, which answers get one after the other.
    private struct PlacesByID {
        private var places: [Int32] = []

        /// Answers with larger ids are read for each row that names them.
        private static let idMax: Int64 = 50_000

        /// -1 where none is known. In a stranger's workspace an id may be any number.
        subscript(id: Int64) -> Int32 {
            get { (0..<Int64(places.count)).contains(id) ? places[Int(id)] : -1 }
            set {
                guard (0...Self.idMax).contains(id) else { return }
                while places.count <= id { places.append(-1) }
                places[Int(id)] = newValue
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
    /// Most name none, and need not be read for it.
    let hasCarrier: Bool

    fileprivate init(place: Int32, _ answer: ValidationAnswer) {
        self.place = place
        isValid = answer.isValid
        lineType = answer.lineType
        hasCarrier = answer.carrier != nil
    }
}
