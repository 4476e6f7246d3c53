import Testing

@testable import Contacts

@Suite("Fingerprints of rows")
struct RowFingerprintTests {
    private let arena = ByteArena()
    private let secret = (0..<32).map { UInt8($0) }

    /// Python's hash of the same bytes, with PYTHONHASHSEED=0.
    @Test(
        "are SipHash-1-3",
        arguments: [
            (1, 0x8662_046e_5226_4db8), (2, 0xe75b_ff64_b89e_365b), (5, 0x76ff_678c_5751_c56a),
        ] as [(UInt64, UInt64)])
    func isSipHash(words: UInt64, value: UInt64) {
        let numbers = (1...words).map { $0 &* 0x0123_4567_89ab_cdef }
        var one = SipHash(key: Array(repeating: 0, count: 16))
        for number in numbers { one.take(number) }
        #expect(one.value() == value)
        var all = SipHash(key: Array(repeating: 0, count: 16))
        numbers.map { $0.littleEndian }.withUnsafeBytes { all.take($0) }
        #expect(all.value() == value)
    }

    @Test("differ with each byte of a text of any length, wherever it ends")
    func everyByte() {
        var seen = Set<UInt64>()
        let base = (0..<40).map { UInt8($0 + 1) }
        for count in 0...40 {
            var texts = [Array(base.prefix(count))]
            for place in 0..<count {
                texts.append(texts[0])
                texts[texts.count - 1][place] = 0
            }
            for text in texts { seen.insert(fingerprint { $0.customFields = store(text) }) }
        }
        #expect(seen.count == 41 + 40 * 41 / 2)
    }

    @Test("differ with what is written, where and how, and with nothing else")
    func differ() {
        let requests: [(inout RowRequest) -> Void] = [
            { _ in }, { $0.ipAddress = store("a") }, { $0.url = store("a") },
            { $0.adNetworkSource = store("a") }, { $0.adNetworkID = store("a") },
            { $0.customFields = store("a") }, { $0.customFields = store("") },
            { $0.flags = .untyped }, { $0.flags = .replaceCustomFields },
            { $0.flags = .removesCustomFields },
            {
                $0.ipAddress = store("a")
                $0.url = store("b")
            },
            {
                $0.ipAddress = store("ab")
                $0.url = store("")
            },
        ]
        let all = requests.map { fingerprint($0) }
        #expect(Set(all).count == requests.count)
        #expect(!all.contains(RowFingerprint.none))
        #expect(all == requests.map { fingerprint($0) })
        let same: [(inout RowRequest) -> Void] = [
            { $0.row = 9 }, { $0.phone = 14_155_551_234 }, { $0.signupDate = 1 },
            { $0.flags = [.useValidation, .force, .useJourneys] },
        ]
        for change in same { #expect(fingerprint(change) == all[0]) }
    }

    @Test("take in every text that a request can write")
    func everyText() {
        let texts = Mirror(reflecting: RowRequest()).children.filter { $0.value is TextSlice }
        let written: Set = ["ipAddress", "url", "adNetworkSource", "adNetworkID", "customFields"]
        // A new Contact's, and what only the report and the rejects show.
        let others: Set = ["carrier", "phoneText", "raw", "earlierSentence"]
        #expect(Set(texts.compactMap(\.label)) == written.union(others))
    }

    @Test("differ with the run's mode and the workspace; an opt-out has none")
    func modes() {
        #expect(Set((1...3).map { fingerprint(mode: $0) { _ in } }).count == 3)
        let other = RowFingerprint(secret: secret.reversed(), mode: 1)
        #expect(other.of(RowRequest(), in: arena) != fingerprint { _ in })
        #expect(fingerprint { $0.flags = .optedOut } == RowFingerprint.none)
    }

    private func fingerprint(mode: UInt64 = 1, _ change: (inout RowRequest) -> Void) -> UInt64 {
        var request = RowRequest()
        change(&request)
        return RowFingerprint(secret: secret, mode: mode).of(request, in: arena)
    }

    private func store(_ text: String) -> TextSlice { store(Array(text.utf8)) }

    private func store(_ text: [UInt8]) -> TextSlice {
        text.withUnsafeBufferPointer { arena.store($0) }
    }
}
