/// Names that a generated type doesn't take, in lower case.
///
/// A type that hid one of Swift's or Foundation's would make every use of that name ambiguous for whoever imports
/// both, so an entity called `Data` becomes `DataRecord` and an enumeration called `Result` becomes `ResultValue`.
/// A test holds this list to everything that the package's sources name.
enum ReservedTypeNames {
    static let all: Set<String> = Set(
        (swift + foundation + package).split(whereSeparator: \.isWhitespace).map { $0.lowercased() })

    private static let swift = """
        Any AnyObject AnyClass AnyHashable AnyActor Actor Array ArraySlice AsyncSequence AsyncStream Bool CaseIterable \
        CChar Character ClosedRange Codable CodingKey CodingKeys Collection Comparable ContiguousArray CustomReflectable Decodable Decoder Dictionary \
        Double Duration Encodable Encoder Equatable Error Executor ExpressibleByArrayLiteral \
        ExpressibleByBooleanLiteral ExpressibleByDictionaryLiteral ExpressibleByExtendedGraphemeClusterLiteral \
        ExpressibleByFloatLiteral ExpressibleByIntegerLiteral ExpressibleByNilLiteral ExpressibleByStringInterpolation \
        ExpressibleByStringLiteral ExpressibleByUnicodeScalarLiteral Float Float16 Float32 Float64 Float80 \
        Hashable Hasher Identifiable Instant Clock Int Int8 Int16 Int32 Int64 Int128 Iterator IteratorProtocol KeyPath \
        KeyedDecodingContainer KeyedEncodingContainer LazySequence MainActor Mirror Never Numeric \
        ObjectIdentifier OpaquePointer Optional OptionSet Protocol Range RawRepresentable Regex Repeated Result \
        Sendable Self Sequence SerialExecutor Set Slice StaticString StaticBigInt Strideable String Substring Swift \
        Task TaskGroup TaskLocal Type UInt UInt8 UInt16 UInt32 UInt64 UInt128 Unicode Unmanaged UnownedJob \
        UnownedSerialExecutor UnsafeBufferPointer UnsafeMutableBufferPointer UnsafeMutablePointer \
        UnsafeMutableRawBufferPointer UnsafeMutableRawPointer UnsafePointer UnsafeRawBufferPointer UnsafeRawPointer \
        UTF8 UTF16 UTF32 Void Zip2Sequence ContinuousClock SuspendingClock CustomStringConvertible \
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

    /// Those of `templates/swift-package`, what is generated once, what is nested in every entity's type, and `Main`,
    /// because SwiftPM takes a file `Main.swift` for a program's.
    static let package = """
        ArrayText CalendarDate CalendarDuration Caller Change CLibPQ ColumnConvertible ColumnEntry ColumnFill \
        ColumnLayout ColumnType ColumnValue ConnectionSettings DeleteAction HistoryLayout ID InLowerCase InMemoryLinks InMemoryStore \
        InMemoryTable InvitationLayout IPAddress JSONValue LinkLayout ListOptions LocalDateTime Main \
        PackageDescription PostgresClient PostgresConnection PostgresFailure PostgresLinks PostgresResult \
        PostgresSession PostgresStatement PostgresTable QueueExecutor ReferenceLayout RepositoryError SortKey \
        Sorting SQLText StoredEntity StoredJunctions StoredKey StoredLayouts StoredRow StoredTable TableAction \
        TableLayout TextReader TextValue TimeOfDay Timestamp TimeZoneName TypedID UniqueLayout ColumnRules \
        ExclusionLayout SharedLayout SoftDeletionLayout
        """
}
