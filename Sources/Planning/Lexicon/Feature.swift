/// A part of an application that one word asks for; the raw value is the name in `features.txt`.
enum Feature: String, Sendable {
    case like, bookmark, follow, comment, review, rate, vote, react, report, tag, attach, share, invite, notify, remind
    case schedule, reorder, archive, softDelete = "soft-delete", search, count, `repeat`, translate, reply, nest
    case subdivide, assign, version, audit, mark, history, realtime, slug
    /// One row for each account that does it: what the verb says is the name.
    case mention, message, perform
}
