import Foundation
import Testing

@testable import ImportPipeline

@Suite("Normalizing a file")
struct NormalizeTests {
    @Test("gives every row as a request with its number in E.164, in order")
    func givesRequests() throws {
        let csv = "phone,City,opted_out\r\n(415) 555-0100,Austin,yes\r\nabc,Boston,\r\n,Rome,\r\n"
        #expect(
            try requests(csv) == [
                #"{"phone_number":"+14155550100","opted_out":true,"custom_fields":{"City":"Austin"},"#
                    + #""_row":1,"_key":"+14155550100"}"#,
                #"{"phone_number":"abc","custom_fields":{"City":"Boston"},"#
                    + #""_row":2,"_key":"abc","_error":"invalid_phone"}"#,
                #"{"custom_fields":{"City":"Rome"},"#
                    + #""_row":3,"_key":"","_error":"missing_phone_number"}"#,
            ])
    }

    @Test("keeps the values of a JSON request as they came")
    func keepsValues() throws {
        let line =
            #"{"phone_number": 4155550100, "custom_fields": {"n": 1.0, "t": "a\tb", "x": null}, "#
            + #""force": "yes", "url": "https://e.example/é"}"#
        #expect(
            try requests(line) == [
                #"{"phone_number":"+14155550100","url":"https://e.example/é","#
                    + #""custom_fields":{"n":1.0,"t":"a\tb","x":null},"force":"yes","#
                    + #""_row":1,"_key":"+14155550100","_error":"invalid_field"}"#
            ])
    }

    @Test(
        "has the same custom fields however their JSON is spelled",
        arguments: [
            #"{"a":"x\"y","b":1.50,"c":true}"#, #"{ "a" : "x\"y" , "b":1.50,"c" : true }"#,
            #"{"a":"x\u0022y","b":1.50,"c":true}"#, #"{"\u0061":"x\"y","b":1.50 ,"c":true}"#,
        ])
    func spellsCustomFields(fields: String) throws {
        let rows = try requests(#"{"phone_number":"4155550100","custom_fields":\#(fields)}"#)
        #expect(
            rows.count == 1 && rows[0].contains(#""custom_fields":{"a":"x\"y","b":1.50,"c":true},"#)
        )
        let plain = fields.replacing(#""x\"y""#, with: "12").replacing(#""x\u0022y""#, with: "12")
        let others = try requests(#"{"phone_number":"4155550100","custom_fields":\#(plain)}"#)
        #expect(
            others == [
                #"{"phone_number":"+14155550100","custom_fields":{"a":12,"b":1.50,"c":true},"#
                    + #""_row":1,"_key":"+14155550100"}"#
            ])
        let nested = try requests(
            #"{"phone_number":"4155550100","custom_fields":{"a":[1],"b":{}}}"#)
        #expect(nested[0].hasSuffix(#""_error":"invalid_field"}"#))
    }

    @Test("leaves an import with the same report and database, whatever the threads")
    func changesNothing() throws {
        let input = mixedRows(2_000, seed: 7)
        let plain = try TestWorkspace()
        _ = try plain.importing(.bytes(input))
        for threads in [1, 3] {
            let text = try normalized(String(decoding: input, as: UTF8.self), threads: threads)
            let again = try TestWorkspace()
            _ = try again.importing(.bytes(Array(text.joined(separator: "\n").utf8)))
            #expect(try again.contents() == plain.contents())
            #expect(try again.reportText() == plain.reportText())
        }
    }

    @Test("leaves refused rows the words that their own file gives them")
    func keepsWords() throws {
        let input = #"{"phone_number":"4155550100","list_number":"+18005551234","extra":[1]}"#
        let plain = try TestWorkspace()
        _ = try plain.importing(.bytes(Array(input.utf8))) { $0.extraColumns = .custom }
        #expect(try plain.reportText().contains("not objects or arrays"))
        let again = try TestWorkspace()
        let text = try normalized(input, extraColumns: .custom).joined()
        _ = try again.importing(.bytes(Array(text.utf8)))
        #expect(try again.reportText() == plain.reportText())
    }

    @Test("says where a row stood and what was read there")
    func givesSources() throws {
        let csv = "phone,City\n(415) 555-0100 x9,Rome\n+14155550101,\n12,\n4155550102,a,b\n"
        let sources = try normalized(csv).compactMap { $0.firstMatch(of: /"_source":(.*)\}$/)?.1 }
        #expect(
            sources == [
                #"{"line":2,"byte":12,"phone_number":"(415) 555-0100 x9","extension":true,"cells":true}"#,
                #"{"line":3,"byte":35}"#,
                #"{"line":4,"byte":49,"error":"The phone number is too short; perhaps its area code or its "#
                    + #"last digits are missing. (line 4, byte 49)"}"#,
                #"{"line":5,"byte":53,"cells":true,"error":"The row has more cells than the header: check quotes and "#
                    + #"delimiters. (line 5, byte 66)"}"#,
            ])
    }

    @Test("is the same when it is normalized again")
    func isStable() throws {
        let once = try normalized(String(decoding: mixedRows(500, seed: 3), as: UTF8.self))
        #expect(try normalized(once.joined(separator: "\n")) == once)
    }

    @Test("counts rows and lines from where a part begins")
    func countsFromTheBeginningOfAPart() throws {
        var options = ImportOptions(inputs: [.bytes(Array("phone\n4155550100\n\nabc\n".utf8))])
        options.threads = 1
        var output: [UInt8] = []
        _ = try NormalizeRun(
            options: options, clock: 0, start: PartStart(row: 1_001, line: 5_000, byte: 90_001)
        )
        .run(stop: StopFlag()) { output += $0 }
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains(#""_row":1001,"#) == true)
        #expect(lines.first?.contains(#""line":5001,"byte":90007,"#) == true)
        #expect(lines.last?.contains(#""_row":1002,"#) == true)
        #expect(lines.last?.contains("(line 5003, byte 90019)") == true)
    }

    @Test(
        "takes the columns of a part as its file's beginning decided them",
        arguments: [
            ("phone,consent_date\n4155550100,13/01/2024\n", ["invalid_signup_date"]),
            (
                #"{"phone_number":"4155550100","unsubscribed":"yes"}"# + "\n", ["invalid_field"]
            ),
        ])
    func takesTheColumnsOfItsFile(input: String, errors: [String]) throws {
        let options = ImportOptions(inputs: [.bytes(Array(input.utf8))])
        #expect(throws: ImportError.self) { try NormalizeRun(options: options, clock: 0) }
        var output: [UInt8] = []
        _ = try NormalizeRun(
            options: options, clock: 1_795_435_200, start: PartStart(row: 1_001, line: 2, byte: 2)
        )
        .run(stop: StopFlag()) { output += $0 }
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(
            lines.map { $0.firstMatch(of: /"_error":"(\w+)"/).map { String($0.1) } } == errors)
    }

    private func normalized(
        _ input: String, threads: Int = 2, extraColumns: ExtraColumns? = nil
    ) throws -> [String] {
        var options = ImportOptions(inputs: [.bytes(Array(input.utf8))])
        options.threads = threads
        options.extraColumns = extraColumns
        options.batchRows = 100
        var output: [UInt8] = []
        let run = try NormalizeRun(options: options, clock: 1_795_435_200)
        _ = try run.run(stop: StopFlag()) { output += $0 }
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// The lines without what only an import reads.
    private func requests(_ input: String) throws -> [String] {
        try normalized(input).map { $0.replacing(/,"_source":\{.*\}\}$/, with: "}") }
    }
}
