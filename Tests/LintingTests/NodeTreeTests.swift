import Testing

@testable import Linting

@Suite struct NodeTreeTests {
    @Test func readsNodesListsAndWords() throws {
        let tree = try #require(
            NodeTree("{OPEXPR :opno 96 :args ({VAR :varno 1 :varattno 2 :varlevelsup 0} <>) :b true}"))
        #expect(tree.label == "OPEXPR")
        #expect(tree.number("opno") == 96)
        #expect(tree["args"].count == 2)
        #expect(tree["args"].first?.number("varattno") == 2)
        #expect(tree["b"] == [.word("true")])
    }

    @Test func takesEscapedBytesAsTheyAre() throws {
        let tree = try #require(NodeTree(#"{A :name a\ b\}c :next 1}"#))
        #expect(tree["name"] == [.word("a b}c")])
        #expect(tree.number("next") == 1)
    }

    @Test func readsTheTextOfAConstant() throws {
        let tree = try #require(NodeTree("{CONST :constisnull false :constvalue 8 [ 32 0 0 0 116 114 117 101 ]}"))
        #expect(tree.constantText == "true")
        #expect(NodeTree("{CONST :constisnull true :constvalue <>}")?.constantText == nil)
    }

    @Test(arguments: ["", "{", "(", "}", "{A :b", "{A :b {C}", String(repeating: "(", count: 100_000)])
    func refusesWhatIsNoTree(text: String) {
        #expect(NodeTree(text) == nil)
    }

    @Test func seesWhichCallsAreMadeForEachRow() throws {
        let call = "{FUNCEXPR :funcid 7 :args ({VAR :varno 1 :varattno 3 :varlevelsup 0})}"
        let bare = try PolicyExpression(#require(NodeTree(call)))
        #expect(bare.callsPerRow == [.init(function: 7, readsRow: true, text: nil)])
        #expect(bare.columns == [3])
        let query = "{QUERY :rtable ({RTE :rtekind 0 :relid 5}) :targetList ({FUNCEXPR :funcid 7 :args <>})}"
        let wrapped = try PolicyExpression(
            #require(NodeTree("{SUBLINK :subLinkType 4 :testexpr <> :subselect \(query)}")))
        #expect(wrapped.callsPerRow == [])
        #expect(wrapped.tables == [5])
        #expect(wrapped.subqueries.map(\.isCorrelated) == [false])
    }
}
