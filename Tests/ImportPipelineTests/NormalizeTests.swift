import Foundation
import Testing

@testable import ImportPipeline

@Suite("Normalizing a file")
struct NormalizeTests {
    @Test("gives every row as a request with its number in E.164, in order")
    func givesRequests() throws {
        let csv = "phone,City,opted_out\r\n(415) 555-0100,Austin,yes\r\nabc,Boston,\r\n,Rome,\r\n"
        #expect(
            try normalized(csv) == [
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
            try normalized(line) == [
                #"{"phone_number":"+14155550100","url":"https://e.example/é","#
                    + #""custom_fields":{"n":1.0,"t":"a\tb","x":null},"force":"yes","#
                    + #""_row":1,"_key":"+14155550100","_error":"invalid_field"}"#
            ])
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
            #expect(try outcomes(again) == outcomes(plain))
        }
    }

    private func normalized(_ input: String, threads: Int = 2) throws -> [String] {
        var options = ImportOptions(inputs: [.bytes(Array(input.utf8))])
        options.threads = threads
        options.batchRows = 100
        var output: [UInt8] = []
        let run = try NormalizeRun(options: options, clock: 1_795_435_200)
        _ = try run.run(stop: StopFlag()) { output += $0 }
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// The report without what shows the input's own text: sentences name its lines, and error lines
    /// hold the number as it came.
    private func outcomes(_ workspace: TestWorkspace) throws -> [String] {
        try workspace.reportText().split(separator: "\n").map { line in
            String(line)
                .replacing(/"error":"[^"]*"/, with: "")
                .replacing(/"phone_number":"[^"]*"/, with: "")
        }
    }
}
