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
        #expect(JourneyTrigger.customField(name: name, test: test).matches(candidate) == passes)
    }

    @Test("of an empty group matches nothing")
    func emptyGroup() {
        #expect(!JourneyTrigger.all([]).matches(candidate))
        #expect(!JourneyTrigger.any([]).matches(candidate))
    }

    @Test("nests groups")
    func nests() {
        let list = JourneyTrigger.list(18_005_551_234)
        let other = JourneyTrigger.list(1)
        let api = JourneyTrigger.signupMethod("api")
        #expect(JourneyTrigger.all([list, .any([other, .all([list])])]).matches(candidate))
        #expect(!JourneyTrigger.all([list, api]).matches(candidate))
        #expect(JourneyTrigger.any([api, list]).matches(candidate))
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

    private var candidate: JourneyCandidate {
        Array(Self.fields.utf8).withUnsafeBufferPointer {
            JourneyCandidate(list: 18_005_551_234, signupMethod: "import", customFields: $0)
        }
    }
}
