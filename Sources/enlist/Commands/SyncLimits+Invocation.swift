import ImportPipeline

extension SyncLimits {
    /// What was typed about a sync; nil when none was asked for.
    static func typed(_ invocation: Invocation) throws(UsageError) -> SyncLimits? {
        guard invocation.has("--sync") else {
            for option in ["--max-removals", "--max-shrink"]
            where invocation[option] != nil && invocation.origin(of: option) == nil {
                throw invocation.error("\(option) is for a --sync")
            }
            return nil
        }
        guard invocation["--list"] != nil else {
            throw invocation.error("--sync needs --list: the list whose missing members leave")
        }
        var limits = SyncLimits()
        if let text = invocation["--max-removals"] {
            guard let removals = Removals(text) else {
                throw invocation.error(
                    "--max-removals takes a number or a share such as 5%, not \"\(text)\"")
            }
            limits.removals = removals
        }
        if let text = invocation["--max-shrink"] {
            guard case .percent(let share)? = Removals(text) else {
                throw invocation.error("--max-shrink takes a share such as 10%, not \"\(text)\"")
            }
            guard !invocation.arguments.contains("-") else {
                throw invocation.error("--max-shrink needs files: a pipe cannot be read twice")
            }
            limits.shrink = share
        }
        return limits
    }
}
