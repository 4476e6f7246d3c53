import Foundation

exit(Enlist.run(Array(CommandLine.arguments.dropFirst())))
