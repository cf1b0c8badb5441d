extension DomainModel.AttributeType {
    /// What the language calls a type of PostgreSQL's, by the name that its catalog and its grammar have for it.
    public init(postgres name: String) {
        self =
            switch name {
            case "text", "varchar", "bpchar", "name": .text
            case "int2", "int4": .integer
            case "int8": .bigint
            case "float4", "float8": .float
            case "numeric": .decimal(precision: 1000, scale: 500)
            case "bool": .boolean
            case "uuid": .uuid
            case "json", "jsonb": .json
            case "inet", "cidr": .ip
            case "bytea": .bytes
            case "date": .date
            case "time": .time
            case "timestamptz": .timestamp
            case "timestamp": .localTimestamp
            case "interval": .duration
            default: .custom(name)
            }
    }
}
