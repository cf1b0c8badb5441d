/// A text that berry writes as it is, compiled into the tool so that the installed tool is one file.
///
/// Each file under `templates/` ends in `.txt`, so that the compiler takes it for data. Their names are unique over
/// all folders, because the compiled-in names have no folder.
public struct Template: Sendable {
    /// The folder it belongs in: `Values`.
    public let folder: String
    /// Without `.txt`: `Change.swift`.
    public let name: String
    public let contents: [UInt8]

    init(_ folder: String, _ name: String, _ contents: [UInt8]) {
        self.folder = folder
        self.name = name
        self.contents = contents
    }
}

extension Template {
    /// The parts of a generated Swift package that are the same for every model.
    public static let swiftPackage: [Template] = [
        Template("CLibPQ", "module.modulemap", PackageResources.module_modulemap_txt),
        Template("CLibPQ", "shim.h", PackageResources.shim_h_txt),
        Template("InMemory", "ColumnRules.swift", PackageResources.ColumnRules_swift_txt),
        Template("InMemory", "InMemoryLinks.swift", PackageResources.InMemoryLinks_swift_txt),
        Template("InMemory", "InMemoryStore.swift", PackageResources.InMemoryStore_swift_txt),
        Template("InMemory", "InMemoryTable.swift", PackageResources.InMemoryTable_swift_txt),
        Template("InMemory", "StoredTable.swift", PackageResources.StoredTable_swift_txt),
        Template("Invitations", "InMemoryInvitations.swift", PackageResources.InMemoryInvitations_swift_txt),
        Template("Invitations", "InvitationLayout.swift", PackageResources.InvitationLayout_swift_txt),
        Template("Invitations", "PostgresInvitations.swift", PackageResources.PostgresInvitations_swift_txt),
        Template("Location", "Location.swift", PackageResources.Location_swift_txt),
        Template("Money", "Money.swift", PackageResources.Money_swift_txt),
        Template("PostgreSQL", "ConnectionSettings.swift", PackageResources.ConnectionSettings_swift_txt),
        Template("PostgreSQL", "PostgresClient.swift", PackageResources.PostgresClient_swift_txt),
        Template("PostgreSQL", "PostgresConnection.swift", PackageResources.PostgresConnection_swift_txt),
        Template("PostgreSQL", "PostgresLinks.swift", PackageResources.PostgresLinks_swift_txt),
        Template("PostgreSQL", "PostgresSession.swift", PackageResources.PostgresSession_swift_txt),
        Template("PostgreSQL", "PostgresStatement.swift", PackageResources.PostgresStatement_swift_txt),
        Template("PostgreSQL", "PostgresTable.swift", PackageResources.PostgresTable_swift_txt),
        Template("PostgreSQL", "QueueExecutor.swift", PackageResources.QueueExecutor_swift_txt),
        Template(
            "PostgreSQL", "RepositoryError+Postgres.swift",
            PackageResources.RepositoryError_Postgres_swift_txt),
        Template("PostgreSQL", "SQLText.swift", PackageResources.SQLText_swift_txt),
        Template("Search", "InMemorySearch.swift", PackageResources.InMemorySearch_swift_txt),
        Template("Search", "PostgresSearch.swift", PackageResources.PostgresSearch_swift_txt),
        Template("ShareLinks", "InMemorySharing.swift", PackageResources.InMemorySharing_swift_txt),
        Template("ShareLinks", "PostgresSharing.swift", PackageResources.PostgresSharing_swift_txt),
        Template("ShareLinks", "SharedLayout.swift", PackageResources.SharedLayout_swift_txt),
        Template("Queries", "QueryRows.swift", PackageResources.QueryRows_swift_txt),
        Template("Storage", "ArrayText.swift", PackageResources.ArrayText_swift_txt),
        Template("Storage", "ColumnConvertible.swift", PackageResources.ColumnConvertible_swift_txt),
        Template("Storage", "ColumnEntry.swift", PackageResources.ColumnEntry_swift_txt),
        Template("Storage", "ColumnType.swift", PackageResources.ColumnType_swift_txt),
        Template("Storage", "ColumnValue.swift", PackageResources.ColumnValue_swift_txt),
        Template("Storage", "LinkLayout.swift", PackageResources.LinkLayout_swift_txt),
        Template("Storage", "StoredEntity.swift", PackageResources.StoredEntity_swift_txt),
        Template("Storage", "StoredKey.swift", PackageResources.StoredKey_swift_txt),
        Template("Storage", "StoredRow.swift", PackageResources.StoredRow_swift_txt),
        Template("Storage", "TableLayout.swift", PackageResources.TableLayout_swift_txt),
        Template("Values", "CalendarDate.swift", PackageResources.CalendarDate_swift_txt),
        Template("Values", "CalendarDuration.swift", PackageResources.CalendarDuration_swift_txt),
        Template("Values", "Caller.swift", PackageResources.Caller_swift_txt),
        Template("Values", "Change.swift", PackageResources.Change_swift_txt),
        Template("Values", "IPAddress.swift", PackageResources.IPAddress_swift_txt),
        Template("Values", "InLowerCase.swift", PackageResources.InLowerCase_swift_txt),
        Template("Values", "JSONValue.swift", PackageResources.JSONValue_swift_txt),
        Template("Values", "ListOptions.swift", PackageResources.ListOptions_swift_txt),
        Template("Values", "LocalDateTime.swift", PackageResources.LocalDateTime_swift_txt),
        Template("Values", "RepositoryError.swift", PackageResources.RepositoryError_swift_txt),
        Template("Values", "TextReader.swift", PackageResources.TextReader_swift_txt),
        Template("Values", "TextValue.swift", PackageResources.TextValue_swift_txt),
        Template("Values", "TimeOfDay.swift", PackageResources.TimeOfDay_swift_txt),
        Template("Values", "TimeZoneName.swift", PackageResources.TimeZoneName_swift_txt),
        Template("Values", "Timestamp.swift", PackageResources.Timestamp_swift_txt),
        Template("Values", "TypedID.swift", PackageResources.TypedID_swift_txt),
        Template("Vector", "Vector.swift", PackageResources.Vector_swift_txt),
    ]

    /// Specifications to begin a project from, by the name that `berry init --template` takes.
    public static let starters: [Template] = [
        Template("starters", "todo.json", PackageResources.todo_json_txt),
        Template("starters", "blog.json", PackageResources.blog_json_txt),
        Template("starters", "shop.json", PackageResources.shop_json_txt),
        Template("starters", "saas.json", PackageResources.saas_json_txt),
    ]
}
