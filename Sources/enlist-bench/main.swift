import Foundation

// Every benchmark is one word; code that is measured lives in types, never at this top level.
switch CommandLine.arguments.dropFirst().first {
case "phones-read": PhoneAnswers.answer()
default:
    FileHandle.standardError.write(Data("usage: enlist-bench phones|phones-read\n".utf8))
    exit(2)
}
