import Fuzzing
import Testing

@testable import ContactStore
@testable import Contacts

@Suite("Files that a configuration names")
struct ConfigurationFileTests {
    private let dnc = #"{"dnc":{"file":"dnc.txt"}}"#

    @Test("are read line by line without blank lines and comments")
    func numbers() throws {
        let folder = try TestFolder()
        try folder.write(
            "\u{FEFF}# nightly\r\n+14155550101\r\n\r\n  # more\n(415) 555-0102\n+14155550101",
            to: "dnc.txt")
        #expect(try folder.apply(dnc) == ["added 2 numbers to dnc"])
        #expect(try folder.apply(dnc).isEmpty)
        #expect(
            try folder.rows("SELECT phone FROM dnc ORDER BY 1") == ["14155550101", "14155550102"])
    }

    @Test("say the line of a number that cannot be read, and store nothing")
    func badLine() throws {
        let folder = try TestFolder()
        try folder.write("+14155550101\n\nabc\n", to: "dnc.txt")
        let error = #expect(throws: ConfigurationError.self) { try folder.apply(dnc) }
        #expect(error?.place == "dnc.txt:3")
        #expect(try folder.rows("SELECT count(*) FROM dnc") == ["0"])
    }

    @Test("may be long", .endsWithin(seconds: 60))
    func longFile() throws {
        let folder = try TestFolder()
        let lines = (0..<200_000).map { "+1415\(2_000_000 + ($0 * 7_919) % 200_000)" }
        try folder.write(lines.joined(separator: "\n"), to: "dnc.txt")
        #expect(try folder.apply(dnc) == ["added 200000 numbers to dnc"])
    }

    @Test("that are missing are named")
    func missing() throws {
        let folder = try TestFolder()
        let error = #expect(throws: ConfigurationError.self) { try folder.apply(dnc) }
        #expect(error?.message.contains("dnc.txt: cannot open the file") == true)
    }

    @Test("load number ranges, in place or from CSV, once")
    func ranges() throws {
        let folder = try TestFolder()
        try folder.write(
            "prefix,carrier_raw,carrier,line_type,ported,country,state,city\n"
                + "+1415555,ACME WIRELESS,Acme,mobile,true,US,California,San Francisco\n"
                + "+1415556,,,fixed line,,,,\n", to: "ranges.csv")
        let json = #"{"number_ranges":{"file":"ranges.csv"}}"#
        #expect(try folder.apply(json) == ["added 2 ranges to number_ranges"])
        #expect(try folder.apply(json).isEmpty)
        let inPlace = #"{"number_ranges":[{"prefix":"+1415556","line_type":"voip","ported":true}]}"#
        #expect(try folder.apply(inPlace) == ["added 1 range to number_ranges"])
        #expect(
            try folder.rows("SELECT prefix || ' ' || line_type FROM number_ranges ORDER BY 1")
                == ["1415555 mobile", "1415556 voip"])
    }

    @Test(
        "say the line of a range that cannot be used",
        arguments: ["1x,mobile", "+1416,cell", "+1415,voip", "+01,mobile", ",mobile"])
    func badRange(line: String) throws {
        let folder = try TestFolder()
        try folder.write("prefix,line_type\n+1415,mobile\n\(line)\n", to: "ranges.csv")
        let error = #expect(throws: ConfigurationError.self) {
            try folder.apply(#"{"number_ranges":{"file":"ranges.csv"}}"#)
        }
        #expect(error?.place == "ranges.csv:3")
    }
}
