import Contacts
import Foundation
import Records

/// Opens and reads the files that a configuration names.
enum ConfigurationFile {
    /// - Parameter path: as written in the configuration; relative to `folder` unless it begins
    ///   with a slash.
    static func open(
        _ path: String, in folder: String, format: RecordFormat
    ) throws(ConfigurationError) -> RecordReader {
        let isRelative = !path.hasPrefix("/") && !folder.isEmpty
        let location = isRelative ? folder + "/" + path : path
        do {
            return try RecordReader(
                source: ByteSource(path: location), options: ReaderOptions(format: format))
        } catch {
            throw ConfigurationError(place: "", error.sentence)
        }
    }

    static func fill(
        _ batch: RecordBatch, from reader: RecordReader
    ) throws(ConfigurationError) -> Bool {
        do {
            return try reader.fill(batch)
        } catch {
            throw ConfigurationError(place: "", error.sentence)
        }
    }
}
