// swift-tools-version: 6.2
import PackageDescription

// One way down: enlist → ImportPipeline → ContactStore → Contacts → PhoneNumbers; Records stands
// beside Contacts and knows no contacts. Only ContactStore speaks to SQLite (CSQLite), only
// ImportPipeline to services. enlist-bench times PhoneNumbers and Records by themselves.
let package = Package(
    name: "enlist",
    products: [
        .executable(name: "enlist", targets: ["enlist"]),
        .library(name: "ImportPipeline", targets: ["ImportPipeline"]),
    ],
    targets: [
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "PhoneNumbers"),
        .target(name: "Records"),
        .target(name: "Contacts", dependencies: ["PhoneNumbers", "Records"]),
        .target(
            name: "ContactStore", dependencies: ["Contacts", "PhoneNumbers", "Records", "CSQLite"]),
        // Loads Foundation's libcurl when a service is called: a static binary runs without it.
        .target(name: "CURLOnDemand"),
        .target(
            name: "ImportPipeline",
            dependencies: ["ContactStore", "Contacts", "CURLOnDemand", "PhoneNumbers", "Records"]),
        .executableTarget(
            name: "enlist",
            dependencies: ["ImportPipeline", "ContactStore", "Contacts", "PhoneNumbers", "Records"]),
        .executableTarget(
            name: "enlist-bench", dependencies: ["PhoneNumbers", "Records"]),
        // Seeded random input, a guard against hanging and a lock, for the tests alone.
        .target(name: "Fuzzing", path: "Tests/Fuzzing"),
        .testTarget(
            name: "PhoneNumbersTests", dependencies: ["PhoneNumbers", "Fuzzing"],
            exclude: ["Golden"]),
        .testTarget(name: "RecordsTests", dependencies: ["Records", "Fuzzing"]),
        .testTarget(name: "ContactsTests", dependencies: ["Contacts", "Fuzzing"]),
        .testTarget(
            name: "ContactStoreTests", dependencies: ["ContactStore", "CSQLite", "Fuzzing"],
            exclude: ["Workspace/Schemas"]),
        .testTarget(name: "ImportPipelineTests", dependencies: ["ImportPipeline", "Fuzzing"]),
        // What a program sees that imports by itself: what is public, and nothing else.
        .testTarget(
            name: "LibraryTests", dependencies: ["ImportPipeline", "Fuzzing"],
            packageAccess: false),
        .testTarget(name: "DocumentationTests"),
        .testTarget(
            name: "CommandTests", dependencies: ["enlist", "Fuzzing"], exclude: ["Help/Snapshots"]),
        // The rules of the house style, over the text of the sources.
        .testTarget(name: "SourceTests"),
        // These drive the built binary and share no code with it.
        // The model is plain on purpose: optimised, its rounds take a tenth of the time.
        .testTarget(
            name: "ModelTests", dependencies: ["enlist"], swiftSettings: [.unsafeFlags(["-O"])]),
        .testTarget(
            name: "EndToEndTests", dependencies: ["enlist", "Fuzzing"],
            exclude: [
                "Provider/loopback.pem", "Running/page-probe.html", "Terminal/terminal.py",
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// The one test target that is wanted: a build under a sanitizer needs no others.
if let wanted = Context.environment["ENLIST_TESTS"] {
    package.targets.removeAll { $0.type == .test && $0.name != wanted || $0.type == .executable }
    package.products.removeAll { $0.name == "enlist" }
}
