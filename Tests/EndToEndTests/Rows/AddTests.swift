import Foundation
import Testing

@Suite("enlist add answers as an import row")
struct AddTests {
    private let sandbox: Sandbox
    private let requests = [
        #"{"phone_number":"(415) 555-2671","custom_fields":{"city":"Zürich"}}"#,
        #"{"phone_number":"415-555-2671","use_journeys":true}"#,
        #"{"phone_number":"212 555 0123 x9","use_validation":true}"#,
        #"{"phone_number":"2125550123","use_validation":true}"#,
        #"{"phone_number":"12345"}"#,
        #"{"phone_number":"4155552672","opted_out":"yes"}"#,
        #"{"phone_number":"4155552672","opted_out":true}"#,
        #"{"phone_number":"4155552672"}"#,
    ]

    init() throws { sandbox = try Sandbox() }

    @Test func oneByOneGivesTheLinesOfAnImport() throws {
        try FileManager.default.copyItem(
            atPath: sandbox.path("enlist.db"), toPath: sandbox.path("copy.db"))
        try sandbox.write(requests.joined(separator: "\n"), to: "rows.ndjson")
        let imported = try sandbox.enlist(
            "import", "rows.ndjson", "--list", "+18005551234", "--report", "-", "--quiet")
        let added = try requests.map {
            try sandbox.enlist(
                "add", $0, "--workspace", "copy.db", "--list", "+18005551234"
            ).output
        }
        #expect(added.map(Self.withoutPlace) == imported.outputLines.map(Self.withoutPlace))
    }

    @Test func severalRequestsAtOnceAreRefused() throws {
        for mark in ["", "\u{FEFF}"] {
            let two = try sandbox.enlist(
                "add", "\(mark) [\(requests[0]),\(requests[2])]", "--list", "+18005551234")
            #expect(two.status == 2)
            #expect(two.error.contains("enlist add needs one JSON object"))
        }
        #expect(try sandbox.count("contacts") == 0)
    }

    @Test func theStatusIsZeroOrThree() throws {
        let good = try sandbox.enlist("add", requests[0], "--list", "+18005551234")
        #expect(good.status == 0)
        let bad = try sandbox.enlist("add", requests[4], "--list", "+18005551234")
        #expect(bad.status == 3)
        #expect(bad.output.contains("\"code\":\"invalid_phone\""))
    }

    @Test func aRequestOverSeveralLinesIsReadFromStandardInput() throws {
        let request = "{\n  \"phone_number\": \"4155552671\",\n  \"list_number\": 18005551234\n}\n"
        let result = try sandbox.enlist("add", input: .bytes(Data(request.utf8)))
        #expect(result.status == 0)
        #expect(result.outputLines.count == 1)
        #expect(
            try sandbox.rows("SELECT phone_number, signup_method FROM list_contact_view")
                == ["+14155552671|api"])
    }

    @Test func theResponseIsPrettyOnATerminal() throws {
        let line = "$ENLIST add '{\"phone_number\":\"4155552671\"}' --list +18005551234"
        let result = try sandbox.shell("script -qec \"$LINE\" /dev/null", ["LINE": line])
        #expect(result.output.contains("{\r\n  \"row\": 1,\r\n  \"status\": 200,\r\n"))
    }

    @Test func anErrorThatOnlyAddShowsHasItsCode() throws {
        let refused = [
            #"{"phone_number":"4155552671","list_number":"12"}"#: "invalid_list_number",
            #"{"phone_number":"4155552671","list_number":"+18005550000"}"#: "list_not_found",
            #"{"phone_number":"4155552671"}"#: "missing_list_number",
        ]
        for (request, code) in refused {
            let result = try sandbox.enlist("add", request)
            #expect(result.status == 3)
            #expect(result.output.contains("\"code\":\"\(code)\""))
        }
    }

    /// A line without its row and line number, which differ by nature.
    private static func withoutPlace(_ line: String) -> String {
        line.replacing(/"row":\d+,/, with: "").replacing(/\s\(line \d+, byte \d+\)/, with: "")
            .trimmingCharacters(in: .newlines)
    }
}
