import Foundation
import Testing

@testable import Records

/// Public test data, run by `scripts/corpora-check`; not part of the project.
private let corpora = ProcessInfo.processInfo.environment["ENLIST_CORPORA"]

private func contents(of folder: String) throws -> [(name: String, bytes: [UInt8])] {
    let path = "\(corpora ?? "")/\(folder)"
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    return try names.map { ($0, Array(try Data(contentsOf: URL(filePath: "\(path)/\($0)")))) }
}

@Suite("Public test data", .enabled(if: corpora != nil))
struct CorporaTests {
    @Test func csvSpectrumReadsAsItsJSON() throws {
        let expected = Dictionary(
            uniqueKeysWithValues: try contents(of: "csv-spectrum/json").map {
                ($0.name.replacing(".json", with: ".csv"), Data($0.bytes))
            })
        for (name, bytes) in try contents(of: "csv-spectrum/csvs") {
            // A checkout may have lost the CR that these files are about.
            let lostReturns = name.contains("crlf") && !bytes.contains(0x0D)
            let reading = try Reading(
                lostReturns ? bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } : bytes,
                hasHeader: true)
            let rows = reading.rows.map { row in
                Dictionary(zip(reading.header, row)) { first, _ in first }
            }
            let json = try #require(expected[name])
            if name == "location_coordinates.csv" {
                // Its JSON is the only row itself, with another phone number.
                var row = try JSONDecoder().decode([String: String].self, from: json)
                row["Contact Phone Number"] = "2095257564"
                #expect(rows == [row])
            } else {
                let objects = try JSONDecoder().decode([[String: String]].self, from: json)
                #expect(rows == objects, "\(name)")
            }
        }
    }

    @Test func jsonThatMustBeAcceptedIsAccepted() throws {
        // Valid by the grammar, refused here because they can be read in two ways.
        let refused = [
            "y_object_duplicated_key.json": JSONFault.Kind.duplicateKey,
            "y_object_duplicated_key_and_value.json": .duplicateKey,
            "y_object_escaped_null_in_key.json": .nulCharacter,
            "y_string_null_escape.json": .nulCharacter,
        ]
        for (name, bytes) in try contents(of: "json-test-suite/test_parsing")
        where name.hasPrefix("y_") {
            #expect(scan(bytes)?.kind == refused[name], "\(name)")
        }
    }

    @Test func jsonThatMustBeRefusedIsRefused() throws {
        for (name, bytes) in try contents(of: "json-test-suite/test_parsing")
        where name.hasPrefix("n_") {
            #expect(scan(bytes) != nil, "\(name)")
        }
    }

    @Test func naughtyStringsSurvive() throws {
        let json = try Data(contentsOf: URL(filePath: "\(corpora ?? "")/blns/blns.json"))
        for string in try JSONDecoder().decode([String].self, from: json) {
            var text: [UInt8] = []
            appendJSONString(of: string, to: &text)
            guard case .string(let back) = try JSONValue(parsing: text) else {
                Issue.record("not a string")
                continue
            }
            #expect(back.utf8.elementsEqual(string.utf8))
            let cell = "a,\"" + string.replacing("\"", with: "\"\"") + "\",b\n"
            #expect(try Reading(cell).records[0].fields[1] == Array(string.utf8))
        }
    }

    private func scan(_ bytes: [UInt8]) -> JSONFault? {
        var tape = JSONTape()
        return bytes.withUnsafeBufferPointer { tape.scan($0, from: 0, to: $0.count) }
    }
}
