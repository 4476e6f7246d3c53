import Testing

@testable import Contacts

@Suite("Days and states")
struct CalendarDayTests {
    @Test(
        "A day since 1970 is a day of the calendar",
        arguments: [
            (0, "1970-01-01"), (58, "1970-02-28"), (59, "1970-03-01"), (11_016, "2000-02-29"),
            (20_781, "2026-11-24"), (47_541, "2100-03-01"),
        ])
    func days(days: Int, text: String) {
        #expect(CalendarDay(daysSince1970: days).text == text)
    }

    @Test("Every day of eighty years is the one that dates are read by")
    func readsBack() {
        for days in stride(from: 0, to: 29_220, by: 1) {
            let day = CalendarDay(daysSince1970: days)
            let read = SignupDate.daysSince1970(
                .init(year: day.year, month: day.month, day: day.day))
            #expect(read == Int64(days))
        }
    }

    @Test("Fifty states and a district are found by letters and name")
    func states() {
        #expect(USState.all.count == 51)
        for (place, state) in USState.all.enumerated() {
            #expect(USState.place(of: state.code) == place)
            #expect(USState.place(of: state.name.uppercased()) == place)
        }
        #expect(USState.place(of: "Ontario") == nil)
    }
}
