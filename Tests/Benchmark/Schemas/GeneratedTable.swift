/// One table of a generated schema with what belongs to it, on one side of the pair.
struct GeneratedTable {
    /// What happens to a table between the two sides. Of every twenty tables, nine see one of these.
    enum Edit: Int {
        case newColumn = 1
        case droppedColumn, droppedIndex, newIndex, changedPolicy, newPolicy, changedDefault, changedType
        /// In every other twenty it is dropped, and in the rest a new one comes in addition.
        case comingOrGoing
    }

    var number: Int
    /// The table that it refers to.
    var parent: Int?
    /// The number of the enum that its status has.
    var status: Int
    /// What was done to it; nil on the old side.
    var edit: Edit?

    var name: String { Self.name(number) }

    static func name(_ number: Int) -> String {
        let digits = String(number)
        return "item_\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    var statements: [String] { [table, comment] + indexes + security + [trigger] }

    private var table: String {
        var lines = [
            "id bigint generated always as identity primary key",
            "owner_id uuid not null",
            "parent_id bigint" + (parent.map { " references public.\(Self.name($0)) (id) on delete set null" } ?? ""),
            "title text not null",
            "status public.status_\(status) not null default 'draft'",
            "quantity integer not null default \(edit == .changedDefault ? 1 : 0)",
            "price numeric(10, 2)",
            "code \(edit == .changedType ? "text" : "varchar(40)")",
        ]
        if edit != .droppedColumn { lines.append("notes text") }
        if edit == .newColumn { lines.append("rank integer not null default 0") }
        lines += [
            "created_at timestamptz not null default now()",
            "constraint \(name)_title_check check (char_length(title) between 1 and 200)",
            "constraint \(name)_quantity_check check (quantity >= 0)",
        ]
        return "create table public.\(name) (\n    \(lines.joined(separator: ",\n    "))\n)"
    }

    private var comment: String {
        "comment on table public.\(name) is 'The items of kind \(number), each with an owner.'"
    }

    private var indexes: [String] {
        var indexes = [
            "create index \(name)_owner_idx on public.\(name) (owner_id)",
            "create index \(name)_parent_idx on public.\(name) (parent_id) where parent_id is not null",
        ]
        if edit != .droppedIndex {
            indexes.append("create index \(name)_status_idx on public.\(name) (status, created_at desc)")
        }
        if edit == .newIndex { indexes.append("create unique index \(name)_code_idx on public.\(name) (lower(code))") }
        return indexes
    }

    private var security: [String] {
        let shown = edit == .changedPolicy ? "status <> 'draft' and quantity > 0" : "status <> 'draft'"
        var statements = [
            "alter table public.\(name) enable row level security",
            "create policy \(name)_read on public.\(name) for select using (\(shown) or owner_id = public.viewer())",
            """
            create policy \(name)_write on public.\(name) for update
                using (owner_id = public.viewer()) with check (owner_id = public.viewer())
            """,
        ]
        if edit == .newPolicy {
            statements.append(
                "create policy \(name)_remove on public.\(name) for delete using (owner_id = public.viewer())")
        }
        return statements
    }

    private var trigger: String {
        "create trigger \(name)_touch before update on public.\(name) for each row execute function public.touch()"
    }
}
