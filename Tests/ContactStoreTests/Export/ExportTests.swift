import Testing

@testable import ContactStore
@testable import Contacts

@Suite("The export of a list")
struct ExportTests {
    private func folder() throws -> TestFolder {
        let folder = try TestFolder()
        try folder.apply(
            """
            {"accounts":[{"name":"A","lists":[{"phone_number":"+18005551234"},
             {"phone_number":"+18005551235"}]}]}
            """)
        return folder
    }

    private func add(
        _ folder: TestFolder, contact: Int, phone: Int, list: Int = 1, active: Int = 1,
        custom: String = "NULL", url: String = "NULL"
    ) throws {
        try folder.execute(
            """
            INSERT INTO contacts(id, phone, line_type, created_job, updated_job)
            VALUES(\(contact), \(phone), 0, 1, 1);
            INSERT INTO list_contacts(
                id, active, signup_method, signup_date, url, custom_fields, created_job, updated_job)
            VALUES((\(list) << 40) + \(contact), \(active), 0, 86400, \(url), \(custom), 1, 1);
            """)
    }

    private func export(
        _ folder: TestFolder, _ format: ListExport.Format, list: Int = 0
    ) throws -> String {
        let workspace = try Workspace(reading: folder.workspacePath)
        var bytes: [UInt8] = []
        try ListExport(of: try workspace.lists()[list], in: workspace).write(format) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    private let plainHeader =
        "phone_number,list_number,signup_date,ip_address,url,ad_network_source,ad_network_id,opted_out"

    @Test("is in order of number, whatever the order of sign-up, and of one list")
    func order() throws {
        let folder = try folder()
        try add(folder, contact: 1, phone: 14_155_550_102, custom: #"'{"a":1.0,"b":"x"}'"#)
        try add(folder, contact: 2, phone: 14_155_550_101, active: 0, url: "'https://a/\"b'")
        try add(folder, contact: 3, phone: 14_155_550_100, list: 2)
        let date = #""list_number":"+18005551234","signup_date":"1970-01-02T00:00:00Z""#
        #expect(
            try export(folder, .ndjson) == """
                {"phone_number":"+14155550101",\(date),"url":"https://a/\\"b","opted_out":true}
                {"phone_number":"+14155550102",\(date),"custom_fields":{"a":1.0,"b":"x"}}

                """)
    }

    @Test("has a column for each custom field in CSV, in order of their bytes")
    func table() throws {
        let folder = try folder()
        let custom = #"'{"tier":"a,\"b\"\n","Phone":1e3,"":true," ":"s","é":""}'"#
        try add(folder, contact: 1, phone: 14_155_550_101, custom: custom)
        let header = plainHeader + ",custom_fields.,custom_fields. ,custom_fields.Phone,tier,é"
        let row = "+14155550101,+18005551234,1970-01-02T00:00:00Z,,,,,,true,s,1e3,"
        #expect(try export(folder, .csv) == "\(header)\n\(row)\"a,\"\"b\"\"\n\",\n")
    }

    @Test(
        "heads a custom field so that the importer reads it as one",
        arguments: [
            ("tier", "tier"), ("msisdn", "custom_fields.msisdn"),
            ("Opted-In Date", "custom_fields.Opted-In Date"),
            ("CUSTOM FIELDS", "custom_fields.CUSTOM FIELDS"), ("\t", "custom_fields.\t"),
            ("\u{B}", "custom_fields.\u{B}"), ("\r\n", "custom_fields.\r\n"), (" a ", " a "),
            ("custom_fields.a", "custom_fields.custom_fields.a"),
        ])
    func headers(name: String, header: String) throws {
        #expect(ColumnMapping.header(ofCustomField: name) == header)
        let mapping = ColumnMapping(
            header: ["phone_number", header], options: MappingOptions(), sample: .none)
        #expect(mapping.columns[1] == .custom(name: name))
    }

    @Test("gives who takes more than a request holds several lines, each within the limit")
    func requests() throws {
        let folder = try folder()
        let long = String(repeating: "é", count: 900)
        let fields = (1...5).map { "\"field \($0)\":\"\(long)\"" }.joined(separator: ",")
        try add(
            folder, contact: 1, phone: 14_155_550_101, active: 0, custom: "'{\(fields)}'",
            url: "'\(long)'")
        let lines = try export(folder, .ndjson).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.utf8.count <= RequestRules.requestBytesMax })
        #expect(lines.allSatisfy { $0.hasSuffix(#","opted_out":true}"#) })
        #expect(lines.map { $0.contains("\"url\"") } == [true, false, false])
        #expect(lines.map { $0.matches(of: /"field \d"/).count } == [1, 2, 2])
        let rows = try export(folder, .csv).split(separator: "\n").dropFirst()
        #expect(rows.count == 3)
        #expect(rows.allSatisfy { $0.contains(",true,") })
        #expect(rows.map { $0.matches(of: /é{900}/).count } == [2, 2, 2])
    }

    @Test("splits nothing that just fits a request", arguments: [0, 1])
    func fits(over: Int) throws {
        let folder = try folder()
        let bytes = RequestRules.requestBytesMax + over
        let rest = 132  // With two bytes for each field, as numbers get in CSV.
        let text = String(repeating: "x", count: bytes - rest)
        try add(folder, contact: 1, phone: 14_155_550_101, custom: "'{\"a\":\"\(text)\",\"b\":1}'")
        let lines = try export(folder, .ndjson).split(separator: "\n")
        #expect(lines.count == 1 + over)
        if over == 0 { #expect(lines[0].utf8.count == bytes - 4) }
    }

    @Test("of a list without contacts is empty, in CSV its header")
    func empty() throws {
        let folder = try folder()
        #expect(try export(folder, .ndjson).isEmpty)
        #expect(try export(folder, .csv, list: 1) == plainHeader + "\n")
    }
}
