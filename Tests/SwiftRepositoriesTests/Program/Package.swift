// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "Program",
    platforms: [.macOS(.v14)],
    dependencies: [.package(path: "../Packages/TodoData")],
    targets: [
        .executableTarget(name: "Program", dependencies: ["TodoData"])
    ]
)
