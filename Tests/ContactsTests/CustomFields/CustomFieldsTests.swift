import Testing

@testable import Contacts

@Suite("Custom fields")
struct CustomFieldsTests {
    struct Merge: CustomTestStringConvertible {
        var stored: String
        var row: String
        var replacing = false
        var untyped = false
        var result: String?

        var testDescription: String { "\(stored) + \(row)" }
    }

    @Test(
        "merge by key, keep places and number texts, and remove on null",
        arguments: [
            Merge(stored: "", row: #"{"a":1.0}"#, result: #"{"a":1.0}"#),
            Merge(
                stored: #"{"a":1,"b":2}"#, row: #"{"b":3,"c":4}"#, result: #"{"a":1,"b":3,"c":4}"#),
            Merge(stored: #"{"a":1,"b":2}"#, row: #"{"a":null}"#, result: #"{"b":2}"#),
            Merge(stored: #"{"a":1}"#, row: #"{"a":null}"#, result: "{}"),
            Merge(stored: "", row: #"{"a":null}"#, result: nil),
            Merge(stored: #"{"a":1}"#, row: #"{"a":1}"#, result: nil),
            Merge(stored: #"{"a":1,"b":2}"#, row: #"{"b":2}"#, result: nil),
            Merge(stored: #"{"a":1}"#, row: #"{"a":1.0}"#, result: #"{"a":1.0}"#),
            Merge(stored: #"{"a":1}"#, row: #"{"a":"1"}"#, result: #"{"a":"1"}"#),
            Merge(
                stored: #"{"a":12345678901234567890}"#, row: #"{"b":true}"#,
                result: #"{"a":12345678901234567890,"b":true}"#),
        ])
    func merges(merge: Merge) { expect(merge) }

    @Test(
        "are replaced as a whole when asked",
        arguments: [
            Merge(
                stored: #"{"a":1,"b":2}"#, row: #"{"c":3}"#, replacing: true, result: #"{"c":3}"#),
            Merge(stored: #"{"a":1}"#, row: "{}", replacing: true, result: "{}"),
            Merge(stored: #"{"a":1}"#, row: #"{"a":1}"#, replacing: true, result: nil),
        ])
    func replaces(merge: Merge) { expect(merge) }

    @Test(
        "are only filled in where the run keeps what is there",
        arguments: [
            Merge(stored: #"{"a":1}"#, row: #"{"a":2,"b":3}"#, result: #"{"a":1,"b":3}"#),
            Merge(stored: #"{"a":1}"#, row: #"{"a":null}"#, result: nil),
            Merge(stored: "", row: #"{"b":null}"#, result: nil),
        ])
    func fills(merge: Merge) { expect(merge, change: .fill) }

    @Test(
        "from cells keep the type of an equal stored value",
        arguments: [
            Merge(stored: #"{"a":1.0}"#, row: #"{"a":"1.0"}"#, untyped: true, result: nil),
            Merge(stored: #"{"a":true}"#, row: #"{"a":"true"}"#, untyped: true, result: nil),
            Merge(stored: #"{"a":1}"#, row: #"{"a":"2"}"#, untyped: true, result: #"{"a":"2"}"#),
        ])
    func keepsTypes(merge: Merge) { expect(merge) }

    private func expect(_ merge: Merge, change: CustomFieldChange? = nil) {
        let result = Array(merge.stored.utf8).withUnsafeBufferPointer { stored in
            Array(merge.row.utf8).withUnsafeBufferPointer { row in
                CustomFields.merged(
                    stored: stored, row: row,
                    change: change ?? (merge.replacing ? .replace : .merge),
                    untyped: merge.untyped)
            }
        }
        #expect(result.map { String(decoding: $0, as: UTF8.self) } == merge.result)
    }
}
