import Migrations
import SchemaDiff
import Testing

/// What somebody agreed to stands in the head of a migration, and changes nothing else of it.
@Suite struct HazardApprovalTests {
    private static let head = """
        -- -1 column, access unchanged
        -- Hazard data-loss:todos.notes: The column notes of todos is dropped with its values.
        -- Runs in one transaction.

        """
    private static let approved = """
        -- Approved: up to 12 values for data-loss:todos.notes
        -- Reason: the notes are in the wiki now
        -- Approved: breaks-clients:todos.notes

        """
    private static let statements = "\nalter table public.todos drop column notes;\n-- Approved: data-loss\n"

    private static func migration(_ up: String) -> Migration {
        Migration(version: "20260101000000", name: "tidy", up: up, down: nil)
    }

    @Test func readsTheHeadAlone() {
        let migration = Self.migration(Self.head + Self.approved + Self.statements)
        #expect(
            migration.approvals == [
                HazardApproval(
                    Approval(.dataLoss, subject: "todos.notes"), limit: .init(number: 12, unit: "values"),
                    reason: "the notes are in the wiki now"),
                HazardApproval(Approval(.breaksClients, subject: "todos.notes")),
            ])
        #expect(migration.withoutApprovals.up == Self.head + Self.statements)
    }

    @Test func survivesOnlyWhereNothingElseChanged() {
        let standing = Self.migration(Self.head + Self.approved + Self.statements)
        let same = Self.migration(Self.head + Self.statements)
        #expect(same.keepingApprovals(of: [standing]) == standing)
        let other = Self.migration(Self.head + Self.statements + "select 1;\n")
        #expect(other.keepingApprovals(of: [standing]) == other)
    }

    @Test(arguments: [
        "-- Approved: up to twelve values for data-loss:todos.notes", "-- Approved: dataloss:todos.notes",
        "-- Approved by me", "-- Approved: up to 3 rows for data-loss",
    ])
    func takesNothingElseForOne(line: String) {
        let migration = Self.migration(line + "\n" + Self.statements)
        #expect(migration.approvals.isEmpty)
        #expect(migration.withoutApprovals == migration)
    }
}
