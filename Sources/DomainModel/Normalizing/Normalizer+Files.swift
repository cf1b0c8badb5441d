internal import Naming

/// Fields that name a file in Supabase's storage.
extension Normalizer {
    /// The bucket that holds the files of one field.
    mutating func bucket(for attribute: DomainModel.Attribute, of entity: Entity) -> String {
        // Of a long name, the hash at the end keeps buckets apart.
        let bucket = boundedName("\(entity.table)_\(attribute.column)")
        if !attribute.isHidden {
            decide(
                "\(entity.name).\(attribute.name)",
                "its files are in the bucket \(bucket), in a folder called after the row's key; whoever reads the row "
                    + "reads them, whoever may change the field of the row may add, replace and delete them",
                because: "files follow the grants of what they belong to")
        }
        return bucket
    }
}
