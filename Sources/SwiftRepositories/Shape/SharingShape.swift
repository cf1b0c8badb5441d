internal import DomainModel

/// How links show an entity's rows.
struct SharingShape {
    let type: String
    /// The type of the links' rows.
    let links: String
    let entity: DomainModel.Entity
    /// The columns of a link that name a row; empty for what is only shown with another.
    let columns: [String]
    /// What its rows are shown with, and the columns that say so.
    let parents: [(columns: [String], shape: SharingShape)]
}
