import PhoneNumbers
import Records

/// A value of a configuration and where it stands; reading it says what is wrong with it.
struct ConfigurationNode {
    let value: JSONValue
    /// Path from the top, such as `accounts[0].lists[2].phone_number`; empty at the top.
    let place: String

    /// The members of an object, all of them among `keys`.
    func members(_ keys: [String]) throws(ConfigurationError) -> [String: ConfigurationNode] {
        guard case .object(let pairs) = value else { throw fault("must be an object") }
        var members: [String: ConfigurationNode] = [:]
        for (key, value) in pairs {
            guard keys.contains(key) else { throw unknown(key, allowed: keys) }
            members[key] = ConfigurationNode(value: value, place: path(to: key))
        }
        return members
    }

    /// The elements of an array.
    func elements() throws(ConfigurationError) -> [ConfigurationNode] {
        guard case .array(let values) = value else { throw fault("must be an array") }
        return values.enumerated().map { index, value in
            ConfigurationNode(value: value, place: "\(place)[\(index)]")
        }
    }

    /// A text that is not blank.
    func text() throws(ConfigurationError) -> String {
        guard case .string(let text) = value else { throw fault("must be a string") }
        guard text.contains(where: { !$0.isWhitespace }) else { throw fault("must not be blank") }
        guard text.utf8.count <= Self.textBytesMax else {
            throw fault("is longer than \(Self.textBytesMax) bytes")
        }
        return text
    }

    /// Longest name or e-mail address: they stand in every listing.
    private static let textBytesMax = 500

    func bool() throws(ConfigurationError) -> Bool {
        guard case .bool(let flag) = value else { throw fault("must be true or false") }
        return flag
    }

    /// One of the words of an enumeration.
    func word<Word>() throws(ConfigurationError) -> Word
    where Word: RawRepresentable<String> & CaseIterable {
        let words = Word.allCases.map(\.rawValue)
        let allowed = "must be one of " + words.joined(separator: ", ")
        guard case .string(let text) = value else { throw fault(allowed) }
        if let word = Word(rawValue: text) { return word }
        throw fault(allowed + Self.suggestion(for: text, among: words))
    }

    /// A phone number, E.164 without the plus: a string or an integer as its source text.
    func phone(_ reader: PhoneReader) throws(ConfigurationError) -> UInt64 {
        switch value {
        case .string(let text), .number(let text):
            switch reader.read(text) {
            case .number(let number, _): return number.digits
            case .refused(let refusal): throw fault("is not a phone number. \(refusal.sentence)")
            }
        default: throw fault("must be a phone number, such as \"+18005551234\"")
        }
    }

    func region() throws(ConfigurationError) -> Region {
        guard let region = Region(try text()) else {
            throw fault("must be a region of two letters, such as \"US\" or \"GB\"")
        }
        return region
    }

    func fault(_ message: String) -> ConfigurationError {
        ConfigurationError(place: place, message)
    }

    private func unknown(_ key: String, allowed: [String]) -> ConfigurationError {
        let shown = String(key.prefix(40))
        let remedy =
            NearMiss.of(key, among: allowed).map { ": did you mean \($0)?" }
            ?? ": allowed are " + allowed.joined(separator: ", ")
        return fault("unknown key \"\(shown)\"\(remedy)")
    }

    private static func suggestion(for text: String, among words: [String]) -> String {
        NearMiss.of(text, among: words).map { ": did you mean \($0)?" } ?? ""
    }

    private func path(to key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }
}
