import Testing

@testable import Contacts

@Suite("A journey's trigger")
struct JourneyTriggerTests {
    static let fields = #"{"plan":"gold","age":"42","score":1.50,"vip":true,"note":"Hello World"}"#

    @Test(
        "tests custom fields as text, numbers by value",
        arguments: [
            ("plan", FieldTest.equals(.string("gold")), true),
            ("plan", .equals(.string("Gold")), false),
            ("age", .equals(.number("42.0")), true),
            ("age", .equals(.string("42.0")), false),
            ("score", .equals(.number("15e-1")), true),
            ("score", .equals(.string("1.5")), true),
            ("score", .equals(.string("1.5x")), false),
            ("vip", .equals(.string("true")), true),
            ("vip", .equals(.boolean(false)), false),
            ("plan", .notEquals(.string("gold")), false),
            ("none", .notEquals(.string("gold")), true),
            ("plan", .isIn([.string("silver"), .string("gold")]), true),
            ("none", .isIn([.string("gold")]), false),
            ("none", .isNotIn([.string("gold")]), true),
            ("plan", .isNotIn([.string("gold")]), false),
            ("plan", .exists(true), true), ("none", .exists(true), false),
            ("plan", .exists(false), false), ("none", .exists(false), true),
            ("note", .contains("lo Wo"), true), ("note", .contains("LO"), false),
            ("note", .contains(""), true), ("none", .contains(""), false),
            ("score", .contains("50"), true),
        ])
    func testsFields(name: String, test: FieldTest, passes: Bool) {
        #expect(matches(.customField(name: name, test: test)) == passes)
    }

    @Test("of an empty group matches nothing")
    func emptyGroup() {
        #expect(!matches(.all([])))
        #expect(!matches(.any([])))
    }

    @Test("nests groups")
    func nests() {
        let list = JourneyTrigger.list(18_005_551_234)
        let other = JourneyTrigger.list(1)
        let api = JourneyTrigger.signupMethod("api")
        #expect(matches(.all([list, .any([other, .all([list])])])))
        #expect(!matches(.all([list, api])))
        #expect(matches(.any([api, list])))
    }

    @Test(
        "compares numbers exactly, whatever their size",
        arguments: [
            ("1e400", "10e399", true), ("12345678901234567890", "12345678901234567891", false),
            ("0", "-0.0e5", true), ("1", "01", false), ("1", "1.", false), ("-1", "1", false),
        ])
    func comparesNumbers(left: String, right: String, isEqual: Bool) {
        #expect(FieldValue.number(left).means(.string(right)) == isEqual)
    }

    @Test(
        "knows a field by the bytes of its name",
        arguments: [
            ("a\"b", true), ("a\\\"b", false), ("caf\u{E9}", true), ("cafe\u{301}", false),
            ("A", false),
        ])
    func namesFields(name: String, isThere: Bool) {
        let fields = #"{"a\"b":"x\\y","caf\#u{E9}":1}"#
        let trigger = JourneyTrigger.customField(name: name, test: .exists(true))
        #expect(matches(trigger, fields) == isThere)
    }

    @Test("reads what escapes stand for")
    func readsEscapes() {
        let test = FieldTest.equals(.string("x\\y\n"))
        #expect(matches(.customField(name: "a", test: test), #"{"a":"x\\y\n"}"#))
    }

    private func matches(_ trigger: JourneyTrigger, _ fields: String = fields) -> Bool {
        Array(fields.utf8).withUnsafeBufferPointer {
            trigger.matches(
                JourneyCandidate(
                    list: 18_005_551_234, signupMethod: "import", customFields: $0))
        }
    }
}
