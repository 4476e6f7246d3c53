import ContactStore
import Foundation

/// Takes the workspace's lock, waiting for the process that holds it.
package enum WorkspaceWait {
    private static let pollSeconds = 0.1

    /// - Parameters:
    ///   - purpose: what is written for others to read, such as `import contacts.csv`.
    ///   - waitSeconds: nil waits until the other is done.
    ///   - stop: ends the waiting.
    ///   - onWait: gets one sentence, when it has to wait.
    /// - Throws: ``ImportError`` when the wait is over, or ``StoreError``.
    package static func lock(
        _ path: String, purpose: String, waitSeconds: Int?, stop: StopFlag? = nil,
        onWait: (String) -> Void = { _ in }
    ) throws -> WorkspaceLock {
        let begin = Date()
        var hasSaid = false
        while true {
            do {
                return try WorkspaceLock(workspace: path, purpose: purpose)
            } catch let busy as WorkspaceLock.Busy {
                let holder = busy.holder.map { " (\($0))" } ?? ""
                let isOver = waitSeconds.map { Date().timeIntervalSince(begin) >= Double($0) }
                if isOver == true || stop?.requested != nil {
                    throw ImportError(
                        .busy, code: "workspace_busy",
                        "\(path): another process writes here\(holder); try again when it is done")
                }
                if !hasSaid { onWait("\(path): waiting for another process\(holder)") }
                hasSaid = true
                Thread.sleep(forTimeInterval: pollSeconds)
            }
        }
    }
}
