import Foundation
import Testing

@Suite("Every error names the byte where its row stands")
struct PlaceTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    /// The refused rows begin with `bad`; some span lines, blank lines stand between.
    private static let csv =
        "phone,note,list_number\r\n4155552671,é,\r\nbad1,\"two\r\nlines\",\r\n\r\n"
        + "4155552672,ü,\r\n  bad2,,\r\n4155552673,,+18005550000\r\n4155552674,a,,surplus\r\n"
    private static let starts = ["bad1", "  bad2", "4155552673", "surplus"]

    @Test func ofAFileAsItIsWhateverItsEncoding() throws {
        for (name, encoding) in [
            ("plain", String.Encoding.utf8), ("wide", .utf16LittleEndian),
            ("old", .windowsCP1252),
        ] {
            let mark = name == "wide" ? "\u{FEFF}" : ""
            let bytes = try #require((mark + Self.csv).data(using: encoding))
            try sandbox.write(bytes, to: "\(name).csv")
            try check(try places("\(name).csv"), in: bytes, encoding, "\(name)")
        }
    }

    @Test func withAByteOrderMarkPackedOrThroughAPipeAndInSeveralInputs() throws {
        let bytes = Data(("\u{FEFF}" + Self.csv).utf8)
        try sandbox.write(bytes, to: "a.csv")
        try sandbox.write(bytes, to: "packed.csv")
        _ = try sandbox.shell("gzip packed.csv")
        try check(try places("a.csv"), in: bytes, .utf8, "file")
        try check(try places("packed.csv.gz"), in: bytes, .utf8, "gzip")
        try check(
            try places("a.csv", "--threads", "3"), in: bytes, .utf8, "threads")
        let both = try places("a.csv", "packed.csv.gz")
        #expect(both.count == 8)
        try check(Array(both.suffix(4)), in: bytes, .utf8, "second input")
        let piped = try sandbox.shell(
            "cat a.csv | $ENLIST import - --list +18005551234 --report - --quiet")
        try check(Self.places(piped.outputLines), in: bytes, .utf8, "pipe")
        let normalized = try sandbox.shell(
            "$ENLIST normalize a.csv --quiet | $ENLIST import - --list +18005551234 --report - --quiet"
        )
        try check(Self.places(normalized.outputLines), in: bytes, .utf8, "normalize")
        let tail = try sandbox.shell("tail -c +\(both[0].byte) a.csv | head -1")
        #expect(tail.output == "bad1,\"two\r\n")
    }

    @Test func ofNDJSONAndOfAnArray() throws {
        let rows = [
            #"{"phone_number":"4155552671"}"#, #"{"phone_number":"bad"}"#,
            #"{"phone_number":"4155552672","url":1}"#, #"{"phone_number":"é",, "a":1}"#,
        ]
        for (name, text) in [
            ("rows.ndjson", rows.joined(separator: "\n\n") + "\n"),
            ("rows.json", "[\n" + rows.joined(separator: ",\n  ") + "\n]\n"),
        ] {
            try sandbox.write(text, to: name)
            let shown = try places(name).map { Self.text(in: Data(text.utf8), from: $0.byte) }
            #expect(shown.count == 3)
            #expect(zip(shown, rows[1...2]).allSatisfy { $0.hasPrefix($1) }, "\(name)")
            #expect(shown.last?.hasPrefix(#", "a":1}"#) == true, "\(name)")
        }
    }

    @Test func andARowOnSeveralLinesThatOfItsFault() throws {
        try sandbox.write(
            "phone,a,b\n4155552671,\"x\ny\",1,surplus\n", to: "a.csv")
        #expect(try places("a.csv").map(\.line) == [3])
        try sandbox.write("[{\"phone_number\":\n\"4155552671\"\n\"a\"}]", to: "a.json")
        #expect(try places("a.json").map(\.line) == [3])
        let all = try sandbox.shell("$ENLIST normalize a.csv --quiet")
        #expect(all.output.contains(#""_source":{"line":2,"byte":11,"#))
    }

    private struct Place {
        let line: Int
        let byte: Int
    }

    /// The places in the report of an import.
    private func places(_ arguments: String...) throws -> [Place] {
        let result = try sandbox.enlist(
            ["import"] + arguments + [
                "--list", "+18005551234", "--report", "-", "--quiet", "--anew",
            ])
        #expect(result.status == 3, "\(result.error)")
        return Self.places(result.outputLines)
    }

    private static func places(_ report: [String]) -> [Place] {
        report.compactMap { line in
            line.firstMatch(of: /\(line (\d+), byte (\d+)\)"/)
                .flatMap { found in
                    Int(found.1).flatMap { line in Int(found.2).map { Place(line: line, byte: $0) }
                    }
                }
        }
    }

    private func check(
        _ places: [Place], in bytes: Data, _ encoding: String.Encoding, _ name: String
    ) throws {
        #expect(places.map(\.line) == [3, 7, 8, 9], "\(name)")
        for (place, start) in zip(places, Self.starts) {
            let shown = String(data: bytes.dropFirst(place.byte - 1), encoding: encoding)
            #expect(shown?.hasPrefix(start) == true, "\(name), byte \(place.byte)")
        }
    }

    private static func text(in bytes: Data, from byte: Int) -> String {
        String(decoding: bytes.dropFirst(byte - 1), as: UTF8.self)
    }
}
