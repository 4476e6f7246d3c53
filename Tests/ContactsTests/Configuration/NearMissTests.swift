import Contacts
import Testing

@Suite("What a mistyped word meant")
struct NearMissTests {
    @Test(
        "is the nearest word within a third of its letters",
        arguments: [
            ("Citty", ["State", "City"], "City"), ("Sattus", ["Stats", "Status"], "Status"),
            ("emial", ["Email"], "Email"), ("A", ["b", "a"], "a"),
        ])
    func near(word: String, candidates: [String], meant: String) {
        #expect(NearMiss.of(word, among: candidates) == meant)
    }

    @Test(
        "is nothing where every letter would have to change",
        arguments: [("A", ["", "b"]), ("", ["", "b"]), ("City", ["Name", ""])])
    func far(word: String, candidates: [String]) {
        #expect(NearMiss.of(word, among: candidates) == nil)
    }
}
