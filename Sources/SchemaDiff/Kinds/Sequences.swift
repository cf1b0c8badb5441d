internal import Catalog

enum SequenceChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        [
            "create \(fact[.unlogged] == nil ? "" : "unlogged ")sequence \(fact.name) as \(fact[.type] ?? "bigint")"
                + settings(fact).map { " " + $0 }.joined()
        ] + fact.ownership
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { ["drop sequence \(fact.name)"] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        var differences = new.differences(from: old)
        var statements: [String] = []
        if differences.remove(.unlogged) != nil {
            statements.append("alter sequence \(new.name) set \(new[.unlogged] == nil ? "logged" : "unlogged")")
        }
        differences.remove(.owner)
        if !differences.isEmpty {
            let type = differences.contains(.type) ? " as \(new[.type] ?? "bigint")" : ""
            statements += repositioning(of: "'\(new.name)'::regclass", old, new)
            // Every bound is said again: another type brings its own.
            statements.append(
                "alter sequence \(new.name)\(type)"
                    + (settings(new, all: true) + restart(old, new)).map { " " + $0 }.joined())
        }
        return .inPlace(statements + new.ownerChange(from: old))
    }

    /// The statement that brings a sequence within narrower bounds, which PostgreSQL wants before they come; nothing
    /// else moves it.
    ///
    /// - Parameter sequence: an expression of type `regclass`.
    static func repositioning(of sequence: String, _ old: Fact, _ new: Fact) -> [String] {
        // As long as the old bounds hold, it can't be beyond them either.
        let (least, most) = (
            max(bound(new, .minimum), bound(old, .minimum)), min(bound(new, .maximum), bound(old, .maximum))
        )
        guard least <= most, bound(new, .minimum) > bound(old, .minimum) || bound(new, .maximum) < bound(old, .maximum)
        else { return [] }
        return [
            """
            select setval(s, least(greatest(coalesce(pg_sequence_last_value(s), \(bound(new, .start))), \(least)), \(most)),
              pg_sequence_last_value(s) is not null)
            from (select \(sequence)) as sequence (s)
            """
        ]
    }

    private static func bound(_ fact: Fact, _ property: Fact.Property) -> Int { Int(fact[property] ?? "") ?? 0 }

    /// Where a sequence begins anew whose new bounds have nothing in common with the old ones.
    static func restart(_ old: Fact, _ new: Fact) -> [String] {
        bound(new, .minimum) > bound(old, .maximum) || bound(new, .maximum) < bound(old, .minimum)
            ? ["restart with \(new[.start] ?? "1")"] : []
    }

    /// The options that aren't PostgreSQL's defaults, or all of them.
    static func settings(_ fact: Fact, all: Bool = false) -> [String] {
        let descends = (fact[.increment] ?? "1").hasPrefix("-")
        let limits = ["smallint": "32767", "integer": "2147483647"]
        let largest = limits[fact[.type] ?? ""] ?? "9223372036854775807"
        let smallest =
            limits[fact[.type] ?? ""].map { limit in "-" + (limit == "32767" ? "32768" : "2147483648") }
            ?? "-9223372036854775808"
        let defaults: [(Fact.Property, String, String)] = [
            (.increment, "increment by", "1"), (.minimum, "minvalue", descends ? smallest : "1"),
            (.maximum, "maxvalue", descends ? "-1" : largest),
            (.start, "start with", (descends ? fact[.maximum] : fact[.minimum]) ?? "1"), (.cache, "cache", "1"),
        ]
        var settings = defaults.compactMap { property, words, usual in
            fact[property].flatMap { all || $0 != usual ? "\(words) \($0)" : nil }
        }
        if fact[.cycle] != nil { settings.append("cycle") } else if all { settings.append("no cycle") }
        return settings
    }
}

enum SequenceOwnerChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["alter \(fact.parent?.description ?? "") owned by \(fact[.column] ?? "none")"]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] {
        ["alter \(fact.parent?.description ?? "") owned by none"]
    }
}
