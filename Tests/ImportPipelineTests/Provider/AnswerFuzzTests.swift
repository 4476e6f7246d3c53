import Contacts
import Foundation
import Fuzzing
import Testing

@testable import ImportPipeline

@Suite("Mutated answers of a provider")
struct AnswerFuzzTests {
    private static let asks = (0..<2).map {
        ValidationAsk(phone: 14_155_550_100 + $0, isForced: false)
    }
    private static let answers = [
        #"{"results":[{"phone":"+14155550100","valid":true,"line_type":"mobile","carrier":"A","#
            + #""carrier_raw":null,"ported":false,"country":"US","state":"","city":null},"#
            + #"{"phone":"+14155550101","error":"E","code":"x","message":"y"}]}"#,
        #"{"results":[{"phone":"+14155550100","error":{}},{"phone":"+14155550101","valid":false,"#
            + #""line_type":"unknown","carrier":"\u00e9","carrier_raw":"","ported":true,"#
            + #""country":null,"state":null,"city":"X"}]}"#,
    ]
    private static let waits = [
        "120", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ]

    @Test("give a reply for each number, or are an error of the whole call")
    func answers() {
        fuzz("answers") { seed, random in
            let body = random.mutated(Self.answers, specials: "\"\"{}[]::,,\\u0-1.e")
            do throws(AnswerReader.Fault) {
                let replies = try AnswerReader.replies(in: body, to: Self.asks)
                #expect(replies.count == Self.asks.count, "seed \(seed)")
            } catch {
                #expect(!error.reason.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test("never ask for a wait before now")
    func waits() {
        let now = Date(timeIntervalSince1970: 784_111_000)
        fuzz("waits") { seed, random in
            let text = random.mutated(Self.waits, specials: "0123456789,:- GMT")
            let seconds = RetryAfter.seconds(String(decoding: text, as: UTF8.self), now: now)
            #expect((seconds ?? 0) >= 0, "seed \(seed)")
        }
    }
}
