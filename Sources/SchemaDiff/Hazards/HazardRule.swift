internal import Catalog

/// One family of reasons for which a change is unsafe.
protocol HazardRule: Sendable {
    /// What is unsafe about one thing's change; what is said of another thing isn't repeated.
    static func hazards(of change: Change) -> [Hazard]
}

extension SchemaPlan {
    private static let rules: [any HazardRule.Type] = [
        TableLossRule.self, ColumnLossRule.self, SequenceLossRule.self, AttributeLossRule.self, ConversionRule.self,
        EnumValueRule.self, ValueReplacementRule.self, RequiredColumnRule.self, CheckRule.self, UniqueKeyRule.self,
        ForeignKeyRule.self,
        DomainRule.self, PartitionRule.self, GrantRule.self, DefaultPrivilegeRule.self, OwnerRule.self,
        PolicyRule.self, RowSecurityRule.self, ViewRightsRule.self, ViewOptionsRule.self, FunctionRightsRule.self,
        InterfaceRule.self, WritingRule.self, RewriteRule.self, IndexBuildRule.self, DroppedIndexRule.self,
        ExtensionRule.self,
    ]

    /// What is unsafe in what happens to each thing, sorted.
    static func hazards(of fates: Fates) -> [Hazard] {
        let hazards = fates.things.indices.lazy.map { Change(thing: $0, fates: fates) }
            .filter { if case .same = fates[$0.thing] { false } else { true } }
            .flatMap { change in rules.flatMap { $0.hazards(of: change) } }
        return Set(hazards).sorted()
    }
}
