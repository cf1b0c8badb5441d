import Foundation
import TodoData

extension Program {
    /// One value of each type, there and back.
    static func values(_ data: TodoDatabase) async {
        let moment = Date(timeIntervalSince1970: 1_234_567_890)
        let draft = SampleDraft(
            aText: "Grüße '\u{301}", anInteger: -5, aBigint: .max, aFloat: 0.1,
            aDecimal: Decimal(string: "1234567.0005"),
            aBoolean: false, aUuid: ada,
            aJson: ["list": [1, 2.5, nil, true], "text": "a \"b\" \\ 🍒", "empty": [:]],
            anIp: IPAddress("10.0.0.0/8"), someBytes: Data([0, 1, 254, 255]),
            aDate: CalendarDate(year: 1, month: 2, day: 3),
            aTime: TimeOfDay(hour: 23, minute: 59, second: 59, microsecond: 1),
            aTimestamp: moment, aLocalTimestamp: LocalDateTime("2026-02-28T18:30:00.25"),
            aDuration: CalendarDuration(months: 14, days: -3, microseconds: -1_500_000),
            aTimeZone: TimeZoneName("Europe/Berlin"), aResult: .soSo, aMood: .bad, anEmail: "Ada@Example.ORG",
            aUrl: "https://example.org/?a=b", aSlug: "a-slug", aPhone: "+4930123456", aColor: "#00ff00",
            texts: ["", "NULL", "a,b", "\"{\\}", "\"\u{301}\\\u{301}"], integers: [1, -2], uuids: [ada, bob],
            dates: [CalendarDate(year: 2024, month: 2, day: 29)], moods: [.good, .soSo], emails: ["A@B.org"],
            bytesList: [Data([92, 0]), Data()], jsons: [["a": "{}"], 3])
        let sample = await step("one of each") { () throws(RepositoryError) in
            try await data.samples.create(draft)
        } _: { sample in
            describe(sample)
        }
        guard let sample else { return }
        await step("read again") { () throws(RepositoryError) in
            try await data.samples.get(sample.id)
        } _: {
            "\($0 == sample)"
        }
        await step("as few as possible") { () throws(RepositoryError) in
            try await data.samples.create(SampleDraft(aText: "ab", integers: []))
        } _: { sample in
            "\(sample.aDecimal.map(String.init(describing:)) ?? "-") \(sample.aFloat) \(sample.texts ?? []) "
                + "\(sample.aDate.map(String.init(describing:)) ?? "-") \(sample.aJson?.text ?? "-") \(sample.aMood)"
        }
        await step("all lists and most values gone") { () throws(RepositoryError) in
            try await data.samples.update(
                sample.id,
                SamplePatch(
                    aJson: .set(nil), aDuration: .set(nil), aMood: .set(.good), anEmail: .set("X@Y.org"),
                    texts: .set(nil),
                    integers: .set([]), moods: .set([])))
        } _: {
            describe($0)
        }
        await step("half a thousandth more") { () throws(RepositoryError) in
            try await data.samples.update(sample.id, SamplePatch(aDecimal: .set(Decimal(string: "2.0005"))))
        } _: {
            "\($0.aDecimal.map(String.init(describing:)) ?? "-")"
        }
        await step("too many digits") { () throws(RepositoryError) in
            try await data.samples.update(sample.id, SamplePatch(aDecimal: .set(Decimal(string: "12345678"))))
        } _: { _ in
            "kept"
        }
        await step("in order") { () throws(RepositoryError) in
            try await data.samples.list(sortedBy: [.ascending(.aUuid), .descending(.aFloat)])
        } _: {
            $0.map { "\($0.aFloat)" }.joined(separator: ", ")
        }
    }

    private static func describe(_ sample: Sample) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .secondsSince1970
        guard let data = try? encoder.encode(sample) else { return "can't be encoded" }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        let isSame = (try? decoder.decode(Sample.self, from: data)) == sample
        return String(decoding: data, as: UTF8.self) + (isSame ? "" : " (reads as something else)")
    }
}
