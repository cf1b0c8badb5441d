import Specification

/// Makes specifications that use many keys in many combinations. They are well-formed, not meaningful.
struct SpecificationGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func specification() -> Specification {
        var specification = Specification()
        specification.name = word()
        specification.description = maybe { $0.text() }
        specification.target = maybe { $0.pick(Target.allCases) }
        specification.anonymousAccounts = maybe { $0.flip() }
        specification.roles = list { generator in
            var role = RoleDeclaration(generator.word())
            role.includes = generator.list { $0.word() }
            return role
        }
        specification.enums = list { generator in
            var declaration = EnumDeclaration()
            declaration.name = generator.word()
            declaration.values = generator.list { $0.enumValue() }
            return declaration
        }
        specification.modules = list { $0.pick(Module.allCases) }
        specification.sql = list { $0.text() }
        specification.entities = list { $0.entity() }
        return specification
    }

    private mutating func entity() -> EntityDeclaration {
        var entity = EntityDeclaration()
        entity.name = word()
        entity.description = maybe { $0.text() }
        entity.account = maybe { $0.flip() }
        entity.id = maybe { $0.pick(IdentifierType.allCases) }
        entity.key = list { $0.word() }
        entity.order = list { "-" + $0.word() }
        entity.timestamps = maybe { $0.flip() }
        entity.fields = list { $0.field() }
        entity.relations = list { generator in
            var relation = RelationDeclaration()
            relation.name = generator.word()
            relation.kind = generator.pick(RelationDeclaration.Kind.allCases)
            relation.entity = generator.maybe { $0.word() }
            relation.entities = generator.list { $0.word() }
            relation.onDelete = generator.maybe { $0.pick(DeleteRule.allCases) }
            relation.defaultValue = generator.maybe { $0.defaultValue() }
            return relation
        }
        entity.unique = list { generator in
            var unique = UniqueDeclaration(generator.list { $0.word() })
            unique.name = generator.maybe { $0.word() }
            unique.condition = generator.maybe { $0.text() }
            return unique
        }
        entity.access = maybe { generator in generator.list { $0.grant() } }
        return entity
    }

    private mutating func field() -> FieldDeclaration {
        var field = FieldDeclaration()
        field.name = word()
        field.type = pick(FieldType.allCases)
        field.required = maybe { $0.flip() }
        field.defaultValue = maybe { $0.defaultValue() }
        field.min = maybe { $0.number() }
        field.maxLength = maybe { Int($0.next() % 1000) }
        field.pattern = maybe { $0.text() }
        field.values = list { $0.enumValue() }
        return field
    }

    private mutating func enumValue() -> EnumValue {
        var value = EnumValue(text())
        value.description = maybe { $0.text() }
        value.renamedFrom = maybe { $0.text() }
        return value
    }

    private mutating func grant() -> Grant {
        if next() % 8 == 0 {
            var requirement = Requirement()
            requirement.require.mfa = maybe { $0.flip() }
            return .require(requirement)
        }
        var grant = AllowGrant()
        grant.who = who(depth: 0)
        grant.can = list { $0.pick(Operation.allCases) }
        grant.when = maybe { generator in OneOrMore(generator.list { $0.condition(depth: 0) }) }
        grant.becomes = maybe { generator in OneOrMore(generator.list { $0.condition(depth: 0) }) }
        grant.fields = maybe { generator in generator.list { $0.word() } }
        return .allow(grant)
    }

    private mutating func who(depth: Int) -> Who {
        switch next() % (depth > 2 ? 9 : 10) {
        case 0: .anyone
        case 1: .signedIn
        case 2: .service
        case 3: .owner
        case 4: .account(word() + "." + word())
        case 5: .role(list { $0.word() })
        case 6: .memberOf(word(), roles: list { $0.word() })
        case 7: .through(word(), right: maybe { $0.pick(Operation.allCases) })
        case 8:
            .listedIn(
                word(), permission: list { $0.word() }, account: maybe { $0.word() },
                permissionField: maybe { $0.word() })
        default: .all(list { $0.who(depth: depth + 1) })
        }
    }

    private mutating func condition(depth: Int) -> Condition {
        if depth < 3, next() % 4 == 0 { return .any(list { $0.condition(depth: depth + 1) }) }
        var comparison = Comparison()
        comparison.field = word()
        comparison.isEqual = maybe { $0.literal() }
        comparison.isOneOf = maybe { generator in generator.list { $0.literal() } }
        comparison.past = maybe { $0.flip() }
        return .comparison(comparison)
    }

    private mutating func defaultValue() -> DefaultValue { flip() ? .sql(text()) : .literal(literal()) }

    private mutating func literal() -> Literal {
        switch next() % 4 {
        case 0: .string(text())
        case 1: .number(number())
        case 2: .boolean(flip())
        default: .list(list { .string($0.text()) })
        }
    }

    private mutating func number() -> Number { Number(pick(["0", "-1", "1.50", "1e10", "99999999999999999999.5"])) }

    private mutating func word() -> String {
        pick(["todo", "Order", "dueDate", "a", "x_y", "user"]) + String(next() % 10)
    }

    private mutating func text() -> String {
        let parts = ["", "plain words", "\"", "\\", "\n", "é", "😀", "$$", "{", "]", ",", ": ", "-- ", "'", "\u{1}"]
        return (0..<next() % 6).map { _ in pick(parts) }.joined()
    }

    private mutating func list<Element>(_ make: (inout Self) -> Element) -> [Element] {
        (0..<next() % 4).map { _ in make(&self) }
    }

    private mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? {
        next() % 3 == 0 ? make(&self) : nil
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }

    private mutating func flip() -> Bool { next() % 2 == 0 }

    /// Marsaglia's xorshift64*.
    private mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D >> 8
    }
}
