import Contacts
import Foundation
import ImportPipeline

extension OptionDeclaration {
    /// The options of every command that can ask a validation provider.
    static let provider: [OptionDeclaration] = [
        .init(
            name: "--provider", value: "local|URL",
            summary: "who answers validations (default local); key: $ENLIST_PROVIDER_KEY"),
        .init(
            name: "--provider-key-file", value: "PATH", summary: "file with the provider's key"),
        .init(
            name: "--provider-rate", value: "N",
            summary:
                "numbers to ask for in a second, at most (default: found from the provider's refusals)"
        ),
        .init(
            name: "--provider-timeout", value: "SECONDS",
            summary: "how long one call may take, up to its last byte (default 30)"),
        .init(
            name: "--insecure-provider", summary: "allow plain http to other machines than this one"
        ),
        .init(
            name: "--max-cost", value: "USD",
            summary: "stop before the paid lookups of this job pass it"),
    ]
}

extension ProviderOptions {
    /// The provider that was named; nil for the local data.
    static func typed(_ invocation: Invocation) throws -> ProviderOptions? {
        let name = invocation["--provider"] ?? "local"
        let numbersPerSecond = try invocation.integer("--provider-rate", in: rateBounds)
        let timeout = try invocation.integer("--provider-timeout", in: timeoutBounds)
        if name == "local" { return nil }
        var options: ProviderOptions
        do {
            options = try ProviderOptions(
                url: name, key: try key(invocation),
                allowsInsecure: invocation.has("--insecure-provider"))
        } catch let error as ImportError {
            throw invocation.error(error.message)
        }
        options.numbersPerSecond = numbersPerSecond
        if let timeout { options.timeoutSeconds = Double(timeout) }
        return options
    }

    /// The key from the file, else from the environment; never from an argument.
    private static func key(_ invocation: Invocation) throws(UsageError) -> String? {
        if let path = invocation["--provider-key-file"] {
            return try KeyFile.read(path, invocation)
        }
        let key = CallerEnvironment["ENLIST_PROVIDER_KEY"] ?? ""
        return key.isEmpty ? nil : key
    }
}

extension Invocation {
    /// `--max-cost` in mills.
    func maxCost() throws(UsageError) -> Int? {
        guard let text = self["--max-cost"] else { return nil }
        guard
            let mills = Money.mills(dollars: text.hasPrefix("$") ? String(text.dropFirst()) : text)
        else {
            throw error("--max-cost takes dollars such as 25 or 2.50, not \"\(text)\"")
        }
        return mills
    }
}
