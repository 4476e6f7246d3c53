import Testing

@testable import ContactStore

@Test func placeholder() {}
