import DatabaseTesting
import Diagnostics
import DomainModel
import MarkedSources
import Specification
import Testing

@testable import SpecificationFormats

/// What a specification can't say is a warning, and what becomes of it is said.
@Suite struct TranslationTests {
    @Test func names() {
        expect(
            "Table 1️⃣\"my table\" {\n  id uuid [pk]\n  2️⃣\"größe\" int\n}", .at(1, "renamed", "'my_table'"),
            .at(2, "renamed", "becomes 'gro_e'"))
    }

    @Test func keys() {
        expect("Table 1️⃣t {\n  a text\n}", .at(1, "no-key", fix: "id uuid [pk]"))
        expect("Table t {\n  1️⃣code serial [pk]\n  2️⃣n int [increment]\n}", .at(1, "uncounted-key"), .at(2, "uncounted"))
        expect("Table t {\n  id int [pk]\n  a int\n  indexes {\n    id [pk]\n    1️⃣a [pk]\n  }\n}", .at(1, "second-key"))
    }

    @Test func types() {
        expect(
            "Enum user_role { a }\nTable t {\n  id uuid [pk]\n  role 1️⃣user_rol\n  area geometry\n}",
            .at(1, "unknown-type", "'user_rol'", fix: "write 'user_role'"))
    }

    @Test func values() {
        expect(
            "Table t {\n  id uuid [pk]\n  1️⃣a text[] [default: 'x']\n}\n2️⃣Records t(a) {\n  `f(x)`\n}",
            .at(1, "list-default"), .at(2, "computed-record", "`f(x)`"))
    }

    @Test func references() {
        let users = "Table users {\n  id uuid [pk]\n  mail text [unique]\n}\n"
        func posts(_ column: String, _ more: String = "") -> String {
            users + "Table posts {\n  id uuid [pk]\n  \(column)\n}\n" + more
        }
        expect(posts("a text [ref: 1️⃣> users.mail]"), .at(1, "reference-to-column", fix: "primary key"))
        expect(posts("a_id 1️⃣text [ref: > users.id]"), .at(1, "reference-type", "uuid"))
        expect(posts("a_id uuid [not null, ref: 1️⃣> posts.id]"), .at(1, "required-self-relation"))
        expect(posts("1️⃣a_id uuid [ref: > users.id, default: `x()`]"), .at(1, "relation-default"))
        expect(posts("a uuid [not null]", "Ref: 1️⃣posts.a > users.id [delete: set null]"), .at(1, "set-null-required"))
        expect(posts("a uuid", "Ref: 1️⃣posts.a > users.id [delete: set default]"), .at(1, "lost-delete-action"))
        expect(
            posts("a uuid", "Table c { id uuid [pk] }\nRef: posts.a > users.id\nRef: 1️⃣posts.a > c.id"),
            .at(1, "second-reference"))
        expect(
            "Table a {\n  code text [pk]\n}\nTable b {\n  id uuid [pk]\n  a_code text\n}\n"
                + "Ref: 1️⃣b.a_code > a.code [update: cascade]", .at(1, "lost-update-action"))
        expect(
            "Table a {\n  x int\n  y int\n  indexes { (x, y) [pk] }\n}\nTable b {\n  id uuid [pk]\n  p int\n  q int\n}\n"
                + "Ref: 1️⃣b.(p, q) > a.(x, y)", .at(1, "composite-reference", fix: "parent_x and parent_y"))
        expect(
            "Table auth.users { id uuid [pk] }\nTable users { id uuid [pk] }\nTable t {\n  id uuid [pk]\n  "
                + "by uuid [ref: 1️⃣> auth.users.id]\n}", .at(1, "accounts-hidden"))
    }

    @Test func indexes() {
        expect(
            """
            Table t {
              id uuid [pk]
              a int
              indexes {
                1️⃣`lower(a)`
                a [name: 'a_index']
                2️⃣a [name: 'a_index', type: hash]
                3️⃣(a, id) [type: clustered]
              }
            }
            """, .at(1, "expression-index"), .at(2, "index-name"), .at(3, "index-method"))
    }

    @Test func accounts() throws {
        let made = try specification(
            of: """
                Table auth.users { id uuid [pk] }
                Table profiles { id uuid [pk, ref: - auth.users.id] }
                Table todos {
                  id uuid [pk]
                  owner_id uuid [not null, default: `auth.uid()`, ref: > auth.users.id]
                  profile_id uuid [ref: > profiles.id]
                }
                """)
        #expect(made.entities.map(\.name) == ["Profile", "Todo"])
        #expect(made.entities[0].account == true)
        #expect(made.entities[1].relations.map(\.entity) == ["User", "Profile"])
        #expect(made.entities[1].relations[0].defaultValue == .literal(.string("me")))
        // Where nothing is said, deleting an account would delete what it owns.
        #expect(made.entities[1].relations[0].onDelete == .restrict)
    }

    @Test func aTableOfLinks() throws {
        let made = try specification(
            of: """
                Table posts { id uuid [pk] }
                Table tags { id uuid [pk] }
                Table post_tags {
                  post_id uuid [pk]
                  tag_id uuid [pk]
                  rank int
                }
                Table follows {
                  follower_id uuid [pk, ref: > people.id]
                  followed_id uuid [pk, ref: > people.id]
                }
                Table people { id uuid [pk] }
                Ref: post_tags.post_id > posts.id
                Ref: post_tags.tag_id > tags.id
                Ref: posts.id <> people.id
                """)
        let post = try #require(made.entities.first { $0.name == "Post" })
        #expect(post.relations.map(\.name) == ["tags", "people"])
        #expect(post.relations.map(\.via) == ["PostTag", nil])
        #expect(made.entities.first { $0.name == "Follow" }?.key == ["follower", "followed"])
        #expect(made.entities.first { $0.name == "Person" }?.relations.map(\.name) == ["followeds"])
        _ = try Example(json: made.canonicalText)
    }

    @Test func keysOfOneColumnThatAreNotCalledID() throws {
        let example = try example(
            of: """
                Table countries { code varchar(2) [pk] }
                Table cities {
                  city_id integer [pk]
                  country varchar(2) [not null, ref: > countries.code]
                  twin_id integer [ref: > cities.city_id]
                }
                """)
        let cities = try #require(example.model.entity(named: "City"))
        #expect(cities.references.flatMap(\.columns) == ["country", "twin_id"])
        #expect(cities.keyColumns == ["city_id"])
    }
}
