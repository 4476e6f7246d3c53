import Contacts
import Foundation
import Testing

@testable import ImportPipeline

@Suite("Rows under a mapping")
struct MappedRowTests {
    @Test("take the mobile number, else the first that can be one; the others stay custom fields")
    func severalPhones() throws {
        let rows = [
            "Home Phone,Mobile,Phone", "4155550101,4155550102,4155550103", "4155550101,n/a,",
            "123,,4155550103", "12,34,56", ",,",
        ]
        #expect(
            try normalized(rows) == [
                #"{"phone_number":"+14155550102","custom_fields":{"Home Phone":"4155550101","#
                    + #""Phone":"4155550103"},"_row":1,"_key":"+14155550102"}"#,
                #"{"phone_number":"+14155550101","custom_fields":{"Mobile":"n/a"},"#
                    + #""_row":2,"_key":"+14155550101"}"#,
                #"{"phone_number":"+14155550103","custom_fields":{"Home Phone":"123"},"#
                    + #""_row":3,"_key":"+14155550103"}"#,
                #"{"phone_number":"34","custom_fields":{"Home Phone":"12","Phone":"56"},"#
                    + #""_row":4,"_key":"34","_error":"invalid_phone"}"#,
                #"{"_row":5,"_key":"","_error":"missing_phone_number"}"#,
            ])
    }

    @Test("take the first number of a list in a cell, and keep the rest")
    func listOfPhones() throws {
        let rows = [
            "phone,City", "12 ::: (415) 555-0101:::415-555-0102,Rome", "12 ::: 34,Rome", ":::,Rome",
            "415555 ::: 0101,Rome",
        ]
        #expect(
            try normalized(rows) == [
                #"{"phone_number":"+14155550101","custom_fields":{"City":"Rome","#
                    + #""phone":"12 ::: 415-555-0102"},"_row":1,"_key":"+14155550101"}"#,
                #"{"phone_number":"12 ::: 34","custom_fields":{"City":"Rome"},"#
                    + #""_row":2,"_key":"12 ::: 34","_error":"invalid_phone"}"#,
                #"{"phone_number":":::","custom_fields":{"City":"Rome"},"#
                    + #""_row":3,"_key":":::","_error":"invalid_phone"}"#,
                #"{"phone_number":"415555 ::: 0101","custom_fields":{"City":"Rome"},"#
                    + #""_row":4,"_key":"415555 ::: 0101","_error":"invalid_phone"}"#,
            ])
    }

    @Test("take the number that its label calls mobile")
    func labels() throws {
        let rows = [
            "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value",
            "Home,4155550101,* Mobile,4155550102", "Mobile,1,Work,4155550102",
        ]
        #expect(
            try normalized(rows).map { String($0.prefix(31)) } == [
                #"{"phone_number":"+14155550102","#, #"{"phone_number":"+14155550102","#,
            ])
    }

    @Test("translate words; a short row is blank at its end; one that nobody knows is refused")
    func words() throws {
        let rows = [
            "Phone Number,Klaviyo ID,SMS Marketing Consent", "4155550101,a,SUBSCRIBED",
            "4155550102,a,never subscribed", "4155550103,a", "4155550104,a,perhaps",
        ]
        #expect(
            try normalized(rows).map(optedOut) == [
                #""opted_out":false"#, #""opted_out":true"#, #""opted_out":true"#,
                #""opted_out":"perhaps""#,
            ])
        #expect(try normalized(rows).last?.hasSuffix(#""_error":"invalid_field"}"#) == true)
    }

    @Test("opt out when any of several columns says so")
    func severalOptOuts() throws {
        let document = #"{"columns":{"stop":"opted_out","dnc":"opted_out"}}"#
        let rows = [
            "phone,stop,dnc", "4155550101,no,yes", "4155550102,,no", "4155550103,maybe,yes",
        ]
        #expect(
            try normalized(rows, document).map(optedOut) == [
                #""opted_out":true"#, #""opted_out":false"#, #""opted_out":true"#,
            ])
    }

    @Test("have the constants of a mapping file, in CSV and NDJSON")
    func constants() throws {
        let document =
            #"{"constants":{"url":"https://e.example","custom_fields":{"a":"b"}},"#
            + #""columns":{"Handy":"phone_number","Typ":{"field":"line_type","values":{"m":"VOIP"}}}}"#
        #expect(
            try normalized(["Handy,Typ", "4155550101,m"], document) == [
                #"{"phone_number":"+14155550101","url":"https://e.example","line_type":"VOIP","#
                    + #""custom_fields":{"a":"b"},"_row":1,"_key":"+14155550101"}"#
            ])
        let line = #"{"Handy":4155550101,"Typ":"m","url":"https://own.example"}"#
        #expect(
            try normalized([line, #"{"phone_number":"4155550102"}"#], document) == [
                #"{"phone_number":"+14155550101","url":"https://own.example","line_type":"VOIP","#
                    + #""custom_fields":{"a":"b"},"_row":1,"_key":"+14155550101"}"#,
                #"{"url":"https://e.example","custom_fields":{"a":"b"},"_row":2,"_key":"","#
                    + #""_error":"missing_phone_number"}"#,
            ])
    }

    @Test("of NDJSON have the keys that a mapping file names")
    func keys() throws {
        let document =
            #"{"columns":{"mobile":"phone_number","tel":"phone_number","Ort":{"custom":"city"},"#
            + #""weg":{"field":"opted_out","values":{"ja":true,"":false}},"x":"ignore"}}"#
        let lines = [
            #"{"tel":"4155550101","mobile":"n\u002fa","Ort":"R\u006fme","weg":"ja","x":1,"y":2}"#,
            #"{"tel":"4155550101","mobile":4155550102,"Ort":[1]}"#,
        ]
        #expect(
            try normalized(lines, document, extra: .custom) == [
                #"{"phone_number":"+14155550101","opted_out":true,"custom_fields":{"city":"Rome","#
                    + #""y":2,"mobile":"n/a"},"_row":1,"_key":"+14155550101"}"#,
                #"{"phone_number":"+14155550102","custom_fields":[1],"opted_out":false,"#
                    + #""_row":2,"_key":"+14155550102","_error":"invalid_field"}"#,
            ])
    }

    @Test("that are too short for a number have none, whatever stood in the row before")
    func noStaleNumber() throws {
        #expect(
            try normalized(["name,phone", "Ann,4155550101", "Bob"]).last
                == #"{"custom_fields":{"name":"Bob"},"_row":2,"_key":"","_error":"missing_phone_number"}"#
        )
    }

    private func normalized(
        _ rows: [String], _ document: String? = nil, extra: ExtraColumns? = nil
    ) throws -> [String] {
        let input = rows.joined(separator: "\n") + "\n"
        var options = ImportOptions(inputs: [.bytes(Array(input.utf8))])
        options.extraColumns = extra
        if let document {
            options.mapping = .document(
                try MappingDocument(parsing: Array(document.utf8), name: "m.json"))
        }
        var output: [UInt8] = []
        let run = try NormalizeRun(options: options, clock: 1_795_435_200)
        _ = try run.run(stop: StopFlag()) { output += $0 }
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map {
            String($0).replacing(/,"_source":\{.*\}\}$/, with: "}")
        }
    }

    private func optedOut(_ line: String) -> String {
        line.split(separator: ",").first { $0.hasPrefix("\"opted_out\"") }.map(String.init) ?? ""
    }
}
