import Diagnostics
import Testing

@testable import SpecificationFormats

/// Reading takes time in step with the size.
@Suite struct SpeedTests {
    @Test func costPerTableStaysTheSame() throws {
        func cost(_ tables: Int) throws -> Double {
            let file = SourceFile(path: "g.dbml", text: GeneratedDBML.text(tables: tables))
            let runs = try (0..<3).map { _ in
                let start = ContinuousClock.now
                let (reader, diagnostics) = SchemaReader.read(file, load: { _ in nil })
                let time = ContinuousClock.now - start
                try #require(diagnostics.all.isEmpty)
                try #require(reader.schema.tables.count == tables)
                return Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
            }
            return (runs.min() ?? 0) / Double(tables)
        }
        _ = try cost(50)
        // Generous, because others use the machine at the same time; a quadratic step would be 20 times too slow.
        #expect(try cost(2000) < 3 * cost(100))
    }
}

/// DBML of any size.
enum GeneratedDBML {
    static func text(tables: Int) -> String {
        var text = "Enum kinds {\n  small\n  large\n}\n\n"
        for table in 0..<tables {
            text += """
                Table table_\(table) {
                  id uuid [pk, default: `gen_random_uuid()`]
                  name varchar(255) [not null, unique, note: 'What it is called']
                  kind kinds [not null, default: 'small']
                  amount decimal(10,2) [not null, default: 0]
                  count integer [default: 1]
                  is_active boolean [not null, default: true]
                  details jsonb
                  created_at timestamptz [not null, default: `now()`]
                  updated_at timestamptz [not null, default: `now()`]
                  parent_id uuid [ref: > table_\(max(0, table / 2)).id]
                  other_id uuid

                  indexes {
                    (kind, amount)
                    created_at [name: 'created_\(table)']
                  }
                  Note: 'The table of number \(table)'
                }

                Ref other_\(table): table_\(table).other_id > table_\((table * 7 + 1) % tables).id [delete: cascade]


                """
        }
        return text
    }
}
