/// The form of API keys: `trk_` and 32 letters and digits.
enum APIKey {
    static let prefix = "trk_"
    private static let randomLength = 32
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    static func make(using generator: inout some RandomNumberGenerator) -> String {
        prefix
            + String(
                (0..<randomLength).map { _ in
                    alphabet[Int.random(in: alphabet.indices, using: &generator)]
                })
    }

    static func hash(of key: String) -> [UInt8] { SHA256.hash(Array(key.utf8)) }

    /// Compares two hashes in a time that does not depend on where they differ.
    static func areEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        guard first.count == second.count else { return false }
        return zip(first, second).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
