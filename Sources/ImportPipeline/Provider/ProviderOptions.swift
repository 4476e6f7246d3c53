import CURLOnDemand
import Foundation

/// A validation service on the network, as the user named it.
package struct ProviderOptions: Sendable {
    /// Where the protocol's paths begin.
    package let base: URL
    /// Sent as `X-Api-Key`; never stored, never printed.
    package let key: String?
    /// Numbers asked a second at most; nil finds it from the service's refusals.
    package var numbersPerSecond: Int?
    /// What ``numbersPerSecond`` may be.
    package static let rateBounds = 1...1_000_000
    /// From sending a call until its last byte; URLSession's own limit only watches idle time.
    package var timeoutSeconds = 30.0
    /// What ``timeoutSeconds`` may be.
    package static let timeoutBounds = 1...3_600

    /// Calls under way at once; at 500 numbers a call and a second's latency 16,000 numbers a
    /// second. Half as many stand still while a group is written (measured: a fifth fewer numbers a
    /// second at 50 ms).
    static let callsMax = 32
    /// Numbers of one call, as the protocol limits them.
    static let numbersMax = 500
    /// Tries of a call before its numbers fail.
    static let triesMax = 5
    /// Waiting before the second try at most; doubles with every try.
    static let backoffSeconds = 0.25
    /// How long the service may be away before the run stops.
    static let pauseSecondsMax = 600.0

    /// - Parameters:
    ///   - url: `https://host[:port][/path]`; plain http only to this machine.
    ///   - allowsInsecure: plain http to other machines, too.
    package init(url text: String, key: String?, allowsInsecure: Bool) throws(ImportError) {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(),
            let host = url.host, !host.isEmpty, scheme == "https" || scheme == "http",
            (1...65_535).contains(url.port ?? 443)
        else {
            throw Self.refused("--provider takes `local` or a URL such as https://host/path")
        }
        if url.user != nil || url.password != nil {
            throw Self.refused(
                "--provider: the URL holds a password; put the key into $ENLIST_PROVIDER_KEY")
        }
        if url.query != nil || url.fragment != nil {
            throw Self.refused("--provider takes a URL without `?` and `#`")
        }
        if scheme == "http", !allowsInsecure, !Self.isLoopback(host) {
            throw Self.refused(
                "--provider: plain http would show the key and the numbers to everyone on the way; "
                    + "use https, or --insecure-provider in a network you trust")
        }
        if let key, key.utf8.contains(where: { $0 < 0x21 || $0 > 0x7E }) {
            throw Self.refused("the provider's key holds a space or a character that is not ASCII")
        }
        guard enlist_curl_is_there() else {
            throw Self.refused("--provider: this machine has no libcurl, which calls services")
        }
        base = url
        self.key = key
    }

    private static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" || name == "[::1]" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { $0.allSatisfy(\.isWholeNumber) && UInt8($0) != nil }
    }

    private static func refused(_ message: String) -> ImportError {
        ImportError(.usage, code: "provider_unusable", message)
    }

    /// The address of the batch call.
    var batchURL: URL { base.appendingPathComponent("v1/phone/validate/batch") }

    /// The service's name in messages: neither path nor key.
    var host: String { base.host ?? "provider" }
}
