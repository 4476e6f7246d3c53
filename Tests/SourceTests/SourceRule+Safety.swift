/// What the compiler cannot check has its places.
extension SourceRule {
    static let safety = [
        sqliteInItsStore, ownMemory, borrowedMemory, uncheckedInLocks, sharedInPlaces,
        uncheckedSaysWhy, nothingForced, nothingHidden,
    ]

    private static let sqliteInItsStore = SourceRule(
        words: "only the store speaks to SQLite",
        offences: { file in
            let places = ["Sources/ContactStore", "Tests/ContactStoreTests"]
            if file.isIn(places) { return [] }
            return file.lines(where: { $0.text == "CSQLite" || $0.text.hasPrefix("sqlite3_") })
        },
        broken: [
            "import CSQLite", "let open = sqlite3_open_v2(path)",
            Example(path: "Sources/ImportPipeline/Example.swift", text: "import CSQLite"),
        ],
        sound: [
            Example(path: "Sources/ContactStore/SQLite/Example.swift", text: "import CSQLite"),
            "let peer = \"sqlite3_open\"",
        ])

    /// Where memory is owned, written through pointers or read as another type.
    private static let ownMemoryPlaces = [
        // The parsers, and the text of numbers.
        "Sources/Records", "Sources/PhoneNumbers",
        // The arena of a batch's requests, and ids written into it.
        "Sources/Contacts/Request/ByteArena.swift", "Sources/Contacts/Result/PublicID.swift",
        // SQLite's handles and bound bytes; packed numbers.
        "Sources/ContactStore/SQLite", "Sources/ContactStore/Import/Phones",
    ]

    private static let ownMemory = SourceRule(
        words: "memory is owned and reinterpreted only in the parsers, the arena and the statement",
        offences: { file in
            if !file.isSource || file.isIn(ownMemoryPlaces) { return [] }
            let names: Set = [
                "allocate", "deallocate", "unsafeBitCast", "unsafeDowncast", "OpaquePointer",
                "withMemoryRebound", "assumingMemoryBound", "bindMemory", "Unmanaged", "malloc",
                "calloc", "realloc", "mmap",
            ]
            return file.lines {
                $0.text.hasPrefix("UnsafeMutable") || names.contains($0.text)
            }
        },
        broken: [
            "let room: UnsafeMutablePointer<UInt8>", "memory.deallocate()",
            "let a = unsafeBitCast(b, to: Int.self)",
        ],
        sound: [
            "bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }",
            "// UnsafeMutablePointer",
            Example(path: "Sources/Records/Example.swift", text: "memory.deallocate()"),
        ])

    /// Where bytes of a batch are looked at in place.
    private static let borrowedMemoryPlaces =
        ownMemoryPlaces + [
            "Sources/Contacts", "Sources/ImportPipeline/Group", "Sources/ImportPipeline/History",
            "Sources/ImportPipeline/Provider", "Sources/ImportPipeline/Report",
            "Sources/ImportPipeline/Run", "Sources/enlist/Output/ResultStream.swift",
            "Sources/enlist-bench",
        ]

    private static let borrowedMemory = SourceRule(
        words: "borrowed bytes go from the parsers to the report, and nowhere else",
        offences: { file in
            if !file.isSource || file.isIn(borrowedMemoryPlaces) { return [] }
            return file.lines {
                $0.text.hasPrefix("Unsafe") || ["loadUnaligned", "storeBytes"].contains($0.text)
            }
        },
        broken: [
            "func show(_ text: UnsafeBufferPointer<UInt8>)",
            Example(
                path: "Sources/ContactStore/Jobs/Example.swift", text: "let a: UnsafeRawPointer"),
        ],
        sound: [Example(path: "Sources/Contacts/Request/A.swift", text: "let a: UnsafeRawPointer")])

