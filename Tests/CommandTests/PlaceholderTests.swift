import Testing

@testable import enlist

@Test func placeholder() {}
