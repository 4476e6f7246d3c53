import Foundation
import Fuzzing
import Testing

@testable import ContactStore
@testable import Contacts

@Suite("Mutated files that a configuration names")
struct ConfigurationFileFuzzTests {
    private static let numbers = [
        "# nightly\n+14155550101\n\n  # more\n(415) 555-0102\n+44 7911 123456\n",
        "\u{FEFF}4155550101\r\n4155550102\r\n",
    ]
    private static let ranges = [
        "prefix,carrier_raw,carrier,line_type,ported,country,state,city\n"
            + "+1415555,\"ACME, INC\",Acme,mobile,true,US,California,San Francisco\n"
            + "+1415556,,,fixed line,,,,\n",
        "line_type;prefix\r\nvoip;1415\r\nother;+44\r\n",
    ]
    private static let configurations = [
        #"{"dnc":{"file":"file"}}"#, #"{"number_ranges":{"file":"file"}}"#,
        #"{"accounts":[{"name":"A","blocklist":{"file":"file"}}]}"#,
    ]
    private static let counts =
        "SELECT (SELECT count(*) FROM dnc) + (SELECT count(*) FROM blocklist)"
        + " + (SELECT count(*) FROM number_ranges)"

    @Test("are stored whole, or nothing of them, with the file's name")
    func files() throws {
        let folder = try TestFolder()
        try folder.apply(#"{"accounts":[{"name":"A"}]}"#)
        let file = URL(fileURLWithPath: folder.path + "/file")
        try fuzz("files of configurations") { seed, random in
            let kind = random.next(below: Self.configurations.count)
            let texts = kind == 1 ? Self.ranges : Self.numbers
            try Data(random.mutated(texts, specials: "\"\",;\n\r#+0123456789 ")).write(to: file)
            let before = try folder.rows(Self.counts)
            do {
                try folder.apply(Self.configurations[kind])
                #expect(try folder.apply(Self.configurations[kind]).isEmpty, "seed \(seed)")
            } catch let error as ConfigurationError {
                #expect(error.description.contains("file"), "seed \(seed)")
                #expect(try folder.rows(Self.counts) == before, "seed \(seed)")
            }
        }
    }
}
