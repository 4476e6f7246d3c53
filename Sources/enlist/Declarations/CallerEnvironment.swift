import Foundation

/// The environment that the caller gave, a variable at a time; Foundation copies all of it for one.
enum CallerEnvironment {
    static subscript(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
