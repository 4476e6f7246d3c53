import Foundation

/// The directory at the end of a zip file (PKWARE APPNOTE 4.3.12, 4.3.16), as far as it is needed to
/// tell whether there is one file in it.
enum ZipDirectory {
    /// A directory of one file and its companions is far smaller.
    private static let directoryBytesMax = 1 << 20
    /// The end record has 22 bytes and a comment of up to 65,535.
    private static let endBytesMax = 22 + 65_535

    /// Throws unless the source is a regular file, a zip with exactly one file in it.
    static func checkSingleFile(of source: ByteSource) throws(ReadError) {
        guard let size = source.totalBytes, source.descriptor >= 0 else {
            throw unreadable(source, "a zip file cannot be read from a pipe; name the file")
        }
        guard let names = fileNames(source.descriptor, size: Int(clamping: size)) else {
            throw unreadable(
                source, "the zip file is damaged, cut or over 4 GB; get it again or unpack it")
        }
        if names.contains("[Content_Types].xml") {
            throw unreadable(source, "this is an Office file such as .xlsx; save it as CSV UTF-8")
        }
        if names.contains("mimetype") {
            throw unreadable(source, "this is a document such as .ods; save it as CSV UTF-8")
        }
        let files = names.filter { !$0.hasSuffix("/") && !$0.hasPrefix("__MACOSX/") }
        guard files.count == 1, files.first == names.first else {
            throw unreadable(
                source, "the zip file has \(files.count) files; unpack it and name them one by one")
        }
    }

    private static func unreadable(_ source: ByteSource, _ reason: String) -> ReadError {
        .unreadableArchive(name: source.name, reason: reason)
    }

    private static func fileNames(_ descriptor: Int32, size: Int) -> [String]? {
        let endCount = min(size, endBytesMax)
        let end = bytes(descriptor, at: size - endCount, count: endCount)
        guard let record = lastIndex(of: [0x50, 0x4B, 0x05, 0x06], in: end),
            record + 22 <= end.count
        else { return nil }
        let length = number(end, at: record + 12, bytes: 4)
        let start = number(end, at: record + 16, bytes: 4)
        guard length <= directoryBytesMax, start + length <= size else { return nil }
        return names(in: bytes(descriptor, at: start, count: length))
    }

    private static func names(in directory: [UInt8]) -> [String] {
        var names: [String] = []
        var position = 0
        while position + 46 <= directory.count,
            directory[position...].starts(with: [0x50, 0x4B, 0x01, 0x02])
        {
            let lengths = [28, 30, 32].map { number(directory, at: position + $0, bytes: 2) }
            let end = min(position + 46 + lengths[0], directory.count)
            names.append(String(decoding: directory[(position + 46)..<end], as: UTF8.self))
            position += 46 + lengths.reduce(0, +)
        }
        return names
    }

    private static func bytes(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            length = max(pread(descriptor, buffer.baseAddress, count, off_t(offset)), 0)
        }
    }

    private static func lastIndex(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= mark.count else { return nil }
        return (0...(bytes.count - mark.count)).last { bytes[$0...].starts(with: mark) }
    }

    private static func number(_ bytes: [UInt8], at offset: Int, bytes count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}
