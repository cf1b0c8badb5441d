internal import Catalog

/// Buckets of Supabase's storage. One that no policy names any more stays, with its files, and is nobody's business.
enum BucketChanges: KindChanges {
    static func create(_ fact: Fact, in catalog: Catalog) -> [String] {
        [
            """
            insert into storage.buckets (id, name, public, allowed_mime_types) values (\(fact.name), \(fact.name), \(fact[.options] ?? "false, null"))
              on conflict (id) do update
              set public = excluded.public, allowed_mime_types = excluded.allowed_mime_types
            """
        ]
    }

    static func drop(_ fact: Fact, in catalog: Catalog) -> [String] { [] }

    static func alter(_ old: Fact, _ new: Fact, in sides: Sides) -> Alteration {
        .inPlace(create(new, in: sides.to))
    }
}
