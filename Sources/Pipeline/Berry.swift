/// The tool itself.
public enum Berry {
    /// Generated files and checkpoints name it.
    public static let version = "0.1.0"
}
