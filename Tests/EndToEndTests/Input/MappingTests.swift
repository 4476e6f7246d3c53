import Foundation
import Testing

@Suite("What columns mean")
struct MappingTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func anExportKeepsThoseWhoLeftOut() throws {
        try sandbox.write(
            """
            Email,Phone Number,Klaviyo ID,SMS Marketing Consent,SMS Marketing Consent Timestamp
            a@example.com,4155550101,1,SUBSCRIBED,2024-02-01T10:00:00+00:00
            b@example.com,4155550102,2,UNSUBSCRIBED,
            c@example.com,4155550103,3,NEVER_SUBSCRIBED,
            d@example.com,4155550104,4,,

            """, to: "export.csv")
        let result = try importing("export.csv")
        #expect(result.status == 0)
        #expect(result.error.contains("export.csv: read by the preset klaviyo"))
        #expect(
            try sandbox.rows("SELECT active FROM list_contact_view ORDER BY phone_number")
                == ["1", "0", "0", "0"])
    }

    @Test func aColumnThatTellsWhoLeftRefusesTheRunBeforeTheFirstRow() throws {
        try sandbox.write("phone,unsubscribed\n4155550101,no\n4155550102,yes\n", to: "crm.csv")
        let result = try importing("crm.csv")
        #expect(result.status == 1)
        #expect(
            result.error
                == "enlist: crm.csv: column 2 \"unsubscribed\" is mapped to nothing, but its "
                + "name tells who left: map it to opted_out with --mapping (`enlist mapping INPUT` "
                + "prints a file to edit), or leave it out with --ignore-column \"unsubscribed\"\n")
        #expect(try sandbox.count("contact_view") == 0)
        #expect(try sandbox.enlist("jobs").output.split(separator: "\n").count == 1)
        #expect(!sandbox.hasFile("crm.csv.report.ndjson"))
    }

    @Test func aKeyThatTellsWhoLeftRefusesItsRowHoweverLateItComes() throws {
        // Machines may make a key of each value.
        let first = (0..<1_100)
            .map { "{\"phone_number\":\"415\(2_000_000 + $0)\",\"k\($0)\":1}\n" }.joined()
        try sandbox.write(
            first + #"{"phone_number":"4155550101","unsubscribed":true}"# + "\n"
                + #"{"phone_number":"4155550102","unsubscribed":false,"stop_date":null}"# + "\n",
            to: "crm.ndjson")
        let result = try importing("crm.ndjson", "--report", "report.ndjson")
        #expect(result.status == 3)
        let line = try #require(sandbox.lines().dropLast().last)
        #expect(
            line.hasPrefix(#"{"row":1101,"status":400,"code":"invalid_field","error":"A key te"#))
        #expect(try sandbox.count("list_contacts") == 1_101)
        let ignored = try importing("crm.ndjson", "--ignore-column", "unsubscribed")
        #expect(ignored.status == 0)
    }

    @Test func twoColumnsForOneFieldRefuseTheRunBeforeTheFirstRow() throws {
        try sandbox.write(
            "phone,Consent Date,optin_date\n4155550101,2024-01-02,2024-01-03\n", to: "crm.csv")
        let refused = try importing("crm.csv")
        #expect(refused.status == 1)
        #expect(
            refused.error
                == "enlist: crm.csv: columns \"Consent Date\" and \"optin_date\" can both be "
                + "signup_date: choose one with --mapping FILE (`enlist mapping INPUT` prints a file "
                + "to edit), or leave one out with --ignore-column \"optin_date\"\n")
        #expect(try sandbox.count("contact_view") == 0)
        let printed = try sandbox.shell("$ENLIST mapping crm.csv > crm.json")
        #expect(printed.status == 1)
        #expect(try importing("crm.csv", "--mapping", "crm.json").status == 1)
        let inspected = try sandbox.enlist("inspect", "crm.csv")
        #expect(inspected.status == 1)
        #expect(inspected.output.contains("Problem: crm.csv: columns \"Consent Date\" and "))
        #expect(try importing("crm.csv", "--ignore-column", "Consent Date").status == 0)
        #expect(
            try sandbox.rows("SELECT signup_date FROM list_contact_view")
                == ["2024-01-03T00:00:00Z"])
    }

    @Test func anIgnoredColumnIsLeftOutAndTheJobRemembersIt() throws {
        try sandbox.write("phone,Status,DNC\n4155550101,STOP,1\n", to: "crm.csv")
        let result = try importing(
            "crm.csv", "--ignore-column", "status", "--ignore-column=DNC")
        #expect(result.status == 0)
        #expect(try sandbox.rows("SELECT custom_fields FROM list_contact_view") == ["{}"])
        let job = try sandbox.enlist("jobs", "1", "--json")
        #expect(job.output.contains(#""ignore_columns":["status","DNC"]"#))
        let wrong = try importing("crm.csv", "--ignore-column", "Stauts")
        #expect(wrong.status == 2)
        #expect(
            wrong.error
                == "enlist: --ignore-column \"Stauts\": there is no such column: did you mean "
                + "\"Status\"?\n")
    }

    @Test func unsubscribeAsksNothingAboutThoseWhoLeft() throws {
        try sandbox.write("phone,status\n4155550101,STOP\n", to: "stop.csv")
        let result = try sandbox.enlist("unsubscribe", "stop.csv", "--list", "+18005551234")
        #expect(result.status == 0)
        #expect(try sandbox.rows("SELECT active FROM list_contact_view") == ["0"])
    }

    @Test func thePrintedMappingIsReadyToBeEditedAndUsed() throws {
        try sandbox.write("Handy,Weg,Ort\n4155550101,ja,Rom\n4155550102,,Ulm\n", to: "crm.csv")
        let printed = try sandbox.enlist("mapping", "crm.csv")
        #expect(printed.status == 1)
        #expect(printed.error.contains("no column holds phone numbers"))
        #expect(
            printed.outputLines == [
                "{", "  \"header\": true,", "  \"columns\": {",
                "    \"Handy\": {\"custom\": \"Handy\", \"samples\": [\"4155550101\", \"4155550102\"]},",
                "    \"Weg\": {\"custom\": \"Weg\", \"samples\": [\"ja\"]},",
                "    \"Ort\": {\"custom\": \"Ort\", \"samples\": [\"Rom\", \"Ulm\"]}", "  }", "}",
            ])
        let edited = printed.output
            .replacing("{\"custom\": \"Handy\"", with: "{\"field\": \"phone_number\"")
            .replacing(
                "{\"custom\": \"Weg\"",
                with: "{\"field\": \"opted_out\", \"values\": {\"ja\": true}")
        try sandbox.write(edited, to: "crm.json")
        #expect(try importing("crm.csv", "--mapping", "crm.json").status == 0)
        #expect(
            try sandbox.rows(
                "SELECT active, custom_fields FROM list_contact_view ORDER BY phone_number")
                == [#"0|{"Ort":"Rom"}"#, #"1|{"Ort":"Ulm"}"#])
        #expect(
            try sandbox.enlist("mapping", "crm.csv", "--mapping", "crm.json").output == edited)
    }

    @Test func mappingNeedsNoWorkspace() throws {
        let folder = try Sandbox(nil)
        try folder.write("phone\n4155550101\n", to: "a.csv")
        let result = try folder.enlist("mapping", "a.csv")
        #expect(result.status == 0)
        #expect(!folder.hasFile("enlist.db"))
    }

    @Test func aWrongMappingFileNamesThePlace() throws {
        try sandbox.write("phone,City\n4155550101,Rome\n", to: "a.csv")
        try sandbox.write(#"{"columns":{"City":"phon_number"}}"#, to: "m.json")
        let unknown = try importing("a.csv", "--mapping", "m.json")
        #expect(unknown.status == 2)
        #expect(
            unknown.error == "enlist: m.json: columns.City: unknown field \"phon_number\": did you "
                + "mean phone_number?\n")
        try sandbox.write(#"{"columns":{"Town":"custom"}}"#, to: "m.json")
        let missing = try importing("a.csv", "--mapping", "m.json")
        #expect(missing.status == 2)
        #expect(
            missing.error
                == "enlist: m.json: columns.Town: the input has no such column (input a.csv)\n")
        let preset = try importing("a.csv", "--mapping", "klavio")
        #expect(preset.status == 2)
        #expect(preset.error.contains("is no file and no preset: did you mean klaviyo?"))
    }

    @Test func datesInTheOtherOrderRefuseTheRun() throws {
        try sandbox.write(
            "phone,signup_date\n4155550101,25/12/2023\n4155550102,01/02/2024\n", to: "a.csv")
        let result = try importing("a.csv")
        #expect(result.status == 1)
        #expect(
            result.error
                == "enlist: a.csv: column 2 \"signup_date\", line 2 has the day before the "
                + "month: say --date-order dmy\n")
        #expect(try importing("a.csv", "--date-order", "dmy").status == 0)
        #expect(
            try sandbox.rows("SELECT signup_date FROM list_contact_view ORDER BY phone_number")
                == ["2023-12-25T00:00:00Z", "2024-02-01T00:00:00Z"])
    }

    @Test func aFileWithoutAHeaderShowsItsNumbers() throws {
        try sandbox.write("7,Ann,415-555-0101\n8,Bob,415-555-0102\n", to: "a.csv")
        let result = try importing("a.csv")
        #expect(result.status == 0)
        #expect(result.error.contains("a.csv: no header: column 3 is read as phone_number"))
        #expect(try result.summary().rows == 2)
        try sandbox.write(
            ##"{"header":false,"columns":{"#2":{"custom":"name"},"#3":"phone_number"}}"##,
            to: "m.json")
        #expect(try importing("a.csv", "--mapping", "m.json").status == 0)
        #expect(
            try sandbox.rows("SELECT custom_fields FROM list_contact_view ORDER BY phone_number")
                == [#"{"name":"Ann"}"#, #"{"name":"Bob"}"#])
    }

    @Test func whatWasExportedIsImportedWithoutAQuestion() throws {
        let request = #"{"phone_number":"4155550101","custom_fields":{"status":"STOP","dnc":"1"}}"#
        try sandbox.write(request + "\n", to: "a.ndjson")
        #expect(try importing("a.ndjson").status == 0)
        let export = try sandbox.enlist("export", "+18005551234", "--format", "csv")
        try sandbox.write(export.output, to: "export.csv")
        let summary = try importing("export.csv").summary()
        #expect(summary.unchanged == 1)
    }

    private func importing(_ arguments: String...) throws -> CommandResult {
        try CommandRun(
            arguments: ["import"] + arguments + ["--list", "+18005551234", "--summary", "json"],
            folder: sandbox.folder
        ).result()
    }
}
