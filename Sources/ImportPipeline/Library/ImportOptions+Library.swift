import Contacts

extension ImportOptions {
    /// The path of the report, NDJSON with a line for each row; nil: none is written. A new job
    /// replaces the file, one that goes on continues it.
    public var reportPath: String? {
        get { if case .file(let path) = report { path } else { nil } }
        set { report = newValue.map { .file($0) } ?? .none }
    }

    /// Says what columns mean by a mapping file, as `enlist mapping` prints and <doc:Columns>
    /// describes it.
    ///
    /// - Parameter json: the file's text, at most 4 MiB.
    /// - Throws: ``ImportFailure`` that names the place in it.
    public mutating func setMapping(json: String) throws(ImportFailure) {
        guard json.utf8.count <= MappingDocument.bytesMax else {
            throw LibraryOptions.usage("a mapping takes at most \(MappingDocument.bytesMax) bytes")
        }
        do {
            mapping = .document(try MappingDocument(parsing: Array(json.utf8), name: "mapping"))
        } catch {
            throw ImportFailure(of: error)
        }
    }

    /// Says that the inputs are exports of another platform, such as `klaviyo`; without it, exports
    /// are told by their headers.
    ///
    /// - Throws: ``ImportFailure`` when there is no preset of this name.
    public mutating func setMapping(preset name: String) throws(ImportFailure) {
        guard let preset = Preset.named(name) else {
            throw LibraryOptions.usage(
                "there is no preset of this name; presets are "
                    + Preset.all.map(\.name).joined(separator: ", "))
        }
        mapping = .preset(preset)
    }

    /// Asks a validation service instead of the local data.
    ///
    /// - Parameters:
    ///   - url: `https://host[:port][/path]`; plain http only to this machine.
    ///   - key: sent with every call; never stored, never printed.
    ///   - allowsInsecure: plain http to other machines, too.
    /// - Throws: ``ImportFailure`` when the URL or the key cannot be used.
    public mutating func setProvider(
        url: String, key: String?, allowsInsecure: Bool = false
    ) throws(ImportFailure) {
        do {
            provider = try ProviderOptions(url: url, key: key, allowsInsecure: allowsInsecure)
        } catch {
            throw ImportFailure(error)
        }
    }
}
