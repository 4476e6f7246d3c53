import Records

/// An input's reader, which of a file that is not at hand keeps nothing but the open file: a
/// thousand of them are open at once.
final class InputReader {
    private var opened: RecordReader?
    /// Set while the file waits for its turn.
    private var file: ByteSource?
    private let options: ReaderOptions
    private let profile: InputProfile
    private let header: [String]
    /// All was read, now or by an earlier part of the job.
    private(set) var isRead = false
    /// Why that is not all there should be; nil as long as it is not read, or where it is whole.
    private(set) var cut: String?

    init(_ reader: RecordReader, options: ReaderOptions) {
        opened = reader
        self.options = options
        profile = reader.profile
        header = reader.header
    }

    /// Forgets what was read ahead of a file, to be read again; a pipe keeps it.
    func park() {
        guard let again = opened?.sourceAgain() else { return }
        opened = nil
        file = again
    }

    /// Gives everything back, once all is read.
    func close() {
        cut = opened?.cut
        isRead = true
        opened = nil
        file = nil
    }

    /// The reader; of a parked file it is made anew.
    ///
    /// - Throws: when the file is not any more what it was.
    func reader() throws(ImportError) -> RecordReader {
        if let opened { return opened }
        do {
            guard let file else { throw changed }
            file.rewind()
            let reader = try RecordReader(source: file, options: options)
            if !profile.hasHeader { reader.returnHeader() }
            guard reader.profile == profile, reader.header == header else { throw changed }
            opened = reader
            return reader
        } catch let error as ReadError {
            throw ImportError(reading: error)
        } catch {
            throw changed
        }
    }

    private var changed: ImportError {
        ImportError(
            .changed, code: "input_changed",
            "\(profile.name): was changed since the import began: give it again when it is whole")
    }
}

extension RecordReader {
    /// An input that ends inside quotes or an array was cut, and of one that goes on behind its
    /// array rows are missing.
    fileprivate var cut: String? {
        let name = profile.name
        if let place = endsInsideQuotes {
            return ReadError.endsInsideQuotedField(name: name, line: place.line).sentence
        }
        if endsInsideArray {
            return "\(name): the array ends without a closing bracket or is broken, and nothing "
                + "behind its last row was read; get the file again, or mend it"
        }
        if goesOnBehindArray {
            return "\(name): more follows the closing bracket of the array and was not read; "
                + "write one array, or one object a line"
        }
        return nil
    }
}
