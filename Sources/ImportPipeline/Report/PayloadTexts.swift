import Contacts
import PhoneNumbers

/// Writes the validations of a group's report lines: what stands behind the number is put together
/// once for all rows of the group that say the same.
struct PayloadTexts {
    private let texts = ByteArena()
    /// By answer, and whether the number is on the DNC list and the validation from the cache;
    /// absent where none was asked for yet.
    private var slices: [TextSlice] = []

    /// Begins with another group.
    mutating func removeAll() {
        texts.removeAll()
        slices.removeAll(keepingCapacity: true)
    }

    /// Appends a payload as JSON.
    ///
    /// - Parameter answers: those of the group.
    mutating func append(
        _ payload: ValidationPayload, _ answers: GroupAnswers, to output: ByteArena
    ) {
        output.append("{\"phone\":\"")
        output.write(bytesMax: PhoneNumber.bytesMax) {
            PhoneNumber(digits: payload.phone).write(into: $0)
        }
        output.append(texts[slice(of: payload, answers)])
    }

    private mutating func slice(
        of payload: ValidationPayload, _ answers: GroupAnswers
    ) -> TextSlice {
        let kind = (payload.isOnDNC ? 2 : 0) + (payload.isCached ? 1 : 0)
        let index = Int(payload.answer.place) * 4 + kind
        if slices.isEmpty {
            slices.append(contentsOf: repeatElement(.absent, count: answers.count * 4))
        }
        if slices[index].isAbsent {
            let start = texts.end
            texts.append(restOf: payload, answers)
            slices[index] = TextSlice(start: start, end: texts.end)
        }
        return slices[index]
    }
}
