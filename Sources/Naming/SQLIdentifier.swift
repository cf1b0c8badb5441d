/// Names that PostgreSQL's `quote_ident` would quote although they are plain lower-case words: every keyword
/// that isn't unreserved in at least one of PostgreSQL 15 to 18.
///
/// Source: `select word from pg_get_keywords() where catcode <> 'U'`, and appendix C of the manuals of 16 to 18.
public let sqlKeywords: Set<String> = Set(
    """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case \
    cast char character check coalesce collate collation column concurrently constraint create cross \
    current_catalog current_date current_role current_schema current_time current_timestamp current_user dec \
    decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign \
    freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect \
    interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query \
    json_scalar json_serialize json_table json_value lateral leading least left like limit localtime \
    localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on \
    only or order out outer overlaps overlay placing position precision primary real references returning right \
    row select session_user setof similar smallint some substring symmetric system_user table tablesample then \
    time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when \
    where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi \
    xmlroot xmlserialize xmltable
    """.split(separator: " ").map(String.init))

/// `name` as PostgreSQL reads it back: plain where that is safe, otherwise in double quotes, doubled inside.
public func quotedIdentifier(_ name: String) -> String {
    let isPlain =
        !name.isEmpty
        && name.utf8.enumerated().allSatisfy { index, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
            default: false
            }
        }
    if isPlain, !sqlKeywords.contains(name) { return name }
    return "\"" + doubling("\"", in: name) + "\""
}

/// `text` with each `quote` doubled, scalar by scalar: a quote with a combining mark behind it is one character to
/// Swift, and still a quote to PostgreSQL.
public func doubling(_ quote: Unicode.Scalar, in text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        result.append(scalar)
        if scalar == quote { result.append(scalar) }
    }
    return String(result)
}

/// The longest name that PostgreSQL keeps whole, in bytes (NAMEDATALEN - 1).
public let longestIdentifier = 63

/// `name`; one of more than 63 bytes is cut and ends in a hash of the whole, so that two long names never fall
/// together the way PostgreSQL's silent truncation makes them.
public func boundedName(_ name: String) -> String {
    guard name.utf8.count > longestIdentifier else { return name }
    // FNV-1a: spreads names apart; nothing secret depends on it.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
    let suffix = "_" + String(repeating: "0", count: 8 - digits.count) + digits
    var kept = Array(name.utf8.prefix(longestIdentifier - suffix.utf8.count))
    // Never cut a character in half.
    while !kept.isEmpty, String(validating: kept, as: UTF8.self) == nil { kept.removeLast() }
    return String(decoding: kept, as: UTF8.self) + suffix
}
