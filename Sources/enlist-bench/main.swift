import Foundation

// Every benchmark is one word; code that is measured lives in types, never at this top level.
let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("phones", 2): try PhoneBenchmark.run(path: arguments[1])
case ("phones-read", 1): PhoneAnswers.answer()
case ("records", 2): try benchmarkRecords(path: arguments[1])
default:
    FileHandle.standardError.write(
        Data("usage: enlist-bench phones FILE | phones-read | records FILE\n".utf8))
    exit(2)
}
