internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    /// A file's name has 255 bytes, and `InMemory` and `RecordRepository.swift` may stand around an entity's.
    var longestFileNamePart: Int { 200 }

    /// Columns that every PostgreSQL table has already.
    static let systemColumns: Set<String> = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]

    /// Whether `name` is a name: ASCII letters, digits and underscores, beginning with a letter.
    @discardableResult
    mutating func checkName(
        _ name: String, _ what: String, at location: @autoclosure () -> SourceLocation?, allowing extra: String = ""
    ) -> Bool {
        if name.isEmpty {
            error("invalid-name", "\(what) can't be empty", at: location())
            return false
        }
        if let scalar = name.unicodeScalars.first(where: { !$0.isASCII }) {
            error(
                "invalid-name",
                "\(what) is written in ASCII; '\(name)' contains U+"
                    + String(scalar.value, radix: 16, uppercase: true), at: location())
            return false
        }
        func mayHold(_ byte: UInt8) -> Bool {
            isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_") || extra.utf8.contains(byte)
        }
        guard name.utf8.allSatisfy(mayHold), let first = name.utf8.first, isLetter(first) else {
            let parts = name.utf8.split { !mayHold($0) }.map { String(decoding: $0, as: UTF8.self) }
            let better = parts.joined(separator: extra.isEmpty ? "" : String(extra.prefix(1)))
            let isName = better.utf8.first.map(isLetter) ?? false
            error(
                "invalid-name",
                "\(what) begins with a letter and holds letters, digits\(extra.contains("-") ? ", hyphens" : "") and "
                    + "underscores, which '\(name)' doesn't", at: location(), fix: isName ? "write '\(better)'" : nil)
            return false
        }
        return true
    }

    /// The same for the name of a part of the specification; a name that couldn't be read was reported already.
    @discardableResult
    mutating func checkName(
        _ name: String, _ what: String, of source: Source, allowing extra: String = ""
    ) -> Bool {
        source.isReadable("name") && checkName(name, what, at: source.location("name"), allowing: extra)
    }

    /// Whether `name` can be the name of a table or column: not longer than PostgreSQL keeps.
    @discardableResult
    mutating func checkLength(
        ofDatabaseName name: String, _ what: String, at location: @autoclosure () -> SourceLocation?
    ) -> Bool {
        guard name.utf8.count > longestIdentifier else { return true }
        error(
            "name-too-long",
            "the \(what) '\(name)' has \(name.utf8.count) bytes, and PostgreSQL keeps only "
                + "\(longestIdentifier)", at: location(), fix: "choose a shorter name, or state a shorter \(what)")
        return false
    }

    /// Whether PostgreSQL can index so many columns together (INDEX_MAX_KEYS); a constraint is an index too.
    @discardableResult
    mutating func checkWidth(
        ofIndex columns: Int, _ what: String, at location: @autoclosure () -> SourceLocation?
    ) -> Bool {
        guard columns > 32 else { return true }
        error(
            "too-many-columns", "\(what) has \(columns) columns, and PostgreSQL allows 32", at: location(),
            fix: "leave some of them out")
        return false
    }

    /// Whether PostgreSQL can keep so many columns in a table (MaxHeapAttributeNumber).
    mutating func checkWidth(ofEntityAt index: Int) {
        let entity = model.entities[index]
        let key = if case .composite = entity.key { 0 } else { 1 }
        let count =
            key + entity.attributes.count + entity.references.reduce(0) { $0 + $1.columns.count }
            + (entity.hasTimestamps ? 2 : 0) + (declarations[index].softDelete == true ? 1 : 0)
        guard count > 1600 else { return }
        error(
            "too-many-columns", "the table '\(entity.table)' has \(count) columns, and PostgreSQL allows 1600",
            at: declarations[index].source.location("name"), fix: "spread its fields over several entities")
    }

    /// Whether files can be named after `name`, with what is put around it.
    @discardableResult
    mutating func checkLength(
        ofFileName name: String, _ what: String, most: Int, at location: @autoclosure () -> SourceLocation?
    ) -> Bool {
        guard name.utf8.count > most else { return true }
        error(
            "name-too-long",
            "\(what) has at most \(most) characters, because files are named after it; this one has \(name.utf8.count)",
            at: location(), fix: "choose a shorter name")
        return false
    }

    /// Whether PostgreSQL leaves the name of this column to its users.
    @discardableResult
    mutating func checkFree(column: String, at location: @autoclosure () -> SourceLocation?) -> Bool {
        guard Self.systemColumns.contains(column) else { return true }
        error("reserved-name", "PostgreSQL keeps the column name '\(column)' for itself", at: location())
        return false
    }

    /// Primary keys name their indexes, of tables that come later too.
    mutating func reserveKeyNames() {
        for junction in model.junctions { relationNames.insert(boundedName("\(junction.table)_pkey")) }
        for index in model.entities.indices {
            guard let stated = declarations[index].keyName else {
                relationNames.insert(boundedName("\(model.entities[index].table)_pkey"))
                continue
            }
            let place = declarations[index].source.location("keyName")
            guard let name = statedName(stated, "constraint", at: place) else { continue }
            model.entities[index].keyName = name
            if !relationNames.insert(name) {
                error(
                    "duplicate-name", "there is another table, index or key called '\(name)'", at: place,
                    fix: "give one of them another name")
            }
        }
    }

    /// A name that the user stated for a table or column: kept as it is, checked like any other.
    mutating func statedName(
        _ name: String, _ what: String, at location: @autoclosure () -> SourceLocation?
    ) -> String? {
        let body = name.hasPrefix("_") ? String(name.drop { $0 == "_" }) : name
        guard checkName(body, "the name of a \(what)", at: location()),
            checkLength(ofDatabaseName: name, what, at: location())
        else { return nil }
        return name
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
