import Records

extension ImportError {
    /// A failure in the middle of an input. What the system refuses may pass; damaged data stay so.
    init(reading error: ReadError) {
        var mayPass = false
        if case .system = error { mayPass = true }
        self.init(mayPass ? .reading : .input, code: "input_unreadable", error.sentence)
    }
}
