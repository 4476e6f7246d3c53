import Fuzzing
import Testing

@Suite("The command", .endsWithin(seconds: 120))
struct CommandTests {
    private func binary() throws -> Binary {
        let binary = try Binary()
        try binary.write(
            """
            {"accounts":[{"name":"Acme","billing":"active",
              "lists":[{"phone_number":"+18005551234","name":"Main"}]}]}
            """, to: "config.json")
        #expect(try binary.enlist("apply", "config.json").status == 0)
        return binary
    }

    @Test("applies a file, and the second time has nothing to change")
    func applies() throws {
        let binary = try binary()
        let again = try binary.enlist("apply", "config.json")
        #expect(again.output == "nothing to change\n")
        #expect(again.status == 0)
    }

    @Test("refuses a wrong configuration with its place and makes no workspace")
    func wrongConfiguration() throws {
        let binary = try Binary()
        let result = try binary.enlist("apply", "-", input: #"{"accounts":[{"nam":"A"}]}"#)
        #expect(result.status == 2)
        #expect(
            result.messages
                == "enlist: standard input: accounts[0]: unknown key \"nam\": did you mean name?\n")
        #expect(try binary.enlist("lists").status == 2)
    }

    @Test(
        "says why a configuration cannot be read",
        arguments: [("nope.json", "No such file or directory"), ("/tmp", "Is a directory")])
    func unreadableConfiguration(path: String, reason: String) throws {
        let result = try Binary().enlist("apply", path)
        #expect(result.status == 2)
        #expect(result.messages.contains("\(path): ") && result.messages.contains(reason))
    }

    @Test("exports to a full disk with an error, not in silence")
    func fullDisk() throws {
        let binary = try binary()
        try binary.write("phone\n4152345678\n", to: "a.csv")
        _ = try binary.enlist("import", "a.csv", "--list", "8005551234")
        let result = try binary.enlist("export", "+18005551234", outputPath: "/dev/full")
        #expect(result.status == 1)
        #expect(result.messages.contains("No space left on device"))
    }

    @Test("exits with 0 when every row was accepted and with 3 when some were refused")
    func exitStatus() throws {
        let binary = try binary()
        try binary.write("phone\n4152345678\n", to: "good.csv")
        try binary.write("phone\n4152345678\nabc\n", to: "bad.csv")
        let good = try binary.enlist("import", "good.csv", "--list", "8005551234")
        #expect(good.status == 0)
        let bad = try binary.enlist("import", "bad.csv", "--list", "8005551234")
        #expect(bad.status == 3)
        #expect(try binary.text("bad.csv.report.ndjson").split(separator: "\n").count == 2)
        #expect(try binary.enlist("import", "missing.csv").status == 1)
    }

    @Test("adds one request and prints its response on one line")
    func adds() throws {
        let binary = try binary()
        let request = #"{"phone_number":"4152345678","list_number":"+18005551234"}"#
        let result = try binary.enlist("add", request)
        #expect(result.status == 0)
        #expect(result.output.contains("\"is_new_contact\":true"))
        #expect(result.output.split(separator: "\n").count == 1)
        #expect(try binary.enlist("jobs").output.split(separator: "\n").count == 1)
        #expect(try binary.enlist("jobs", "--all").output.split(separator: "\n").count == 2)
    }

    @Test("takes an account's imports only with its key, once it has one")
    func keys() throws {
        let binary = try binary()
        let request = #"{"phone_number":"4152345678","list_number":"+18005551234"}"#
        let created = try binary.enlist("key", "create", "Acme")
        #expect(created.output.wholeMatch(of: /trk_[A-Za-z0-9]{32}\n/) != nil)
        #expect(created.messages.contains("This is key 1 of Acme"))
        #expect(created.messages.contains("`enlist key revoke Acme 1`"))
        #expect(try binary.enlist("add", request).status == 1)
        try binary.write(created.output, to: "acme.key")
        #expect(try binary.enlist("add", request, "--api-key-file", "acme.key").status == 0)
        binary.environment["ENLIST_API_KEY"] = String(created.output.dropLast())
        #expect(try binary.enlist("add", request).status == 0)
        #expect(try binary.enlist("key", "revoke", "Acme", "1").output == "revoked key 1 of Acme\n")
        #expect(try binary.enlist("add", request).status == 1)
    }

    @Test(
        "exports what imports back without a change, whatever the values",
        arguments: ["ndjson", "csv"])
    func roundTrip(format: String) throws {
        let binary = try binary()
        try binary.write(nastyRequests, to: "nasty.ndjson")
        let first = try binary.enlist("import", "nasty.ndjson", "--list", "8005551234")
        #expect(first.status == 0, "\(first.messages)")
        let export = try binary.enlist("export", "+18005551234", "--format", format)
        try binary.write(export.output, to: "export")
        let again = try binary.enlist("import", "export", "--summary", "json")
        #expect(again.status == 0)
        #expect(again.output.contains("\"updated\":0,\"unchanged\":4"))
        #expect(
            try binary.enlist("export", "+18005551234", "--format", format).output == export.output)
    }

    /// Quotes, delimiters, line ends, formulas, names of fields, numbers as text, odd spaces.
    private let nastyRequests = #"""
        {"phone_number":"4152345671","custom_fields":{"a":"x,\"y\"\r\nz","phone":"no","":"e"," ":"s"}}
        {"phone_number":"4152345672","custom_fields":{"n":1.0,"m":1e3,"big":12345678901234567890}}
        {"phone_number":"4152345673","custom_fields":{"f":"=1+1","t":true,"s":"true","é":"1","e\u0301":" x "}}
        {"phone_number":"4152345674","opted_out":true,"url":"https://e/?a=\"b\";c","custom_fields":{"n":"1"}}
        """#

    @Test("bills a month's paid validations, to the mill")
    func invoice() throws {
        let binary = try binary()
        try binary.write("phone\n4152345671\n4152345672\n4152345671\n", to: "a.csv")
        _ = try binary.enlist("import", "a.csv", "--list", "8005551234", "--use-validation")
        let bill = try binary.enlist("invoice", "--json").output
        #expect(
            bill.contains(
                #""accounts":[{"name":"Acme","lookups":2,"cached":1,"total_cost":0.006}],"#
                    + #""total_cost":0.006,"#)
        )
        #expect(
            try binary.enlist("invoice", "1999-01", "--json").output
                .hasPrefix(#"{"month":"1999-01","accounts":[],"total_cost":0,"#))
    }

    @Test("lists the lists with their counts")
    func lists() throws {
        let binary = try binary()
        #expect(
            try binary.enlist("lists", "--json").output == """
                {"lists":[{"phone_number":"+18005551234","name":"Main","account":"Acme",\
                "status":"active","contacts":0,"active":0,"opted_out":0,\
                "validation_status":{"ok":0,"unreachable":0,"invalid":0,"risky":0,"unknown":0,\
                "none":0}}],"state":"finished","exit_status":0,"next":null,"error":null}

                """)
    }

    @Test("says on standard error what was meant, with status 2")
    func nearMiss() throws {
        let result = try Binary().enlist("improt")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.messages.hasPrefix("enlist: unknown command improt: did you mean `import`?"))
    }

    @Test("explains itself", arguments: [["help"], ["help", "apply"], ["export", "--help"]])
    func help(words: [String]) throws {
        let binary = try Binary()
        let result =
            words.count == 1
            ? try binary.enlist(words[0]) : try binary.enlist(words[0], words[1])
        #expect(result.status == 0)
        #expect(result.output.contains("enlist"))
        #expect(result.messages.isEmpty)
    }
}
