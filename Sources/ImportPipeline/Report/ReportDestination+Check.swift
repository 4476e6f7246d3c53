import Foundation

extension ReportDestination {
    /// Throws when the report would replace the workspace or an input, under whatever name.
    func checkItKeeps(_ workspace: String, _ inputs: [InputLocation]) throws(ImportError) {
        guard case .file(let path) = self, let report = Self.identity(of: path) else { return }
        let kept = [workspace] + inputs.compactMap(\.path)
        guard kept.contains(where: { Self.identity(of: $0) == report }) else { return }
        throw ImportError(
            .usage, code: "report_replaces_input",
            "\(path): the report would replace what this run reads or writes; name another --report"
        )
    }

    /// What the system knows a regular file by; nil when there is none.
    private static func identity(of path: String) -> [UInt64]? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}

extension InputLocation {
    fileprivate var path: String? { if case .file(let path) = self { path } else { nil } }
}
