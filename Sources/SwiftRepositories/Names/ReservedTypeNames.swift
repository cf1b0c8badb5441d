/// Names that a generated type doesn't take, in lower case.
///
/// A type that hid one of Swift's or Foundation's would make every use of that name ambiguous for whoever imports
/// both, so an entity called `Data` becomes `DataRecord` and an enumeration called `Result` becomes `ResultValue`.
enum ReservedTypeNames {
    static let all: Set<String> = Set(
        (swift + foundation + package).split(whereSeparator: \.isWhitespace).map { $0.lowercased() })

    private static let swift = """
        Any AnyObject AnyClass AnyHashable AnyActor Actor Array ArraySlice AsyncSequence AsyncStream Bool Character \
        ClosedRange Codable CodingKey CodingKeys Collection Comparable ContiguousArray Decodable Decoder Dictionary \
        Double Duration Encodable Encoder Equatable Error Executor Float Float16 Float32 Float64 Float80 \
        Hashable Hasher Identifiable Instant Clock Int Int8 Int16 Int32 Int64 Int128 Iterator IteratorProtocol KeyPath \
        KeyedDecodingContainer KeyedEncodingContainer LazySequence MainActor Mirror Never Numeric \
        ObjectIdentifier OpaquePointer Optional OptionSet Protocol Range RawRepresentable Regex Repeated Result \
        Sendable Self Sequence SerialExecutor Set Slice StaticString StaticBigInt Strideable String Substring Swift \
        Task TaskGroup TaskLocal Type UInt UInt8 UInt16 UInt32 UInt64 UInt128 Unicode Unmanaged UnownedJob \
        UnsafePointer Void Zip2Sequence ContinuousClock SuspendingClock CustomStringConvertible \
        LosslessStringConvertible DecodingError EncodingError ExecutorJob Global GlobalActor Observation

        """

    private static let foundation = """
        AttributedString Bundle Calendar CharacterSet ComparisonResult Data DataProtocol Date DateComponents \
        DateFormatter DateInterval Decimal Dimension Dispatch DispatchQueue FileHandle FileManager Formatter \
        Foundation FoundationEssentials Host IndexPath IndexSet JSONDecoder JSONEncoder JSONSerialization Locale Lock \
        Measurement Morphology Notification NotificationCenter NSObject Operation OperationQueue OutputStream \
        PersonNameComponents Pipe Port Predicate Process ProcessInfo Progress PropertyListDecoder \
        PropertyListEncoder RunLoop Scanner SortComparator SortDescriptor SortOrder Stream Thread TimeInterval Timer \
        TimeZone Unit URL URLComponents URLError URLQueryItem URLRequest URLResponse URLSession UserDefaults UUID \
        XMLDocument XMLElement XMLNode XMLParser

        """

    /// Those of `templates/swift-package`, what is generated once, and what is nested in every entity's type.
    static let package = """
        ArrayText CalendarDate CalendarDuration Caller Change CLibPQ ColumnConvertible ColumnEntry ColumnFill \
        ColumnLayout ColumnType ColumnValue ConnectionSettings DeleteAction ID InLowerCase InMemoryLinks InMemoryStore \
        InMemoryTable IPAddress JSONValue LinkLayout ListOptions LocalDateTime PackageDescription PostgresClient \
        PostgresConnection PostgresFailure PostgresLinks PostgresResult PostgresSession PostgresStatement \
        PostgresTable QueueExecutor ReferenceLayout RepositoryError SortKey Sorting SQLText StoredEntity \
        StoredJunctions StoredKey StoredLayouts StoredRow StoredTable TableAction TableLayout TextReader TextValue \
        TimeOfDay Timestamp TimeZoneName TypedID UniqueLayout ColumnRules
        """
}
