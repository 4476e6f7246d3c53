import ContactStore
import Foundation

/// The files that a run reads or writes, which nothing else that it writes may replace.
package struct KeptFiles {
    private var places: Set<Place>

    /// The files of a workspace and of what an import of these options reads and writes beside it.
    package init(workspace: String, _ options: ImportOptions) {
        self.init(workspace: workspace, readBy: options)
        if case .file(let report) = options.report { add(report) }
        if let rejects = options.rejects {
            add(rejects: rejects, count: options.inputs.count)
        }
    }

    /// The files of a workspace and those that an import of these options reads.
    package init(workspace: String, readBy options: ImportOptions) {
        self.init(workspace: workspace)
        for case .file(let path) in options.inputs { add(path) }
        for path in options.settings { add(path) }
    }

    package init(workspace: String) {
        places = Set(Workspace.files(of: workspace).compactMap(Place.init))
    }

    /// Keeps another file, there or not.
    package mutating func add(_ path: String) {
        if let place = Place(path) { places.insert(place) }
    }

    /// Keeps the rejects of so many inputs.
    package mutating func add(rejects path: String, count: Int) {
        for path in RejectsSink.paths(path, count: count) { add(path) }
    }

    /// Whether a path is one of them, under whatever name.
    package func hold(_ path: String) -> Bool { Place(path).map(places.contains) ?? false }

    /// Throws when a path is one of them.
    ///
    /// - Parameters:
    ///   - what: what is written there, such as `report`.
    ///   - option: the option that names another path.
    package func check(_ path: String, of what: String, option: String) throws(ImportError) {
        guard hold(path) else { return }
        throw ImportError(
            .usage, code: "\(what)_replaces_input",
            "\(path): the \(what) would replace what this run reads or writes; "
                + "name another \(option)")
    }

    /// What the system knows a file by, and the path of one that is not there yet. Devices and
    /// pipes have none: nothing in them is replaced.
    private enum Place: Hashable {
        case file(device: UInt64, number: UInt64)
        case free(path: String)

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else {
                self = .free(path: URL(fileURLWithPath: path).standardizedFileURL.path)
                return
            }
            guard status.st_mode & S_IFMT == S_IFREG else { return nil }
            self = .file(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
        }
    }
}
