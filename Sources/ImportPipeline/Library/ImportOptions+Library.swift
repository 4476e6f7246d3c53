import Contacts
import Foundation
import PhoneNumbers
import Records

extension ImportOptions {
    /// The path of the report, a line for each row; nil: none is written. A new job
    /// replaces the file, one that goes on continues it.
    public var reportPath: String? {
        get { if case .file(let path) = report { path } else { nil } }
        set { report = newValue.map { .file($0) } ?? .none }
    }

    /// The job's one instant, which stands for now; nil: when it begins. Not before 1970, and at
    /// most a day ahead.
    public var instant: Date? {
        get { clock.map { Date(timeIntervalSince1970: Double($0)) } }
        set {
            clock = newValue.map {
                Int64(exactly: $0.timeIntervalSince1970.rounded(.down)) ?? .max
            }
        }
    }

    /// Says where numbers without a country code are from; without it, the account's region does.
    ///
    /// - Parameter code: of ISO 3166-1, two letters, such as `GB`.
    /// - Throws: ``ImportFailure`` when it is no such code.
    public mutating func setRegion(_ code: String) throws(ImportFailure) {
        guard let region = Region(code) else {
            throw LibraryOptions.usage("a region is a country code such as US or GB")
        }
        self.region = region
    }

    /// Says how the inputs are written; what is nil is found from their content.
    ///
    /// - Parameters:
    ///   - format: `csv` or `ndjson`.
    ///   - encoding: `utf-8`, `utf-16`, `utf-16be` or `windows-1252`.
    ///   - delimiter: of CSV: one ASCII character that is no letter or digit, or `tab`, `comma`,
    ///     `semicolon`, `pipe`.
    ///   - quote: of CSV: likewise, another than the delimiter.
    /// - Throws: ``ImportFailure`` when there is no such format, encoding or character; nothing is
    ///   set then.
    public mutating func setDialect(
        format: String? = nil, encoding: String? = nil, delimiter: String? = nil,
        quote: String? = nil
    ) throws(ImportFailure) {
        func read<Value>(
            _ name: String?, _ what: String, _ value: (String) -> Value?
        ) throws(ImportFailure) -> Value? {
            guard let name else { return nil }
            if let value = value(name) { return value }
            throw LibraryOptions.usage("there is no \(what) \"\(name)\"")
        }
        var options = self
        options.format = try read(format, "format", RecordFormat.init)
        options.encoding = try read(encoding, "encoding", TextEncoding.init(named:))
        options.delimiter = try read(delimiter, "delimiter", Dialect.byte)
        options.quote = try read(quote, "quote", Dialect.byte)
        if let byte = options.delimiter, byte == options.quote {
            throw LibraryOptions.usage("delimiter and quote cannot be the same character")
        }
        self = options
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
    /// are told by their headers. Keys of NDJSON are taken by their names all the same.
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
    ///   - numbersPerSecond: how many it is asked a second at most, 1 to 1,000,000; nil: found from
    ///     its refusals.
    ///   - timeoutSeconds: how long one call may take, up to its last byte, 1 to 3,600.
    /// - Throws: ``ImportFailure`` when one of them cannot be used.
    public mutating func setProvider(
        url: String, key: String?, allowsInsecure: Bool = false, numbersPerSecond: Int? = nil,
        timeoutSeconds: Int = 30
    ) throws(ImportFailure) {
        guard ProviderOptions.rateBounds.contains(numbersPerSecond ?? 1),
            ProviderOptions.timeoutBounds.contains(timeoutSeconds)
        else {
            throw LibraryOptions.usage(
                "a provider takes 1 to 1,000,000 numbers a second and 1 to 3,600 seconds a call")
        }
        do {
            var options = try ProviderOptions(url: url, key: key, allowsInsecure: allowsInsecure)
            options.numbersPerSecond = numbersPerSecond
            options.timeoutSeconds = Double(timeoutSeconds)
            provider = options
        } catch {
            throw ImportFailure(error)
        }
    }
}
