import Testing
@testable import PhoneNumbers

@Test func placeholder() {}
