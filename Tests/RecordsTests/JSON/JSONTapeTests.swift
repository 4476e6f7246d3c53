import Foundation
import Testing

@testable import Records

@Suite("JSON is scanned by RFC 8259")
struct JSONTapeTests {
    private func fault(_ text: String) -> JSONFault? { fault(Array(text.utf8)) }

    private func fault(_ bytes: [UInt8]) -> JSONFault? {
        var tape = JSONTape()
        return bytes.withUnsafeBufferPointer { tape.scan($0, from: 0, to: $0.count) }
    }

    @Test(arguments: [
        "{}", "[]", " [ ] ", "0", "-0", "-1.5e+10", "1E5", "\"\"", "true", "false", "null",
        "{\"a\":{\"b\":[1,2,{\"c\":null}]},\"d\":\"\\u00e9\\uD83D\\uDE00\"}", "[[],{},[[]]]",
        "\"\u{7F}é\u{10FFFF}\"", "{\"\":0}", "[1\n,\r\n\t2 ]",
    ])
    func accepts(text: String) {
        #expect(fault(text) == nil)
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "[,1]", "[1 2]", "{\"a\":1,}", "{\"a\"}", "{\"a\":}", "{a:1}",
        "{1:1}", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "tru", "True", "nul", "fals",
        "'a'", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\\", "[1]]", "{}{}", "1 2", "NaN", "[1}",
        "{\"a\":1]", "\u{FEFF}{}", "/**/1", "[1\u{A0}]",
    ])
    func refuses(text: String) {
        #expect(fault(text)?.kind == .syntax)
    }

    @Test func namesWhatCouldBeReadInTwoWays() {
        #expect(fault("{\"a\":1,\"b\":2,\"a\":3}") == JSONFault(.duplicateKey, at: 14))
        #expect(fault("{\"a\":1,\"\\u0061\":3}")?.kind == .duplicateKey)
        #expect(fault("{\"a\":{\"a\":1},\"b\":{\"a\":1}}") == nil)
        #expect(fault("[{\"a\":1},{\"a\":1}]") == nil)
        #expect(fault("{\"é\":1,\"e\u{301}\":2}") == nil)
        #expect(fault("\"\\ud800\"")?.kind == .loneSurrogate)
        #expect(fault("\"\\ud800\\u0041\"")?.kind == .loneSurrogate)
        #expect(fault("\"\\udc00\"")?.kind == .loneSurrogate)
        #expect(fault("\"\\u0000\"") == JSONFault(.nulCharacter, at: 1))
        #expect(fault([0x22, 0x00, 0x22])?.kind == .nulCharacter)
        #expect(fault("\"a\tb\"") == JSONFault(.unescapedControl, at: 2))
        #expect(fault([0x22, 0xC3, 0x22])?.kind == .invalidUTF8)
        #expect(fault([0x22, 0xED, 0xA0, 0x80, 0x22])?.kind == .invalidUTF8)
    }

    @Test func keysOfAnyLengthAreCompared() {
        for count in 1...20 {
            let key = String(repeating: "k", count: count)
            #expect(fault("{\"\(key)\":1,\"\(key)\":2}")?.kind == .duplicateKey)
            #expect(fault("{\"\(key)\":1,\"\(key)k\":2}") == nil)
        }
    }

    @Test func manyKeysAreComparedInLinearTime() {
        let members = (0..<50_000).map { "\"k\($0)\":0" }.joined(separator: ",")
        #expect(fault("{\(members)}") == nil)
        #expect(fault("{\(members),\"k7\":1}")?.kind == .duplicateKey)
    }

    /// Long texts are scanned into memory of their own, which a shorter one gives back.
    @Test func longAndShortTextsAfterEachOtherAreAsScannedAlone() {
        let long = String(repeating: "x", count: 300_000)
        let texts = [
            "[1,{\"a\":\"b\"}]", "{\"a\":\"\(long)\",\"b\":[true]}", "[]",
            "[" + String(repeating: "1,", count: 200_000) + "1]", "[1,", "\"\(long)\"",
            "[\"\(long)\"", "{\"c\":null}", "[" + String(repeating: "[],", count: 9_000) + "0]",
        ]
        var tape = JSONTape()
        for text in (texts + texts.reversed()).map({ Array($0.utf8) }) {
            var alone = JSONTape()
            text.withUnsafeBufferPointer { bytes in
                let expected = alone.scan(bytes, from: 0, to: bytes.count)
                #expect(tape.scan(bytes, from: 0, to: bytes.count) == expected)
                #expect(tape.tokens == alone.tokens)
                #expect(tape.tokens.isEmpty == (expected != nil))
            }
        }
    }

    @Test func nestingHasALimit() {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(fault(deepest) == nil)
        #expect(fault("[" + deepest + "]")?.kind == .nestingTooDeep)
        #expect(fault(String(repeating: "{\"a\":", count: 100_000))?.kind == .nestingTooDeep)
    }

    @Test func tokensTellWhereValuesAre() {
        let bytes = Array("xx{\"a\\n\":[1,\"b\"],\"c\":{}}yy".utf8)
        var tape = JSONTape()
        let fault = bytes.withUnsafeBufferPointer { tape.scan($0, from: 2, to: $0.count - 2) }
        #expect(fault == nil)
        #expect(
            tape.tokens.map(\.kind) == [
                .object, .string, .array, .number, .string, .string, .object,
            ])
        #expect(tape.tokens.map(\.next) == [7, 2, 5, 4, 5, 6, 7])
        let texts = tape.tokens.map { String(decoding: bytes[$0.slice.range], as: UTF8.self) }
        #expect(
            texts == ["{\"a\\n\":[1,\"b\"],\"c\":{}}", "a\\n", "[1,\"b\"]", "1", "b", "c", "{}"])
        #expect(tape.tokens.map(\.hasEscapes) == [false, true, false, false, false, false, false])
    }

    @Test func stringsComeBackAsTheyWere() throws {
        let text = "plain text, \"quoted\" \\ / \n\r\t\u{8}\u{c}\u{1}\u{1f}\u{7f} é 😀 end"
        var json: [UInt8] = []
        appendJSONString(of: text, to: &json)
        #expect(
            String(decoding: json, as: UTF8.self)
                == "\"plain text, \\\"quoted\\\" \\\\ / \\n\\r\\t\\b\\f\\u0001\\u001f\u{7f} é 😀 end\""
        )
        guard case .string(let back) = try JSONValue(parsing: json) else {
            Issue.record("not a string")
            return
        }
        #expect(Array(back.utf8) == Array(text.utf8))
    }

    @Test func escapesAreDecoded() throws {
        let json = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\uD83D\\uDE00\""
        guard case .string(let text) = try JSONValue(parsing: Array(json.utf8)) else {
            Issue.record("not a string")
            return
        }
        #expect(text == "\"\\/\u{8}\u{c}\n\r\tAé€😀")
    }

    @Test func aTreeKeepsKeyOrderAndNumbers() throws {
        let value = try JSONValue(parsing: Array("{\"z\":1.0,\"a\":[true,null,1e3]}".utf8))
        guard case .object(let members) = value, case .array(let elements)? = value["a"] else {
            Issue.record("not an object with an array")
            return
        }
        #expect(members.map(\.key) == ["z", "a"])
        guard case .number("1.0") = members[0].value, case .number("1e3") = elements[2] else {
            Issue.record("numbers are not their source text")
            return
        }
        #expect(throws: JSONFault(.syntax, at: 1)) { try JSONValue(parsing: Array("{".utf8)) }
    }
}
