internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
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
        let letters = name.utf8.allSatisfy { byte in
            isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_") || extra.utf8.contains(byte)
        }
        guard letters, let first = name.utf8.first, isLetter(first) else {
            error(
                "invalid-name",
                "\(what) begins with a letter and holds letters, digits and underscores, "
                    + "which '\(name)' doesn't", at: location())
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

    /// Whether PostgreSQL leaves the name of this column to its users.
    @discardableResult
    mutating func checkFree(column: String, at location: @autoclosure () -> SourceLocation?) -> Bool {
        guard Self.systemColumns.contains(column) else { return true }
        error("reserved-name", "PostgreSQL keeps the column name '\(column)' for itself", at: location())
        return false
    }

    /// Primary keys name their indexes, of tables that come later too.
    mutating func reserveKeyNames() {
        for table in model.entities.map(\.table) + model.junctions.map(\.table) {
            relationNames.insert(boundedName("\(table)_pkey"))
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
