import Foundation
import Testing

@Suite("Files with personal data are for their owner alone")
struct PrivateFileTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone,name\n4155552671,Ann\nx,Bob\n", to: "rows.csv")
    }

    private static let call =
        "import rows.csv --list +18005551234 --report r.ndjson --rejects bad.csv --html page.html"
    private static let outputs = ["r.ndjson", "bad.csv", "page.html"]

    @Test("whatever the umask")
    func withoutUmask() throws {
        try FileManager.default.removeItem(atPath: sandbox.path("enlist.db"))
        try FileManager.default.removeItem(atPath: sandbox.path("enlist.db-lock"))
        let run = try sandbox.shell(
            "umask 0; \"$ENLIST\" apply config.json && \"$ENLIST\" \(Self.call)")
        #expect(run.status == 3)
        for name in Self.outputs + ["enlist.db", "enlist.db-lock"] {
            #expect(try sandbox.rights(name) == 0o600, "\(name)")
        }
    }

    @Test("the write-ahead log and its index, too, while an import runs")
    func log() throws {
        let pipe = Pipe()
        let running = try sandbox.start(
            "import", "-", "--list", "+18005551234", "--report", "r.ndjson", input: .pipe(pipe))
        try running.wait { sandbox.isHeldByImport && sandbox.hasFile("enlist.db-shm") }
        for name in ["enlist.db-wal", "enlist.db-shm"] {
            #expect(try sandbox.rights(name) == 0o600, "\(name)")
        }
        try pipe.fileHandleForWriting.close()
        #expect(try running.finish().status == 0)
    }

    @Test("where a file was there that everybody could read")
    func widerBefore() throws {
        for name in Self.outputs {
            try sandbox.write("before", to: name)
            #expect(chmod(sandbox.path(name), 0o666) == 0)
        }
        #expect(try sandbox.shell("\"$ENLIST\" \(Self.call)").status == 3)
        for name in Self.outputs { #expect(try sandbox.rights(name) == 0o600, "\(name)") }
        #expect(sandbox.lines("r.ndjson").count == 2)
    }

    @Test("and no link in a folder that everybody may write leads elsewhere", arguments: outputs)
    func linkInSharedFolder(output: String) throws {
        let victim = sandbox.path("victim")
        try sandbox.write("precious", to: "victim")
        try shareFolder()
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.path("shared/\(output)"), withDestinationPath: victim)
        let call = Self.call.replacing(" \(output)", with: " shared/\(output)")
        let run = try sandbox.shell("\"$ENLIST\" \(call)")
        #expect(sandbox.lines("victim") == ["precious"])
        // A page replaces the link itself.
        #expect(run.status == (output == "page.html" ? 3 : 2), "\(run.error)")
    }

    @Test("and no link takes the place of a workspace's files there", arguments: ["", "-lock"])
    func workspaceInSharedFolder(ending: String) throws {
        try sandbox.write("precious", to: "victim")
        try shareFolder()
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.path("shared/new.db\(ending)"),
            withDestinationPath: sandbox.path("victim"))
        let run = try sandbox.enlist("--workspace", "shared/new.db", "apply", "config.json")
        #expect(run.status != 0)
        #expect(sandbox.lines("victim") == ["precious"])
    }

    @Test("a workspace with a second name there is not opened", arguments: ["", "-wal"])
    func workspaceOfTwoNames(ending: String) throws {
        try shareFolder()
        #expect(try sandbox.shell("cp enlist.db shared/; cp enlist.db own").status == 0)
        try FileManager.default.linkItem(
            atPath: sandbox.path(ending.isEmpty ? "enlist.db" : "own"),
            toPath: sandbox.path("shared/\(ending.isEmpty ? "two.db" : "enlist.db-wal")"))
        let name = ending.isEmpty ? "two.db" : "enlist.db"
        let run = try sandbox.enlist("--workspace", "shared/\(name)", "lists")
        #expect(run.status == 1)
        #expect(run.error.contains("shared/\(name)\(ending): somebody else "))
    }

    @Test(
        "a workspace that somebody else owns or links there is not opened",
        .enabled(if: geteuid() == 0, "only root can give files away"))
    func workspaceOfSomebodyElse() throws {
        try shareFolder()
        let nobody: uid_t = 65_534
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.path("shared/link.db"), withDestinationPath: sandbox.path("enlist.db"))
        #expect(try sandbox.shell("cp enlist.db shared/theirs.db").status == 0)
        for name in ["shared/link.db", "shared/theirs.db"] {
            #expect(lchown(sandbox.path(name), nobody, nobody) == 0)
            let run = try sandbox.enlist("--workspace", name, "lists")
            #expect(run.status == 1)
            #expect(run.error.contains("\(name): somebody else can have laid it there"))
        }
    }

    @Test("and no pipe is a workspace's lock")
    func pipeForALock() throws {
        try sandbox.write("phone\n4155552671\n", to: "rows.csv")
        #expect(try sandbox.shell("rm -f enlist.db-lock; mkfifo enlist.db-lock").status == 0)
        let run = try sandbox.enlist("import", "rows.csv", "--list", "+18005551234")
        #expect(run.status == 1)
        #expect(run.error.contains("its lock is no file"))
    }

    @Test("a file with a second name there is not written to")
    func secondName() throws {
        try sandbox.write("precious", to: "victim")
        try shareFolder()
        try FileManager.default.linkItem(
            atPath: sandbox.path("victim"), toPath: sandbox.path("shared/r.ndjson"))
        let call = Self.call.replacing(" r.ndjson", with: " shared/r.ndjson")
        let run = try sandbox.shell("\"$ENLIST\" \(call)")
        #expect(run.status == 2)
        #expect(run.error.contains("shared/r.ndjson: cannot open the report"))
        #expect(sandbox.lines("victim") == ["precious"])
        #expect(try sandbox.count("jobs") == 0)
    }

    @Test("a link in a folder of one's own is followed")
    func ownLink() throws {
        try sandbox.write("", to: "elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.path("r.ndjson"), withDestinationPath: "elsewhere")
        #expect(try sandbox.shell("\"$ENLIST\" \(Self.call)").status == 3)
        #expect(sandbox.lines("elsewhere").count == 2)
    }

    @Test(
        "one of another member in a folder that a group may write is not, one of one's own is",
        .enabled(if: geteuid() == 0, "only root can give a file to somebody else"),
        arguments: [true, false])
    func linkInGroupFolder(isOwn: Bool) throws {
        try sandbox.write("precious", to: "victim")
        try shareFolder(0o2770)
        let link = sandbox.path("shared/r.ndjson")
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: sandbox.path("victim"))
        #expect(lchown(link, isOwn ? geteuid() : 65_534, 65_534) == 0)
        let call = Self.call.replacing(" r.ndjson", with: " shared/r.ndjson")
        #expect(try sandbox.shell("\"$ENLIST\" \(call)").status == (isOwn ? 3 : 2))
        #expect((sandbox.lines("victim") == ["precious"]) != isOwn)
    }

    @Test("settings that are a pipe are refused instead of waited for", .timeLimit(.minutes(1)))
    func pipeOfSettings() throws {
        #expect(try sandbox.shell("mkfifo enlist.json").status == 0)
        for call in ["config", Self.call] {
            let refused = try sandbox.shell("\"$ENLIST\" \(call)")
            #expect(refused.status == 2)
            #expect(refused.error.contains("enlist.json: is no file"))
        }
    }

    @Test(
        "settings that somebody else has laid there are not obeyed",
        .enabled(if: geteuid() == 0, "only root can give a file to somebody else"))
    func settingsOfOthers() throws {
        try shareFolder()
        _ = try sandbox.enlist("--workspace", "shared/new.db", "apply", "config.json")
        try sandbox.write(#"{"defaults":{"html":"../page.html"}}"#, to: "shared/enlist.json")
        let call = ["--workspace", "shared/new.db", "import", "rows.csv", "--list", "+18005551234"]
        #expect(try sandbox.enlist(call).status == 3)
        #expect(sandbox.hasFile("page.html"))
        try FileManager.default.removeItem(atPath: sandbox.path("page.html"))
        #expect(chown(sandbox.path("shared/enlist.json"), 65_534, 65_534) == 0)
        let refused = try sandbox.enlist(call)
        #expect(refused.status == 2)
        #expect(refused.error.contains("shared/enlist.json: is somebody else's"))
        #expect(!sandbox.hasFile("page.html"))
        #expect(try sandbox.enlist(call + ["--profile", "none", "--anew"]).status == 3)
    }

    @Test(
        "nor is a log or a journal that somebody else has laid beside a workspace there",
        .enabled(if: geteuid() == 0, "only root can give a file to somebody else"),
        arguments: ["-wal", "-shm", "-journal"])
    func logOfOthers(ending: String) throws {
        try shareFolder()
        _ = try sandbox.enlist("--workspace", "shared/new.db", "apply", "config.json")
        for name in ["-wal", "-shm"] {
            _ = try? FileManager.default.removeItem(atPath: sandbox.path("shared/new.db" + name))
        }
        try sandbox.write("theirs", to: "shared/new.db\(ending)")
        #expect(chown(sandbox.path("shared/new.db\(ending)"), 65_534, 65_534) == 0)
        for command in [["lists"], ["apply", "config.json"]] {
            let refused = try sandbox.enlist(["--workspace", "shared/new.db"] + command)
            #expect(refused.status == 1, "\(command)")
            #expect(refused.error.contains("somebody else has laid it there"), "\(command)")
        }
    }

    private func shareFolder(_ rights: mode_t = 0o1777) throws {
        try FileManager.default.createDirectory(
            atPath: sandbox.path("shared"), withIntermediateDirectories: false)
        #expect(chmod(sandbox.path("shared"), rights) == 0)
    }
}
