import Testing

@testable import Pipeline

@Suite struct PathTests {
    @Test(arguments: ["docs/model.md", "berry.json", ".berry/model.json"])
    func staysInside(path: String) { #expect(ProjectFolder.contains(path)) }

    @Test(arguments: ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/", "a\0b"])
    func leadsElsewhere(path: String) { #expect(!ProjectFolder.contains(path)) }
}