    private static let uncheckedInLocks = SourceRule(
        words: "what the compiler cannot check about threads is in the folder of locks",
        offences: { file in
            // The tests' own lock; SQLite's table of file functions, which a test replaces; waiting
            // for a program's end.
            let places = [
                "Sources/ImportPipeline/Locks", "Sources/ImportPipeline/Provider/HTTPCalls.swift",
                "Sources/ImportPipeline/Provider/HTTPLine.swift", "Tests/Fuzzing/Guarded.swift",
                "Tests/ContactStoreTests/SQLite/FailingFiles.swift",
                "Tests/EndToEndTests/Running/RunningCommand.swift",
            ]
            if file.isIn(places) { return [] }
            let locks: Set = [
                "unchecked", "NSLock", "NSCondition", "NSRecursiveLock", "DispatchSemaphore",
                "unsafe", "actor",
            ]
            return file.lines {
                locks.contains($0.text)
                    || $0.text.hasPrefix("pthread_mutex") || $0.text.hasPrefix("pthread_rwlock")
            }
        },
        broken: [
            "final class Queue: @unchecked Sendable {}", "private let lock = NSLock()",
            "nonisolated(unsafe) var count = 0", "pthread_rwlock_wrlock(&lock)", "actor Queue {}",
        ],
        sound: ["private let state = Mutex(0)", "struct Plain: Sendable {}"])

    private static let sharedInPlaces = SourceRule(
        words: "values that threads share are in the folder of locks and where a terminal is drawn",
        offences: { file in
            // A counter that the reader's thread only looks at; what a call that prints JSON ends
            // with; the one response of a request.
            let places = [
                "Sources/ImportPipeline/Locks", "Sources/ImportPipeline/Run/GatherStage.swift",
                "Sources/enlist/Terminal", "Sources/enlist/Output/FinalObject.swift",
                "Sources/enlist/Commands/AddCommand.swift",
            ]
            if !file.isSource || file.isIn(places) { return [] }
            return file.lines { ["Synchronization", "Mutex", "Atomic"].contains($0.text) }
        },
        broken: ["import Synchronization", "let state = Mutex(0)", "let count = Atomic<Int>(0)"],
        sound: [
            Example(path: "Sources/ImportPipeline/Locks/A.swift", text: "let state = Mutex(0)"),
            "let file = AtomicFile(path: path)",
        ])

    private static let uncheckedSaysWhy = SourceRule(
        words: "an unchecked Sendable says which lock makes it true",
        offences: { file in
            file.lines { $0.text == "unchecked" }.filter { line in
                let comment = file.comment(above: line).lowercased()
                return !comment.contains("guarded by") && !comment.contains("unchecked because")
            }
        },
        broken: ["/// A queue.\nfinal class Queue: @unchecked Sendable {}"],
        sound: ["/// All state is guarded by `lock`.\nfinal class Queue: @unchecked Sendable {}"])

    private static let nothingForced = SourceRule(
        words: "nothing is forced: no `try!`, no `as!`, no `!`",
        offences: { file in
            let tokens = file.code.tokens
            return tokens.indices.dropFirst().filter { index in
                guard tokens[index].text == "!", tokens[index].isGlued else { return false }
                // `!=` and `!==` compare.
                let compares =
                    index + 1 < tokens.count && tokens[index + 1].text == "="
                    && tokens[index + 1].isGlued
                return !compares && tokens[index - 1].endsValue
            }.map { tokens[$0].line }
        },
        broken: [
            "let a = try! b()", "let a = b as! C", "let a = b!", "let a = b()!.c", "let a = b[0]!",
            "var a: Window!", "let a = \"\\(b!)\"", "let a = b.filter { $0 }!",
        ],
        sound: [
            "if a != b, !c { d(!e) }", "let a = [!b]", "let a = \"b!\"", "let a = !b", "f { !$0 }",
            "let a = /b!/",
        ])

    private static let nothingHidden = SourceRule(
        words: "no error is hidden: `try?` only where its absence says it all",
        offences: { file in
            let places = [
                // No known country code: the digits are read otherwise.
                "Sources/PhoneNumbers/Reading/DialledNumber.swift"
            ]
            if !file.isSource || file.isIn(places) { return [] }
            let silent = file.lines(of: ["catch", "{", "}"]).filter { line in
                // An empty body says why.
                let below = file.lines[(line + 1)...].first ?? ""
                return !file.lines[line].hasSuffix("{") || !below.contains("//")
            }
            return file.lines(of: ["try", "?"]) + silent
        },
        broken: [
            "let a = try? b()", "do { try a() } catch {}", "do { try a() } catch {\n}",
        ],
        sound: [
            "let a = try b()", "do { return try a() } catch { return nil }",
            "do { try a() } catch {\n    // It was there before.\n}",
        ])
}
