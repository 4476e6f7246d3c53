import Contacts
import Foundation
import Records
import Testing

@testable import ImportPipeline

@Suite("Reading a provider's answer")
struct AnswerReaderTests {
    private static let asks = [
        ValidationAsk(phone: 14_155_550_100, isForced: false),
        ValidationAsk(phone: 14_155_550_101, isForced: false),
    ]
    private static let first =
        #"{"phone":"+14155550100","valid":true,"line_type":"mobile","carrier":"A\u0026B","#
        + #""carrier_raw":null,"ported":false,"country":"US","state":"","city":null,"extra":[1]}"#
    private static let failed = #"{"phone":"+14155550101","error":"E","code":"x","message":"y"}"#

    private func replies(_ body: String) throws(AnswerReader.Fault) -> [NumberReply] {
        try AnswerReader.replies(in: Array(body.utf8), to: Self.asks)
    }

    @Test("keeps what the service says, and a failed number in its place")
    func readsReplies() throws {
        let replies = try replies(#"{"results":[\#(Self.first),\#(Self.failed)]}"#)
        let answer = ValidationAnswer(
            isValid: true, lineType: .mobile, carrier: "A&B", country: "US")
        #expect(replies == [.answer(answer), .failed])
    }

    @Test(
        "is for the number that was asked, to the digit",
        arguments: [
            (#""+14155550100""#, true), (#""+1415\u0035550100""#, true),
            (#""14155550100""#, false), (#""+14155550101""#, false), (#""+4155550100""#, false),
            (#""+014155550100""#, false), (#""+1415555010""#, false), (#""""#, false),
            (#""+""#, false), (#""x14155550100""#, false), (#""+1415555010:""#, false),
            (#""\u002b14155550101""#, false), ("14155550100", false), ("null", false),
            ("{}", false),
        ])
    func comparesNumbers(phone: String, isTheSame: Bool) {
        let result = Self.first.replacing(#""+14155550100""#, with: phone)
        let body = #"{"results":[\#(result),\#(Self.failed)]}"#
        #expect(((try? replies(body)) != nil) == isTheSame)
    }

    @Test("reads answer after answer on one tape")
    func readsOnOneTape() throws {
        var tape = JSONTape()
        let whole = #"{"results":[\#(Self.first),\#(Self.failed)]}"#
        for body in [whole, #"{"results":["#, whole, "[]", whole] {
            let fresh = try? replies(body)
            let again = try? AnswerReader.replies(in: Array(body.utf8), to: Self.asks, on: &tape)
            #expect(fresh == again)
            #expect((again != nil) == (body == whole))
        }
    }

    @Test(
        "refuses an answer that is not what the protocol has",
        arguments: [
            "", "<html>", "[]", "{}", #"{"results":{}}"#, #"{"results":[]}"#,
            #"{"results":[\#(first)]}"#, #"{"results":[\#(first),\#(first)]}"#,
            #"{"results":[\#(failed),\#(first)]}"#, #"{"results":[\#(first),\#(failed),1]}"#,
            #"{"results":[\#(first),7]}"#, #"{"results":[\#(first),{"phone":"+14155550101"}]}"#,
            #"{"results":[\#(first),{"error":true}]}"#, "{\"results\":[\(first),\(failed)",
        ])
    func refusesWrongAnswers(body: String) {
        #expect(throws: AnswerReader.Fault.self) { try replies(body) }
    }

    @Test(
        "refuses a result with a wrong field",
        arguments: [
            (#""valid":true"#, #""valid":1"#), (#""valid":true,"#, ""),
            (#""mobile""#, #""pigeon""#), (#""line_type":"mobile","#, ""),
            (#""ported":false"#, #""ported":null"#), (#""country":"US""#, #""country":{}"#),
            (#""country":"US","#, ""), (#""city":null"#, #""city":"a\nb""#),
            (#""city":null"#, #""city":"\#(String(repeating: "x", count: 201))""#),
        ])
    func refusesWrongFields(field: String, wrong: String) {
        let result = Self.first.replacing(field, with: wrong)
        #expect(throws: AnswerReader.Fault.self) {
            try replies(#"{"results":[\#(result),\#(Self.failed)]}"#)
        }
    }
}

@Suite("Asking a provider at its pace")
struct PaceTests {
    @Test("tokens come back with time, up to a fifth of a second or a call")
    func bucketFills() {
        var bucket = TokenBucket(rate: 5_000, now: 0)
        let waits = [0, 0, 0, 0.1, 60, 60, 60].map { bucket.take(500, now: $0) }
        #expect(waits == [nil, nil, 0.1, nil, nil, nil, 0.1])
    }

    @Test("without a rate nothing waits, and a slow rate makes calls small")
    func bucketLimitsCalls() {
        var open = TokenBucket(rate: nil, now: 0)
        let waits = (0..<1_000).compactMap { _ in open.take(500, now: 0) }
        #expect(waits.isEmpty)
        #expect(open.callMax == 500)
        #expect(TokenBucket(rate: 10, now: 0).callMax == 10)
        #expect(TokenBucket(rate: 0.5, now: 0).callMax == 1)
    }

    /// Answers to calls of 500 numbers that were sent a tenth of a second before.
    private func answer(
        _ found: inout FoundRate, _ times: [Double], rate: Double?
    ) -> [Double?] {
        times.map { found.afterAnswer(count: 500, sentAt: $0 - 0.1, rate: rate, now: $0) }
    }

    @Test("a refusal takes the rate just seen, once a second; answers raise it again")
    func rateIsFound() {
        var found = FoundRate()
        _ = answer(&found, (0..<10).map { Double($0) * 0.1 }, rate: nil)
        let refused = [(nil, 0.95), (5_000, 1.0)].map { found.afterRefusal(rate: $0, now: $1) }
        #expect(refused == [5_000 / 1.05, nil])
        var idle = FoundRate()
        let first = idle.afterRefusal(rate: nil, now: 5)
        #expect(first == 500)
        let raised = answer(&found, [1.5, 2.0, 2.5, 3.0], rate: 5_000)
        #expect(raised == [nil, 5_250, nil, 5_250])
    }

    @Test("what was asked before a refusal counts, though it is answered behind it")
    func lateAnswersCount() {
        var found = FoundRate()
        _ = answer(&found, [0.1, 0.1, 0.1], rate: nil)
        #expect(found.afterRefusal(rate: nil, now: 0.11) == 1_500)
        #expect(answer(&found, [0.12, 0.15], rate: 1_500) == [2_000, 2_500])
        #expect(answer(&found, [0.3], rate: 2_500) == [nil])
    }

    @Test("a rate that grew is given up for what was taken since the last refusal")
    func refusalsAreHeardAfterAGrowth() {
        var found = FoundRate()
        _ = answer(&found, [0.1], rate: nil)
        _ = found.afterRefusal(rate: nil, now: 0.2)
        let raised = answer(&found, [2.0, 2.1, 2.2, 2.3], rate: 4_000)
        #expect(raised == [4_200, nil, nil, nil])
        // Asked from 1.9, behind a pause of a second that counts, until 2.4.
        #expect(found.afterRefusal(rate: 4_200, now: 2.4) == 4_200 * 0.8)
        _ = answer(&found, [3.6, 3.7, 3.8, 3.9, 4.0, 4.1, 4.2, 4.3], rate: 2_200)
        // From 3.5 and a second before, until 4.5.
        #expect(found.afterRefusal(rate: 2_200, now: 4.5) == 4_000 / 2.0 * 0.97)
    }

    @Test("behind a while without any answer the rate is soon back at half of what lasted")
    func outage() {
        var found = FoundRate()
        var now = 0.0
        _ = answer(&found, (0..<50).map { Double($0) * 0.1 }, rate: nil)
        var rate = found.afterRefusal(rate: nil, now: 5) ?? 0
        #expect(rate == 5_000)
        for second in 6..<36 { rate = found.afterRefusal(rate: rate, now: Double(second)) ?? rate }
        #expect(rate < 10)
        now = 36
        while rate < 2_500 {
            now += 1
            rate = answer(&found, [now], rate: rate)[0] ?? rate
        }
        #expect(now < 55)
        // From there on as slowly as ever, and a service that takes less now is not asked for more.
        #expect(answer(&found, [now + 1], rate: 3_000) == [3_000 * 1.05])
        rate = found.afterRefusal(rate: 600, now: now + 2) ?? 0
        #expect(answer(&found, [now + 4], rate: rate) == [rate * 1.05])
    }

    @Test("and never above what may be asked for, however long a run goes on")
    func rateHasAnEnd() {
        var found = FoundRate()
        var rate = found.afterRefusal(rate: nil, now: 0) ?? 0
        for second in 1...3_000 {
            rate = answer(&found, [Double(second) + 0.2], rate: rate)[0] ?? rate
        }
        #expect(rate == 1_000_000)
        #expect(TokenBucket(rate: 1e300, now: 0).callMax == 500)
    }

    @Test("three failed calls in a row open the breaker, an answer closes it")
    func breakerOpens() {
        var breaker = CircuitBreaker()
        var opened = [breaker.noteFailedCall(now: 1)]
        breaker.noteAnswer()
        opened += [2, 2, 3].map { breaker.noteFailedCall(now: $0) }
        #expect(opened == [false, false, false, true])
        #expect(breaker.isOpen)
        #expect(breaker.openSeconds(now: 103) == 100)
        breaker.noteAnswer()
        #expect(!breaker.isOpen)
    }

    @Test("probes come less and less often, but never more than half a minute apart")
    func probesSpread() {
        var breaker = CircuitBreaker()
        for _ in 0..<3 { _ = breaker.noteFailedCall(now: 3) }
        #expect(breaker.probeAt == 4)
        breaker.noteFailedProbe(now: 4)
        #expect(breaker.probeAt == 6)
        for _ in 0..<20 { breaker.noteFailedProbe(now: 10) }
        #expect(breaker.probeAt == 40)
    }

    @Test(
        "Retry-After is seconds or a date",
        arguments: [
            ("120", 120.0), (" 7 ", 7.0), ("Fri, 31 Dec 1999 23:59:59 GMT", 59.0),
            ("Friday, 31-Dec-99 23:59:59 GMT", 59.0), ("Fri Dec 31 23:59:59 1999", 59.0),
            ("Fri, 31 Dec 1999 23:00:00 GMT", 0.0), ("soon", nil), ("-5", nil), ("", nil),
            ("Sunday\u{0336}, 06-Nov-94 08:49:37 GMT", nil),
        ] as [(String, Double?)])
    func readsRetryAfter(text: String, seconds: Double?) {
        let now = Date(timeIntervalSince1970: 946_684_740)
        #expect(RetryAfter.seconds(text, now: now) == seconds)
    }

    @Test("the same question has the same key, another one has not")
    func keysFollowTheQuestion() throws {
        let asks = [ValidationAsk(phone: 1_415, isForced: false)]
        let forced = [ValidationAsk(phone: 1_415, isForced: true)]
        func key(_ asks: [ValidationAsk], account: Int64 = 1, job: Int64 = 1) throws -> String? {
            let options = try ProviderOptions(
                url: "https://v.example", key: nil, allowsInsecure: false)
            return CallBody(options: options, account: account, job: job, secret: [7])
                .request(for: asks).value(forHTTPHeaderField: "Idempotency-Key")
        }
        #expect(try key(asks)?.count == 64)
        #expect(try key(asks) == key(asks, job: 2))
        #expect(try key(asks) != key(asks, account: 2))
        #expect(try key(asks) != key(forced))
        #expect(try key(forced) != key(forced, job: 2))
        #expect(CallBody.asks(CallBody.json(forced)) == forced)
        #expect(CallBody.asks(Array(#"{"phones":["x"],"force":true}"#.utf8)) == nil)
    }

    @Test(
        "dollars are whole mills or nothing",
        arguments: [
            ("25", 25_000), ("2.5", 2_500), ("0.003", 3), ("0", 0), ("0.0001", nil), ("-1", nil),
            ("1e3", nil), ("", nil), (".5", nil), ("9999999999", nil), ("1,50", nil), ("+1", nil),
        ] as [(String, Int?)])
    func readsDollars(text: String, mills: Int?) {
        #expect(Money.mills(dollars: text) == mills)
    }
}
