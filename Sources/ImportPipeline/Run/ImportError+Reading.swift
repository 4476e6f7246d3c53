import Records

extension ImportError {
    /// A failure in the middle of an input. What the system refuses may pass; damaged data stay so.
    init(reading error: ReadError) {
        let mayPass =
            switch error {
            case .system, .endsWithoutEndLine: true
            default: false
            }
        self.init(mayPass ? .reading : .input, code: "input_unreadable", error.sentence)
    }
}
