extension DomainModel.Attribute {
    /// PostgreSQL's type of a period between two such values; nil where there is none (manual, "Range Types").
    public var rangeType: String? {
        if isList { return nil }
        switch type {
        case .date: return "daterange"
        case .timestamp: return "tstzrange"
        case .localTimestamp: return "tsrange"
        default: return nil
        }
    }
}
