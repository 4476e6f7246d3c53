import Testing

@testable import Records

@Suite("A path")
struct PathNameTests {
    @Test(
        "has a folder, or none",
        arguments: [
            ("r", ""), ("a.csv", ""), ("a/b", "a"), ("/a", "/"), ("/a/b/c", "/a/b"), ("", ""),
        ]
    )
    func folder(path: String, folder: String) { #expect(PathName.folder(of: path) == folder) }

    @Test(
        "takes a word in front of its ending",
        arguments: [
            ("r", "r.2"), ("a.csv", "a.2.csv"), ("a.b/c", "a.b/c.2"), (".csv", ".csv.2"),
            ("é.tar.gz", "é.tar.2.gz"), ("", ".2"),
        ])
    func ending(path: String, result: String) { #expect(PathName.adding("2", to: path) == result) }
}
