import Records

/// A JSON object as printed for scripts: members in the order they were added, on one line.
struct JSONObject {
    private var members: [UInt8] = []

    mutating func add(_ key: String, _ text: String?) {
        begin(key)
        if let text {
            appendJSONString(of: text, to: &members)
        } else {
            members += Array("null".utf8)
        }
    }

    mutating func add(_ key: String, _ number: Int) { add(key, json: String(number)) }

    /// - Parameter json: a JSON text.
    mutating func add(_ key: String, json: String) {
        begin(key)
        members += Array(json.utf8)
    }

    mutating func add(_ key: String, _ objects: [JSONObject]) {
        add(key, json: "[" + objects.map(\.text).joined(separator: ",") + "]")
    }

    mutating func add(_ key: String, texts: [String]) {
        begin(key)
        members.append(UInt8(ascii: "["))
        for (index, text) in texts.enumerated() {
            if index > 0 { members.append(UInt8(ascii: ",")) }
            appendJSONString(of: text, to: &members)
        }
        members.append(UInt8(ascii: "]"))
    }

    /// The members without their braces.
    var membersText: String { String(decoding: members, as: UTF8.self) }

    var text: String { "{" + String(decoding: members, as: UTF8.self) + "}" }

    private mutating func begin(_ key: String) {
        if !members.isEmpty { members.append(UInt8(ascii: ",")) }
        appendJSONString(of: key, to: &members)
        members.append(UInt8(ascii: ":"))
    }
}
