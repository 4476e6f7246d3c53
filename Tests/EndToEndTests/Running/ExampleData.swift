/// What `apply` gets in these tests.
enum Configurations {
    static let acme = account(billing: "active", status: "active")

    static func account(billing: String, status: String) -> String {
        """
        {"accounts":[{"name":"Acme","status":"\(status)","billing":"\(billing)",
          "lists":[{"phone_number":"+18005551234","name":"Main"}]}]}
        """
    }
}

/// Rows that all are accepted, each with a number of its own.
enum ExampleRows {
    static func csv(_ numbers: Range<Int>) -> String { "phone,name\n" + csvRows(numbers) }

    static func csvRows(_ numbers: Range<Int>) -> String {
        numbers.map { "415\(2_000_000 + $0),Ann\n" }.joined()
    }
}
