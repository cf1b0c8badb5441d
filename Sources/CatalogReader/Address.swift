internal import Postgres

/// What PostgreSQL's dependencies call a thing: the catalog that numbers it, its number, and that of a column or 0.
struct Address: Hashable {
    var catalog: Int
    var object: Int
    var column: Int

    init(_ catalog: Int, _ object: Int, _ column: Int) {
        self.catalog = catalog
        self.object = object
        self.column = column
    }

    /// Three columns of `row`, from the one at `index` on.
    init(_ row: Row, from index: Int) throws(PostgresError) {
        self.init(try row.int(index), try row.int(index + 1), try row.int(index + 2))
    }

    var withoutColumn: Address { Address(catalog, object, 0) }

    /// The numbers of the system catalogs, which are the same in every database (`src/include/catalog/*.h`).
    static let catalogs = [
        "pg_class": 1259, "pg_type": 1247, "pg_proc": 1255, "pg_constraint": 2606, "pg_attrdef": 2604,
        "pg_rewrite": 2618, "pg_trigger": 2620, "pg_policy": 3256, "pg_namespace": 2615, "pg_extension": 3079,
        "pg_collation": 3456, "pg_statistic_ext": 3381, "pg_event_trigger": 3466, "pg_publication": 6104,
        "pg_publication_rel": 6106, "pg_publication_namespace": 6237, "pg_foreign_data_wrapper": 2328,
        "pg_foreign_server": 1417, "pg_user_mapping": 1418, "pg_operator": 2617, "pg_cast": 2605,
        "pg_ts_dict": 3600, "pg_ts_config": 3602,
    ]
}
