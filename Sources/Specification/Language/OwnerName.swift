/// What a relation to an account is called that names a row's owner, where nothing else is said.
public enum OwnerName {
    public static let all = ["owner", "user", "author", "creator", "createdBy"]
}
