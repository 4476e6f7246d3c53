/// The two columns that `--rejects` adds to a CSV file, and that an import of it passes over.
enum RejectColumns {
    static let names = ["error_code", "error"]

    /// How many of a header's last columns are these: both or none, since other files may have a
    /// column of either name.
    static func count(in header: [String]) -> Int { header.suffix(2) == names[...] ? 2 : 0 }
}
