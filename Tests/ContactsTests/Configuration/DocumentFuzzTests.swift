import Fuzzing
import Testing

@testable import Contacts

@Suite("Mutated documents and cells")
struct DocumentFuzzTests {
    private static let specials = "\"\"{}[]::,,\\u0-1.e"
    private static let configurations = [
        """
        {"accounts":[{"name":"A","owner_email":"a@b.c","status":"active","billing":"active",
          "settings":{"reject_voip_numbers":false,"region":"US"},
          "lists":[{"phone_number":"+18005551234","name":"M","brand_name":"B","status":"paused"}],
          "journeys":[{"name":"W","status":"active","trigger":{"operator":"AND","conditions":[
            {"type":"list","list_number":"+18005551234"},
            {"type":"custom_field","field":"City","operator":"in","value":["Rome",1.5e3]}],
            "groups":[{"operator":"OR","conditions":[{"type":"signup_method","value":"import"}]}]
          }}]}]}
        """,
        #"{"dnc":["+14155550100",4155550101],"accounts":[]}"#,
        #"{"number_ranges":[{"prefix":"+1415555","line_type":"voip","ported":true,"city":"X"}]}"#,
        #"{"dnc":{"file":"dnc.txt"},"number_ranges":{"file":"ranges.csv"}}"#,
    ]
    private static let mappings = [
        """
        {"header":true,"columns":{"Handy":"phone_number","Ort":{"custom":"city","samples":["x"]},
          "#4":{"ignore":true},"Abo":{"field":"opted_out","values":{"weg":true,"da":false}}},
         "constants":{"list_number":18005551234,"custom_fields":{"n":1.0}},"ignore":["A"]}
        """,
        #"{"columns":{"a":"ignore","b":{"field":"signup_date"}},"constants":{"use_journeys":true}}"#,
    ]
    private static let dates = [
        "2025-01-02", "01/02/2025", "2025-01-02T03:04:05.678+09:30", "2025-12-31 23:59:60Z",
        "1735787045", "20250102T030405Z", "2 Jan 2025",
    ]

    @Test("configurations are read, or refused with a sentence")
    func configurations() {
        fuzz("configurations") { seed, random in
            let bytes = random.mutated(Self.configurations, specials: Self.specials)
            do throws(ConfigurationError) {
                _ = try WorkspaceConfiguration(parsing: bytes, storedRegions: [:])
            } catch {
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test("mapping files decide over any header, or are refused with a sentence")
    func mappings() {
        let names = ["Handy", "Ort", "Abo", "a", "b", "phone", "", "A"]
        fuzz("mapping files") { seed, random in
            let bytes = random.mutated(Self.mappings, specials: Self.specials)
            let header = (0..<random.next(below: 6)).map { _ in random.pick(names) }
            do throws(ConfigurationError) {
                var options = MappingOptions()
                options.choice = .document(try MappingDocument(parsing: bytes, name: "m.json"))
                let mapping = ColumnMapping(header: header, options: options, sample: .none)
                #expect(mapping.columns.count == header.count, "seed \(seed)")
            } catch {
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test("sign-up dates lie within the calendar, or are refused")
    func dates() {
        // The years 1 to 9999, and a day for zones.
        let calendar = Int64(-62_135_596_800 - 86_400)...Int64(253_402_300_799 + 86_400)
        fuzz("sign-up dates") { seed, random in
            let bytes = random.mutated(Self.dates, specials: "//--::TZ+ 0123456789.")
            let seconds = bytes.withUnsafeBufferPointer {
                SignupDate.seconds($0, dayFirst: seed % 2 == 0)
            }
            #expect(seconds.map(calendar.contains) ?? true, "seed \(seed)")
        }
    }
}
