/// What a verb asks for, or between what it stands; the raw value is the name in `verbs.txt`.
enum VerbClass: String, Sendable {
    /// Known by name, and read where a rule asks for it.
    case event
    /// Never a command: "weigh", "last", "occur".
    case measure
    case add, remove, rename, change, make, limit, exceed, range, split, merge, move, extract, replace, `default`, index
    case hide, shareValue = "share-value", group, belong, describe
    case own, link, transact, connect, depend
    case read, create, update, delete, manage
}
