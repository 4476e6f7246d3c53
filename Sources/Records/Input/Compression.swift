/// The packed forms that are read, each through a program of the system.
package enum Compression: String, Sendable, CaseIterable {
    case gzip
    case zstd
    case xz
    case bzip2
    case zip

    /// Told from the first bytes, never from the name.
    init?(head: [UInt8]) {
        let found = Compression.allCases.first { head.starts(with: $0.magic) }
        guard let found, found != .bzip2 || Compression.isBzip2(head) else { return nil }
        self = found
    }

    private var magic: [UInt8] {
        switch self {
        case .gzip: [0x1F, 0x8B, 0x08]
        case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
        case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
        case .bzip2: Array("BZh".utf8)
        case .zip: [0x50, 0x4B, 0x03, 0x04]
        }
    }

    /// A header may begin with these letters; then no size of blocks follows, and no first byte of
    /// a block or of the end.
    private static func isBzip2(_ head: [UInt8]) -> Bool {
        head.count > 4 && (0x31...0x39).contains(head[3]) && [0x31, 0x17].contains(head[4])
    }

    /// The program and its arguments; it reads standard input and writes standard output.
    ///
    /// `unzip` wants a file with a name, and no password, so that it does not ask for one; what
    /// macOS adds to its archives is passed over.
    var command: [String] {
        switch self {
        case .gzip: ["gzip", "-dc"]
        case .zstd: ["zstd", "-dcq"]
        case .xz: ["xz", "-dcq"]
        case .bzip2: ["bzip2", "-dcq"]
        case .zip: ["unzip", "-pqq", "-P", "", "/dev/stdin", "-x", ZipDirectory.companions + "*"]
        }
    }

    /// The Debian package that has the program.
    var package: String {
        switch self {
        case .gzip: "gzip"
        case .zstd: "zstd"
        case .xz: "xz-utils"
        case .bzip2: "bzip2"
        case .zip: "unzip"
        }
    }
}

extension ByteSource {
    /// This source, or the unpacked bytes when its content is packed.
    func unpacked() throws(ReadError) -> (source: ByteSource, compression: Compression?) {
        guard let compression = Compression(head: try head(8)) else { return (self, nil) }
        if compression == .zip { try ZipDirectory.checkSingleFile(of: self) }
        let decompressor = try Decompressor(compression, reading: self)
        return (ByteSource(unpacking: self, by: decompressor), compression)
    }
}
