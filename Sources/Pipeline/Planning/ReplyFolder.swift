internal import Diagnostics
public import ModelProviders
internal import Specification
internal import SystemPackage

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#elseif canImport(Darwin)
    private import Darwin
#endif

/// What models answered in a project: `.berry/replies/`, a file for each question, so that a plan that is run again
/// doesn't pay again. Keys are in none of them.
public struct ReplyFolder: ReplyKeeper {
    private let project: ProjectFolder
    private var folder: FilePath { project.state.appending("replies") }

    public init(_ project: ProjectFolder) { self.project = project }

    /// Older ones make place for new ones.
    private static let most = 200

    public func exchange(_ question: String) throws -> ModelExchange? {
        guard let file = try SourceFile.read(folder.appending("\(question).json"), called: name(question)) else {
            return nil
        }
        // One that can't be read is asked for again.
        guard let cassette = try? Cassette(file), let exchange = cassette.exchanges.first,
            exchange.question == question
        else { return nil }
        return exchange
    }

    public func keep(_ exchange: ModelExchange) throws {
        var cassette = Cassette()
        cassette.exchanges = [exchange]
        try write(cassette.text, "\(exchange.question).json")
        let names = try FileIO.names(in: folder).filter { $0.utf8.count > Self.shortestQuestion }
        guard names.count > Self.most else { return }
        // Which are the oldest isn't worth knowing: all but the newest go.
        for name in names where name != "\(exchange.question).json" { try FileIO.remove(folder.appending(name)) }
    }

    public func structure(_ server: String) throws -> OutputStructure? {
        guard let file = try SourceFile.read(folder.appending(Self.servers), called: ".berry/replies/\(Self.servers)"),
            let root = try? Document(file).root, case .string(let word)? = root.member(server)?.value.value
        else { return nil }
        return OutputStructure(rawValue: word)
    }

    public func keep(_ structure: OutputStructure, for server: String) throws {
        guard try self.structure(server) != structure else { return }
        let file = try SourceFile.read(folder.appending(Self.servers), called: Self.servers)
        var members: [Node.Member] = []
        if let file, let root = try? Document(file).root, case .object(let known) = root.value {
            members = known.filter { $0.key != server }
        }
        members.append(Node.Member(server, Node(.string(structure.rawValue))))
        try write(CanonicalJSON.text(of: Node(.object(members)), expanded: true), Self.servers)
    }

    private static let servers = "servers.json"
    /// Digests are longer than the name of any other file.
    private static let shortestQuestion = 60

    private func name(_ question: String) -> String { ".berry/replies/\(question).json" }

    /// Asking takes minutes, during which nobody is kept from working; so files appear whole, and the last one stays.
    private func write(_ text: String, _ name: String) throws(DiagnosticsError) {
        try FileIO.checkInside(folder, of: project.root)
        try FileIO.createDirectory(folder)
        try FileIO.replace(
            folder.appending(name), with: Array(text.utf8), by: folder.appending("\(name).\(getpid())"))
    }
}
