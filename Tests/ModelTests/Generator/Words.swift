/// Texts the generated rows are made of; few of each, so that rows meet.
enum Words {
    static let customNames: [Text] = [
        "plan", "score", "vip", "City", "a.b", "first name", "caf\u{E9}", "cafe\u{301}", "email",
    ]
    /// Names of fields and columns, and one that no column can have.
    static let borrowedNames: [Text] = ["", "mobile", "url", "signup_date", "Phone Number"]
    static let plain: [Text] = ["gold", "silver", "5", "5.0", "true", "false", "Ann", "x"]
    static let odd: [Text] = [
        "O'Brien, \"Bob\"", "a\\b/c", "line\nbreak", "tab\there", " leading", "trailing ",
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "e\u{301}", "\u{E9}", "=1+1", "NULL", "null",
        "\u{202E}right to left", "\u{2028}", "<b>&amp;</b>", "0", "-", "{}", "[1]", "007", "1e3",
        "a;b|c", "\u{FEFF}mark", "\u{1}\u{7F}", "\u{10FFFF}", "\r\nwindows", "\"", ",", "''",
        "  ", "nul\u{0}",
    ]
    static let numbers: [Text] = [
        "5", "5.0", "0.50e1", "1.0", "1e3", "1E+3", "1000", "-0", "0", "12345678901234567890",
        "12345678901234567891", "0.1", "-2.5e-7",
    ]
    static let addresses: [Text] = ["203.0.113.7", "198.51.100.23", "2001:db8::1"]
    static let pages: [Text] = [
        "https://example.com/join", "https://example.com/?a=1&b=\"2\",3",
        "https://example.com/\u{E9}",
    ]
    static let sources: [Text] = ["adwords", "facebook", "tik tok"]
    static let campaigns: [Text] = ["camp_123", "camp,456"]
    static let carriers: [Text] = ["Row Wireless", "Row \"Mobile\""]
    static let carrierNames: [Text] = ["T-Mobile", "Verizon", "Bandwidth", "AT&T, Inc."]
    static let journeyNames: [Text] = ["Welcome", "Gold \"VIP\"", "Caf\u{E9}", "Later", "Nightly"]

    static let junkNumbers: [Text] = [
        "abc123", "hello", "12", "+", "+0", "()", "415555", "+141555512345678901", "4155559O76",
        "1.41556E+10", "4,15556E+09", "+999123456789", "\u{260E}", "415555123456", "n0ne", "(415)",
    ]
    /// No number in any region.
    static let junkAnywhere: [Text] = [
        "hello", "+", "+0", "()", "+141555512345678901", "+999123456789", "\u{260E}", "n0ne",
    ]
    static let brokenLines: [Text] = [
        "{", "[1]", "42", "\"text\"", "null", "{\"phone_number\":\"+14155550123\"", "{'a':1}",
        "{\"phone_number\":\"+14155550123\",}", "{\"phone_number\":+14155550123}", "not json",
        "{\"phone_number\":\"1\",\"phone_number\":\"2\"}", "{\"a\":01}", "{\"a\":1} x",
        "{\"custom_fields\":{\"a\":1,\"a\":1}}", "{\"a\":\"\\x\"}", "{\"a\":\"tab\there\"}",
        "{\"p\":1,\"\\u0070\":2}", "{\"a\":nul}", "{\"a\":\"\\ud800\"}",
        "{\"note\":{\"a\":1,\"a\":2}}",
    ]
}
