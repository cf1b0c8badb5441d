/// The functions an expression may call, as PostgreSQL 15 to 18 have them. Volatility is that of `pg_proc`.
///
/// Left out although harmless: aggregates and what returns sets, which can't stand in an expression of one row;
/// `repeat`, which makes a gigabyte of one byte.
///
/// Related manual page: <https://www.postgresql.org/docs/current/functions.html>
let functionTable: [(name: String, signature: Function.Signature)] =
    textFunctions + numberFunctions + timeFunctions + anyFunctions + arrayAndJSONFunctions

private typealias Row = (name: String, signature: Function.Signature)

private func row(
    _ name: String, _ parameters: [ValueKind], optional: Int = 0, variadic: Bool = false, _ result: ValueKind,
    _ volatility: Volatility = .immutable
) -> Row {
    (
        name,
        Function.Signature(
            parameters: parameters.map { .kind($0) }, optional: optional, isVariadic: variadic,
            result: .kind(result), volatility: volatility)
    )
}

private func row(
    _ name: String, generic parameters: [Function.Parameter], variadic: Bool = false,
    _ result: Function.Parameter,
    _ volatility: Volatility = .immutable
) -> Row {
    (
        name,
        Function.Signature(
            parameters: parameters, optional: 0, isVariadic: variadic, result: result, volatility: volatility)
    )
}

private let textFunctions: [Row] = [
    row("lower", [.text], .text), row("upper", [.text], .text), row("initcap", [.text], .text),
    row("btrim", [.text, .text], optional: 1, .text), row("ltrim", [.text, .text], optional: 1, .text),
    row("rtrim", [.text, .text], optional: 1, .text),
    row("char_length", [.text], .number), row("character_length", [.text], .number),
    row("length", [.text], .number), row("length", [.bytes], .number),
    row("octet_length", [.text], .number), row("octet_length", [.bytes], .number),
    row("left", [.text, .number], .text), row("right", [.text, .number], .text),
    row("substring", [.text, .number, .number], optional: 1, .text),
    row("replace", [.text, .text, .text], .text), row("translate", [.text, .text, .text], .text),
    row("regexp_replace", [.text, .text, .text, .text], optional: 1, .text),
    row("split_part", [.text, .text, .number], .text), row("strpos", [.text, .text], .number),
    row("starts_with", [.text, .text], .boolean), row("reverse", [.text], .text),
    row("lpad", [.text, .number, .text], optional: 1, .text),
    row("rpad", [.text, .number, .text], optional: 1, .text),
    row("concat", [.any], variadic: true, .text, .stable),
    row("concat_ws", [.text, .any], variadic: true, .text, .stable),
    row("md5", [.text], .text), row("md5", [.bytes], .text), row("encode", [.bytes, .text], .text),
    row("host", [.network], .text), row("family", [.network], .number), row("masklen", [.network], .number),
]

private let numberFunctions: [Row] = [
    row("abs", [.number], .number), row("ceil", [.number], .number), row("ceiling", [.number], .number),
    row("floor", [.number], .number), row("round", [.number, .number], optional: 1, .number),
    row("trunc", [.number, .number], optional: 1, .number), row("sign", [.number], .number),
    row("mod", [.number, .number], .number), row("div", [.number, .number], .number),
    row("power", [.number, .number], .number), row("sqrt", [.number], .number),
    row("exp", [.number], .number),
    row("ln", [.number], .number), row("log", [.number, .number], optional: 1, .number),
    row("random", [], .number, .volatile),
]

private let timeFunctions: [Row] = [
    row("now", [], .timestamp, .stable), row("transaction_timestamp", [], .timestamp, .stable),
    row("statement_timestamp", [], .timestamp, .stable), row("clock_timestamp", [], .timestamp, .volatile),
    row("date_trunc", [.text, .interval], .interval),
    row("date_trunc", [.text, .localTimestamp], .localTimestamp),
    row("date_trunc", [.text, .timestamp], .timestamp, .stable),
    row("date_trunc", [.text, .timestamp, .text], .timestamp, .stable),
    row("date_part", [.text, .date], .number), row("date_part", [.text, .localTimestamp], .number),
    row("date_part", [.text, .time], .number), row("date_part", [.text, .interval], .number),
    row("date_part", [.text, .timestamp], .number, .stable),
    row("age", [.localTimestamp, .localTimestamp], .interval),
    row("age", [.timestamp, .timestamp], .interval),
    row("age", [.timestamp], .interval, .stable), row("age", [.localTimestamp], .interval, .stable),
    row("make_date", [.number, .number, .number], .date),
    row("make_time", [.number, .number, .number], .time),
    row(
        "make_timestamp", [.number, .number, .number, .number, .number, .number], .localTimestamp),
    row(
        "make_interval", [.number, .number, .number, .number, .number, .number, .number], optional: 7,
        .interval),
    row("justify_days", [.interval], .interval), row("justify_hours", [.interval], .interval),
    row("justify_interval", [.interval], .interval),
    row("isfinite", [.date], .boolean), row("isfinite", [.timestamp], .boolean),
    row("isfinite", [.localTimestamp], .boolean), row("isfinite", [.interval], .boolean),
    row("to_char", [.number, .text], .text, .stable), row("to_char", [.timestamp, .text], .text, .stable),
    row("to_char", [.interval, .text], .text, .stable),
    row("to_char", [.localTimestamp, .text], .text, .stable),
    row("to_date", [.text, .text], .date, .stable), row("to_number", [.text, .text], .number, .stable),
    row("to_timestamp", [.number], .timestamp), row("to_timestamp", [.text, .text], .timestamp, .stable),
]

private let anyFunctions: [Row] = [
    row("coalesce", generic: [.same], variadic: true, .same),
    row("greatest", generic: [.same], variadic: true, .same),
    row("least", generic: [.same], variadic: true, .same), row("nullif", generic: [.same, .same], .same),
    row("num_nonnulls", [.any], variadic: true, .number), row("num_nulls", [.any], variadic: true, .number),
    row("gen_random_uuid", [], .uuid, .volatile),
]

private let arrayAndJSONFunctions: [Row] = [
    row("array_length", [.array(.any), .number], .number), row("cardinality", [.array(.any)], .number),
    row("array_ndims", [.array(.any)], .number),
    row("array_position", generic: [.arrayOfSame, .same], .kind(.number)),
    row("array_append", generic: [.arrayOfSame, .same], .arrayOfSame),
    row("array_prepend", generic: [.same, .arrayOfSame], .arrayOfSame),
    row("array_cat", generic: [.arrayOfSame, .arrayOfSame], .arrayOfSame),
    row("array_remove", generic: [.arrayOfSame, .same], .arrayOfSame),
    row("array_replace", generic: [.arrayOfSame, .same, .same], .arrayOfSame),
    row("array_to_string", [.array(.any), .text, .text], optional: 1, .text, .stable),
    row("string_to_array", [.text, .text], .array(.text)),
    row("jsonb_typeof", [.json], .text), row("json_typeof", [.json], .text),
    row("jsonb_array_length", [.json], .number), row("json_array_length", [.json], .number),
    row("jsonb_strip_nulls", [.json], .json), row("jsonb_exists", [.json, .text], .boolean),
    row("jsonb_build_object", [.any], optional: 1, variadic: true, .json, .stable),
    row("jsonb_build_array", [.any], optional: 1, variadic: true, .json, .stable),
]
