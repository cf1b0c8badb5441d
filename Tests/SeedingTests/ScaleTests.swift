import Seeding
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct ScaleTests {
    /// Twice the tables take about twice the time: a quadratic scan would show at once.
    @Test func timeGrowsWithTheNumberOfTables() throws {
        func time(_ count: Int) throws -> Double {
            let application = try TestApplication(entities: Self.entities(count))
            let start = Self.seconds
            #expect(application.seeds.tables.count == count + 1)
            return Self.seconds - start
        }
        let small = try time(100)
        let large = try time(800)
        #expect(large < small * 24, "\(small) and \(large) seconds")
    }

    /// This thread's own time, whatever else the machine is doing.
    private static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func entities(_ count: Int) -> String {
        (0..<count).map { number in
            """
            {"name": "Thing\(number)",
             "fields": [
               {"name": "title", "type": "text", "required": true, "maxLength": 80},
               {"name": "email", "type": "email", "unique": true},
               {"name": "price", "type": "decimal", "required": true, "min": 0},
               {"name": "state", "type": "enum", "values": ["draft", "published"], "required": true},
               {"name": "startsAt", "type": "timestamp", "required": true},
               {"name": "endsAt", "type": "timestamp", "required": true}],
             "checks": [{"sql": "starts_at < ends_at"}],
             "relations": [
               {"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}
               \(number == 0 ? "" : #", {"name": "previous", "kind": "belongsTo", "entity": "Thing\#(number - 1)", "required": true}"#)]}
            """
        }.joined(separator: ",\n")
    }
}
