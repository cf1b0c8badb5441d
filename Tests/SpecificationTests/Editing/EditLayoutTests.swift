import Diagnostics
import Specification
import Testing

/// What isn't edited keeps its bytes, and what is new looks like what is around it.
struct EditLayoutTests {
    private let addDueDate = #"[{"edit": "addField", "entity": "Todo", "field": {"name": "dueDate", "type": "date"}}]"#

    @Test func followsTabsAndWindowsLines() throws {
        let text = """
            {\r\n\t"berry" : 1,\r\n\t"name" : "t",\r\n\t"entities" : [\r\n\t\t{\r\n\t\t\t"name" : "Todo",\r\n\
            \t\t\t"fields" : [\r\n\t\t\t\t{"name" : "title", "type" : "text"}\r\n\t\t\t]\r\n\t\t}\r\n\t]\r\n}
            """
        #expect(
            try edited(text, addDueDate)
                == text.replacing(
                    "\"text\"}\r\n", with: "\"text\"},\r\n\t\t\t\t{\"name\" : \"dueDate\", \"type\" : \"date\"}\r\n"))
        let grown = try edited(
            text, #"[{"edit": "addUnique", "entity": "Todo", "unique": {"name": "one", "fields": ["title"]}}]"#)
        #expect(
            grown
                == text.replacing(
                    "\r\n\t\t\t]\r\n\t\t}",
                    with:
                        "\r\n\t\t\t],\r\n\t\t\t\"unique\" : [\r\n\t\t\t\t{\"name\" : \"one\", \"fields\" : [\"title\"]}\r\n\t\t\t]\r\n\t\t}"
                ))
    }

    @Test func staysOnOneLineWhereEverythingDoes() throws {
        let text = #"{"berry":1,"name":"t","entities":[{"name":"Todo","fields":[{"name":"title","type":"text"}]}]}"#
        #expect(
            try edited(text, addDueDate)
                == #"{"berry":1,"name":"t","entities":[{"name":"Todo","fields":[{"name":"title","type":"text"},{"name":"dueDate","type":"date"}]}]}"#
        )
        #expect(
            try edited(text, #"[{"edit": "setRoles", "roles": ["a", "b"]}]"#)
                == #"{"berry":1,"name":"t","roles":["a","b"],"entities":[{"name":"Todo","fields":[{"name":"title","type":"text"}]}]}"#
        )
    }

    @Test func givesEveryKeyALineWhereTheFileDoes() throws {
        let text = """
            {
                "berry": 1,
                "name": "t",
                "entities": [
                    {
                        "name": "Todo",
                        "fields": [
                            {
                                "name": "title",
                                "type": "text"
                            }
                        ]
                    }
                ]
            }

            """
        #expect(
            try edited(text, addDueDate)
                == text.replacing(
                    "                }\n            ]",
                    with: """
                                        },
                                        {
                                            "name": "dueDate",
                                            "type": "date"
                                        }
                                    ]
                        """))
    }

    @Test func spreadsALineThatGrowsTooLong() throws {
        let text = """
            {
              "berry": 1,
              "name": "t",
              "entities": [
                {"name": "Todo", "fields": [{"name": "title", "type": "text", "description": "What is to be done about it."}]}
              ]
            }
            """
        let grown = try edited(
            text, #"[{"edit": "changeEntity", "entity": "Todo", "changes": {"set": {"softDelete": true}}}]"#)
        #expect(
            grown == """
                {
                  "berry": 1,
                  "name": "t",
                  "entities": [
                    {
                      "name": "Todo",
                      "fields": [{"name": "title", "type": "text", "description": "What is to be done about it."}],
                      "softDelete": true
                    }
                  ]
                }
                """)
    }

    @Test func keepsEscapesUnicodeAndSpellings() throws {
        let text = #"""
            {"berry": 1.0, "n\u0061me": "t\u00e9\ud83d\ude00 é", "views": [], "entities": [
              {"name": "Todo", "description": null, "fields": [{"name": "title", "type": "text", "maxLength": 1e2}],
               "checks": [{"sql": "title <> '\u00e9' and \"title\" <> '\\\/'"}]}
            ]}
            """#
        let renamed = try edited(
            text, #"[{"edit": "renameField", "entity": "Todo", "name": "title", "to": "subject"}]"#)
        #expect(
            renamed == #"""
                {"berry": 1.0, "n\u0061me": "t\u00e9\ud83d\ude00 é", "views": [], "entities": [
                  {"name": "Todo", "description": null, "fields": [{"name": "subject", "type": "text", "renamedFrom": "title", "maxLength": 1e2}],
                   "checks": [{"sql": "subject <> '\u00e9' and subject <> '\\\/'"}]}
                ]}
                """#)
        let described = try edited(
            text, #"[{"edit": "changeEntity", "entity": "Todo", "changes": {"set": {"description": "a \"b\"\n日"}}}]"#)
        #expect(described == text.replacing("null", with: #""a \"b\"\n日""#))
    }

    @Test func quotesYAMLWhereItMust() throws {
        let text = "berry: 1\nname: t\nentities:\n- name: Todo\n  fields:\n  - name: title\n    type: text\n"
        let values = [
            "no", "1", "a: b", "a #b", "- x", "", "é", "x\ny", "true", "plain words", "it's", "~", "@a", "2024-01-01",
        ]
        for value in values {
            let list = try edits(#"[{"edit": "addField", "entity": "Todo", "field": {"name": "a", "type": "text"}}]"#)
            guard case .addField(var field, let entity) = list[0] else { return }
            field.description = value
            let document = try Document(SourceFile(path: "a.yaml", text: text))
            let grown = try document.applying([.addField(field, entity: entity)])
            #expect(grown.specification.entities[0].fields[1].description == value)
        }
        #expect(
            try edited(text, addDueDate, path: "a.yml") == text + "  - name: dueDate\n    type: date\n")
    }

    @Test func editsYAMLOfEveryStyle() throws {
        let text = """
            \u{FEFF}---
            "berry": 1
            name: >-
              long
              name
            'entities':\r
            -   name: Todo   # the one
                fields: [   # in brackets
                  {name: title, type: text},   # first

                  {name: "b", type: text, },
                ]
                description:
                checks:
                  -
                    sql: |-
                      title <> ''

                      and b is not null
            # the end
            ...

            """
        let grown = try edited(
            text,
            #"""
            [{"edit": "addField", "entity": "Todo", "field": {"name": "dueDate", "type": "date"}},
             {"edit": "changeEntity", "entity": "Todo", "changes": {"set": {"description": "new", "timestamps": false}}},
             {"edit": "renameField", "entity": "Todo", "name": "b", "to": "note"},
             {"edit": "addCheck", "entity": "Todo", "check": {"sql": "note <> 'x'"}}]
            """#, path: "a.yaml")
        #expect(
            grown == """
                \u{FEFF}---
                "berry": 1
                name: >-
                  long
                  name
                'entities':\r
                -   name: Todo   # the one
                    fields: [   # in brackets
                      {name: title, type: text},   # first

                      {name: "note", type: text, renamedFrom: b, },
                      {name: dueDate, type: date},
                    ]
                    description: new
                    checks:
                      -
                        sql: |-
                          title <> ''

                          and note is not null
                      - sql: note <> 'x'
                    timestamps: false
                # the end
                ...

                """)
    }

    /// A layout that leaves no place for a change is refused; none is written wrongly, and none ends the program.
    @Test(arguments: [
        "{berry: 1, name: t, entities: [{name: Todo, description, table: a}]}",
        "berry: 1\nname: t\nentities:\n- ? name\n  : Todo\n  ? description\n  ? table\n  : a",
        "berry: 1\nname: t\nentities: [name: Todo]", "berry: 1\nname: t\nentities: [\n{name: Todo,},]",
        "berry: 1\nname: t\nentities:\n-\n  name: Todo\n  fields:\n  -\n   name:\n    title\n   type: text\n  order:\n  - -title",
        "berry: 1\nname: t\nentities:\n  - name: Todo\n    description: a\n      b\n\n      c # d\n    fields: # none\n",
        "berry: 1\nname: t\nentities:\n  - {name: Todo, description: }\n  - {name: Other, fields: [], description: 'it''s'}",
        "\"berry\": 1\n\"name\": \"t\"\n\"entities\": [{\"name\": \"Todo\", \"description\": \"a\\x41\\\n b\"}]",
    ])
    func survivesEveryLayout(_ text: String) throws {
        let document = try Document(SourceFile(path: "a.yaml", text: text))
        let lists = [
            addDueDate, #"[{"edit": "renameEntity", "name": "Todo", "to": "Task"}]"#,
            #"[{"edit": "changeEntity", "entity": "Todo", "changes": {"set": {"description": "x: y", "table": "b"}}}]"#,
            #"[{"edit": "changeEntity", "entity": "Todo", "changes": {"unset": ["description", "order"]}}]"#,
            #"[{"edit": "addEntity", "entity": {"name": "New"}}, {"edit": "removeEntity", "name": "Todo"}]"#,
        ]
        for list in lists {
            let edits = try edits(list)
            do throws(DiagnosticsError) {
                _ = try document.applying(edits)
            } catch {
                #expect(error.diagnostics.map(\.code) == ["edit-not-writable"])
            }
        }
    }

    @Test func keepsCommentsOfWhatStays() throws {
        let text = """
            berry: 1
            name: t
            entities:
              - name: Todo
                fields:
                  # The heading.
                  - {name: title, type: text}   # short
                  # When it must be done.
                  - name: due   # a day
                    type: date   # not a moment
                  # What else there is.
                  - {name: notes, type: text}
                # How it is sorted.
                order: [due]   # early ones first
            """
        #expect(
            try edited(text, #"[{"edit": "removeField", "entity": "Todo", "name": "due"}]"#, path: "a.yaml") == """
                berry: 1
                name: t
                entities:
                  - name: Todo
                    fields:
                      # The heading.
                      - {name: title, type: text}   # short
                      # What else there is.
                      - {name: notes, type: text}
                """)
        #expect(
            try edited(text, #"[{"edit": "removeField", "entity": "Todo", "name": "title"}]"#, path: "a.yaml")
                == text.replacing(
                    "      - {name: title, type: text}   # short\n      # When it must be done.\n", with: ""))
    }

    @Test func changesTheBytesOfAHugeFileWhereItMust() throws {
        let entities = (0..<1000).map { index in
            """
                {
                  "name": "Thing\(index)x",
                  "fields": [
                    {"name": "title", "type": "text", "required": true},
                    {"name": "note", "type": "text"}
                  ],
                  "relations": [
                    {"name": "parent", "kind": "belongsTo", "entity": "Thing\(index / 2)x"}
                  ]
                }
            """
        }
        let text =
            "{\n  \"berry\": 1,\n  \"name\": \"t\",\n  \"entities\": [\n\(entities.joined(separator: ",\n"))\n  ]\n}\n"
        let list = (0..<50).map { index in
            #"{"edit": "addField", "entity": "Thing\#(index * 19)x", "field": {"name": "dueDate", "type": "date"}}"#
        }
        let document = try Document(SourceFile(path: "a.json", text: text))
        let edits = try edits("[\(list.joined(separator: ","))]")
        let difference = UnifiedDifference(from: text, to: try document.applying(edits).text)
        #expect(difference.lines.count { if case .added = $0 { true } else { false } } == 100)
        #expect(difference.lines.count { if case .removed = $0 { true } else { false } } == 50)
    }
}
