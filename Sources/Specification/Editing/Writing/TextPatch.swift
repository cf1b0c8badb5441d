internal import Diagnostics

/// Bytes that take the place of others.
struct Splice {
    var range: Range<Int>
    var text: [UInt8]

    init(_ range: Range<Int>, _ text: [UInt8]) {
        self.range = range
        self.text = text
    }

    init(_ range: Range<Int>, _ text: String) { self.init(range, Array(text.utf8)) }
}

extension Sequence<Splice> {
    /// `bytes` with every splice made. Where two begin at one place, the one that comes first stands first.
    func applied(to bytes: [UInt8]) -> [UInt8] {
        let ordered = enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        for (_, splice) in ordered where splice.range.upperBound <= bytes.count {
            result.append(contentsOf: bytes[position..<Swift.max(position, splice.range.lowerBound)])
            result.append(contentsOf: splice.text)
            position = Swift.max(position, splice.range.upperBound)
        }
        result.append(contentsOf: bytes[position...])
        return result
    }
}

extension Document {
    /// The text in which everything that `old` and `new` differ in is written anew, and nothing else.
    ///
    /// Both are what the specification's declarations write; the text may spell the same in other ways, for which
    /// there is no reason to change.
    func patched(from old: Node, to new: Node) -> [UInt8] {
        switch format {
        case .json:
            var patch = JSONPatch(self)
            patch.reconcile(root, old, new, at: .top)
            return patch.splices.applied(to: file.bytes)
        case .yaml:
            var patch = YAMLPatch(self)
            patch.reconcile(patch.root, old, new, at: .top)
            return patch.splices.applied(to: file.bytes)
        }
    }
}

/// Finds where a text has to change, and leaves to a format how.
protocol TextPatch {
    /// Where a value stands: what a format has to know about what is around it.
    associatedtype Place
    var splices: [Splice] { get }
    /// Writes `new` in the place of `written`.
    mutating func replace(_ written: Node, with new: Node, at place: Place)
    /// Leaves of an object or list only what `entries` keeps, and adds what it adds.
    mutating func rewrite(_ container: Node, _ entries: [Entry], at place: Place)
    func place(ofEntry index: Int, in container: Node, at place: Place) -> Place
}

/// A member or element of the list or object that is to be.
enum Entry {
    /// The one that stands at this position in the text.
    case kept(Int)
    case added(key: String?, Node)
}

extension TextPatch {
    /// - Parameters:
    ///   - written: What stands in the text.
    ///   - old: What it means.
    ///   - new: What it is to mean.
    mutating func reconcile(_ written: Node, _ old: Node, _ new: Node, at place: Place) {
        guard old != new else { return }
        switch (written.value, old.value, new.value) {
        case (.object(let members), .object, .object(let wanted)):
            reconcile(written, members, old, wanted, at: place)
        case (.array(let elements), .array(let oldElements), .array(let wanted))
        where elements.count == oldElements.count && !wanted.isEmpty:
            reconcile(written, elements, oldElements, wanted, at: place)
        case (.array(let elements), _, _) where elements.count == 1 && !old.isArray:
            // A list of one is read like what it holds.
            let wanted = if case .array(let list) = new.value { list } else { [new] }
            reconcile(written, elements, [old], wanted, at: place)
        default: replace(written, with: new, at: place)
        }
    }

    private mutating func reconcile(
        _ written: Node, _ members: [Node.Member], _ old: Node, _ wanted: [Node.Member], at place: Place
    ) {
        let new = Node(.object(wanted))
        var kept: [Int] = []
        for (index, member) in members.enumerated() {
            let before = old.member(member.key)?.value
            let after = new.member(member.key)?.value
            guard let after else {
                // What means nothing, such as null, stays.
                if before == nil { kept.append(index) }
                continue
            }
            kept.append(index)
            let inner = self.place(ofEntry: index, in: written, at: place)
            if let before {
                reconcile(member.value, before, after, at: inner)
            } else {
                replace(member.value, with: after, at: inner)
            }
        }
        // A new key goes after the nearest key that comes before it in the language's order and is there.
        var added: [Int: [Entry]] = [:]
        var anchor = -1
        for member in wanted {
            if let index = members.firstIndex(where: { $0.key == member.key }) {
                anchor = index
            } else {
                added[anchor, default: []].append(.added(key: member.key, member.value))
            }
        }
        var entries = added[-1] ?? []
        for index in kept { entries += [.kept(index)] + (added[index] ?? []) }
        if kept.count < members.count || !added.isEmpty { rewrite(written, entries, at: place) }
    }

    private mutating func reconcile(
        _ written: Node, _ elements: [Node], _ old: [Node], _ wanted: [Node], at place: Place
    ) {
        let pairs = Alignment.pairs(old, wanted)
        var entries: [Entry] = []
        var isChanged = pairs.count < elements.count
        for (position, element) in wanted.enumerated() {
            if let index = pairs[position] {
                let inner = self.place(ofEntry: index, in: written, at: place)
                reconcile(elements[index], old[index], element, at: inner)
                entries.append(.kept(index))
            } else {
                entries.append(.added(key: nil, element))
                isChanged = true
            }
        }
        if isChanged { rewrite(written, entries, at: place) }
    }
}

extension Node {
    var isArray: Bool { if case .array = value { true } else { false } }

    var isCollection: Bool {
        switch value {
        case .array, .object: true
        default: false
        }
    }

    fileprivate var name: String? {
        if case .string(let name) = member("name")?.value.value { name } else { nil }
    }

    fileprivate var former: String? {
        if case .string(let name) = member("renamedFrom")?.value.value { name } else { nil }
    }

    /// Whether both are one thing before and after a change.
    fileprivate func isSameThing(as new: Node) -> Bool {
        if self == new { return true }
        let old = if case .string(let text) = value { text as String? } else { name }
        guard let old else { return false }
        let now = if case .string(let text) = new.value { text as String? } else { new.name }
        if old == now { return true }
        return new.name != nil && (new.former == old || former != nil && (former == new.former || former == now))
    }
}

/// Which elements of a list are still there in another, in the same order.
enum Alignment {
    /// Positions in `new` with those in `old` that they come from.
    static func pairs(_ old: [Node], _ new: [Node]) -> [Int: Int] {
        var pairs: [Int: Int] = [:]
        var (i, j) = (0, 0)
        while i < old.count, j < new.count {
            if old[i].isSameThing(as: new[j]) {
                pairs[j] = i
                (i, j) = (i + 1, j + 1)
                continue
            }
            // How far away each of the two continues on the other side.
            let ahead = new[j...].firstIndex { old[i].isSameThing(as: $0) }
            let behind = old[i...].firstIndex { $0.isSameThing(as: new[j]) }
            switch (ahead, behind) {
            case (nil, nil):
                // Neither goes on: without names that tell them apart, one became the other.
                if old[i].name == nil, new[j].name == nil { pairs[j] = i }
                (i, j) = (i + 1, j + 1)
            case (let ahead?, let behind?) where ahead - j <= behind - i: j = ahead
            case (_, let behind?): i = behind
            case (let ahead?, nil): j = ahead
            }
        }
        return pairs
    }
}
