import Foundation
import Testing

@testable import ImportPipeline

/// What becomes of the keys that `normalize` adds, when somebody else has written them.
@Suite("Rows that name their place in another file")
struct OriginTests {
    @Test("get the row and the line of that file")
    func getTheirPlace() throws {
        let line = #"{"phone_number":"12","_row":70,"_key":"12","_source":{"line":99}}"#
        #expect(
            try report(line) == [
                #"{"row":70,"status":400,"code":"invalid_phone","error":"The phone number is too "#
                    + #"short; perhaps its area code or its last digits are missing. (line 99)","#
                    + #""phone_number":"12"}"#
            ])
    }

    @Test("get the byte of that file")
    func getTheirByte() throws {
        let line = #"{"phone_number":"12","_row":70,"_key":"12","_source":{"line":99,"byte":4096}}"#
        #expect(try report(line).first?.contains("missing. (line 99, byte 4096)\"") == true)
    }

    @Test("count on their own when only one of the keys is there")
    func needBothKeys() throws {
        let lines = #"{"phone_number":"12","_row":70}\#n{"phone_number":"12","_key":"12"}"#
        let report = try report(lines)
        #expect(report.map { $0.prefix(9) } == [#"{"row":1,"#, #"{"row":2,"#])
        #expect(report.allSatisfy { $0.contains(#""code":"invalid_phone""#) })
    }

    @Test(
        "are refused when they name no place",
        arguments: [
            #""_row":0"#, #""_row":-1"#, #""_row":1.5"#, #""_row":1e3"#, #""_row":"7""#,
            #""_row":true"#, #""_row":[1]"#, #""_row":{}"#, #""_row":99999999999999999999"#,
            #""_row":1,"_source":{"line":0}"#, #""_row":1,"_source":{"line":"x"}"#,
            #""_row":1,"_source":{"line":1,"byte":0}"#,
            #""_row":1,"_source":{"line":1,"byte":"x"}"#,
        ])
    func areRefused(members: String) throws {
        let report = try report(
            #"{"phone_number":"4155550100","_key":"+14155550100",\#(members)}"#)
        #expect(report.count == 1)
        #expect(report.first?.hasPrefix(#"{"row":1,"status":400,"code":"invalid_field","#) == true)
    }

    @Test(
        "are read when their source is something else",
        arguments: [
            #"7"#, #"[]"#, #"{"phone_number":7,"error":[],"extension":1,"cells":"x"}"#, #"null"#,
            #"{"line":{}}"#, #"{"byte":{}}"#, #"{"line":3,"byte":null}"#,
        ])
    func areRead(source: String) throws {
        let report = try report(
            #"{"phone_number":"4155550100","_row":3,"_key":"+14155550100","_source":\#(source)}"#)
        #expect(report.count == 1)
    }

    @Test("stay refused with what was said of them")
    func stayRefused() throws {
        let lines = [
            #"{"_row":4,"_key":"","_error":"malformed_row","_source":{"line":9,"error":"Why (line 9)"}}"#,
            #"{"phone_number":"4155550100","_row":5,"_key":"x","_error":"invalid_phone"}"#,
            #"{"phone_number":"4155550101","_row":6,"_key":"+14155550101","_error":"nonsense"}"#,
        ]
        let report = try report(lines.joined(separator: "\n"))
        #expect(
            report.first
                == #"{"row":4,"status":400,"code":"malformed_row","error":"Why (line 9)"}"#)
        #expect(report[1].contains(#""row":5,"status":400,"code":"invalid_phone""#))
        #expect(report[2].contains(#""row":6,"status":200"#))
    }

    @Test("keep the number that was read, whatever the region")
    func keepTheirNumber() throws {
        let workspace = try TestWorkspace()
        let line = #"{"phone_number":"+442079460958","_row":1,"_key":"+442079460958"}"#
        _ = try workspace.importing(.bytes(Array(line.utf8))) { $0.region = .us }
        #expect(try workspace.contents().contains { $0.contains("442079460958") })
    }

    private func report(_ lines: String) throws -> [String] {
        let workspace = try TestWorkspace()
        _ = try workspace.importing(.bytes(Array(lines.utf8)))
        return try workspace.reportText().split(separator: "\n").map(String.init)
    }
}
