import Foundation

extension ReportDestination {
    /// Throws when the report would replace the workspace or an input, under whatever name.
    func checkItKeeps(_ workspace: String, _ inputs: [InputLocation]) throws(ImportError) {
        guard case .file(let path) = self else { return }
        try Self.check(path, keeps: [workspace] + inputs.compactMap(\.path), purpose: .report)
    }

    /// Throws when a file of rejects would replace the workspace, an input or the report, which is
    /// open already.
    func checkItIsKept(
        by rejects: [String], _ workspace: String, _ inputs: [InputLocation]
    ) throws(ImportError) {
        var kept = [workspace] + inputs.compactMap(\.path)
        if case .file(let path) = self { kept.append(path) }
        for path in rejects { try Self.check(path, keeps: kept, purpose: .rejects) }
    }

    private static func check(
        _ path: String, keeps kept: [String], purpose: ReportSink.Purpose
    ) throws(ImportError) {
        guard let file = identity(of: path),
            kept.contains(where: { identity(of: $0) == file })
        else { return }
        throw ImportError(
            .usage, code: "\(purpose)_replaces_input",
            "\(path): the \(purpose) would replace what this run reads or writes; "
                + "name another --\(purpose)")
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
