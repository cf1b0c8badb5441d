internal import Catalog

/// Everything that either catalog has, numbered, with who needs whom on each side.
struct Things {
    let sides: Sides
    /// The facts of a thing on each side; at least one is there.
    private(set) var old: [Fact?] = []
    private(set) var new: [Fact?] = []
    private(set) var oldDependencies: [[Int]] = []
    private(set) var newDependencies: [[Int]] = []
    /// Who needs it, on the old side.
    private(set) var oldDependents: [[Int]] = []
    private var places: [Fact.ID: Int] = [:]

    /// Which texts say the same under new names.
    let names: FollowedNames

    init(
        from: Catalog, to: Catalog, _ declared: DeclaredChanges = .none, isOnline: Bool = true,
        renames: [DeclaredRename] = []
    ) {
        names = FollowedNames(from: from, to: to, by: renames)
        sides = Sides(from: from, to: to, declared: declared, isOnline: isOnline)
        for fact in from.facts { old[place(of: fact.id)] = fact }
        for fact in to.facts { new[place(of: fact.id)] = fact }
        oldDependencies = old.map { fact in fact?.dependencies.compactMap { places[$0] } ?? [] }
        newDependencies = new.map { fact in fact?.dependencies.compactMap { places[$0] } ?? [] }
        oldDependents = Array(repeating: [], count: old.count)
        for (thing, dependencies) in oldDependencies.enumerated() {
            for dependency in dependencies { oldDependents[dependency].append(thing) }
        }
    }

    /// Who needs it, on the new side.
    func newDependents(of thing: Int) -> [Int] { indices.filter { newDependencies[$0].contains(thing) } }

    /// Whether a function that comes or goes may be called with fewer arguments than it has: such a call can also mean
    /// another function of that name.
    var haveOptionalParameters: Bool {
        indices.contains { thing in
            guard fact(thing).kind == .function, (old[thing] == nil) != (new[thing] == nil) else { return false }
            let signature = fact(thing)[.signature] ?? ""
            return signature.contains(" DEFAULT ") || signature.contains("VARIADIC ")
        }
    }

    var from: Catalog { sides.from }
    var to: Catalog { sides.to }

    private mutating func place(of id: Fact.ID) -> Int {
        if let place = places[id] { return place }
        places[id] = old.count
        old.append(nil)
        new.append(nil)
        return old.count - 1
    }

    subscript(id: Fact.ID) -> Int? { places[id] }

    var indices: Range<Int> { old.indices }

    /// Either fact; they have the id in common.
    func fact(_ thing: Int) -> Fact { new[thing] ?? old[thing] ?? Fact(.other, "") }

    /// For a grant on a column, the grant to the same grantee on its table: what is revoked there is revoked here.
    func grantOnTable(above thing: Int) -> Int? {
        let id = new[thing]?.grantOnTable(in: to) ?? old[thing]?.grantOnTable(in: from)
        return id.flatMap { places[$0] }
    }

    /// The parent of the old or the new fact.
    func oldParent(_ thing: Int) -> Int? { old[thing]?.parent.flatMap { places[$0] } }
    func newParent(_ thing: Int) -> Int? { new[thing]?.parent.flatMap { places[$0] } }
}
