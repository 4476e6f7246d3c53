import ContactStore
import Foundation
import ImportPipeline

/// What a process does before anything else, so that neither its caller nor a crash harms anybody.
enum ProcessGuard {
    static func begin() {
        // A closed pipe and a full quota are errors of a write, not reasons to die.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        keepStandardDescriptors()
        leaveNoCore()
        allowOpenFiles()
        askOwnMachineDirectly()
        LargeMemory.returnsWhenFreed()
    }

    /// Plain http goes to this machine alone, so to no proxy that the environment names. Later,
    /// with threads about, the environment could not be changed.
    private static func askOwnMachineDirectly() {
        let told = CallerEnvironment["no_proxy"] ?? CallerEnvironment["NO_PROXY"] ?? ""
        // A star stands for all hosts when it stands alone.
        guard told != "*" else { return }
        let own = "localhost,127.0.0.1,127.0.0.0/8,::1"
        setenv("no_proxy", told.isEmpty ? own : "\(told),\(own)", 1)
    }

    /// With fewer open files than this, Dispatch stops a process that waits for signals.
    private static let filesMin: rlim_t = 16
    /// More than any command opens, besides one on very many shards.
    private static let filesWanted: rlim_t = 4_096

    /// Throws when too few files may be open to do anything.
    static func checkOpenFiles() throws(ImportError) {
        var limit = rlimit()
        guard getrlimit(resource(RLIMIT_NOFILE), &limit) == 0, limit.rlim_cur < filesMin else {
            return
        }
        throw ImportError(
            .store, code: "too_few_open_files",
            "only \(limit.rlim_cur) files may be open at once; allow 64, as by ulimit -n 64")
    }

    private static func allowOpenFiles() {
        var limit = rlimit()
        guard getrlimit(resource(RLIMIT_NOFILE), &limit) == 0, limit.rlim_cur < filesWanted else {
            return
        }
        limit.rlim_cur = min(filesWanted, limit.rlim_max)
        setrlimit(resource(RLIMIT_NOFILE), &limit)
    }

    /// Takes the places of standard streams that the caller has closed: a file opened later would
    /// get its number, and messages would go into it. Reading and writing them fails as before.
    private static func keepStandardDescriptors() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            guard fcntl(descriptor, F_GETFD) < 0, errno == EBADF else { continue }
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// A core dump would hold keys and numbers. Linux hands no process with a limit of one byte to
    /// a program that collects dumps, either; with none at all it would.
    private static func leaveNoCore() {
        var limit = rlimit()
        guard getrlimit(resource(RLIMIT_CORE), &limit) == 0 else { return }
        limit.rlim_cur = min(1, limit.rlim_max)
        setrlimit(resource(RLIMIT_CORE), &limit)
    }

    #if os(Linux)
        private static func resource(
            _ resource: __rlimit_resource
        ) -> __rlimit_resource_t { __rlimit_resource_t(resource.rawValue) }
    #else
        private static func resource(_ resource: Int32) -> Int32 { resource }
    #endif
}
