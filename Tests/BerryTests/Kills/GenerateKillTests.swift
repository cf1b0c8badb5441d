import Testing

/// A run of `generate` that is killed, wherever that is, loses nothing: the next one ends as if nothing had happened.
@Suite struct GenerateKillTests {
    @Test func everyPlace() async throws {
        let (expected, places, _) = try await Self.uninterrupted()
        let kills = try await inPairs(places) { place in
            try await Project.with { project in
                let run = try await project.kill(at: place, "generate")
                #expect(run.status == -9, "\(place.variable) wasn't passed: \(run.everything)")
                try await Self.expectRecovery(of: project, expected, "\(place.variable)")
                return Kills(in: Kills.stage(of: place.name))
            }
        }
        kills.report("generate, at every place")
        let stages = [
            "specification", "model", "schema", "access", "seeds", "swift", "documents", "describe", "migration",
        ]
        for stage in stages { #expect(kills.stages[stage] ?? 0 > 0, "no kill in \(stage)") }
    }

    @Test func randomMoments() async throws {
        let (expected, _, duration) = try await Self.uninterrupted()
        var generator = SeededGenerator(state: 2)
        let moments = (0..<Kills.randomMoments).map { _ in duration * Double.random(in: 0...1, using: &generator) }
        let kills = try await inPairs(moments) { moment in
            try await Kills.beforeTheEnd(moment) { moment in
                try await Project.with { project in
                    let (run, stage) = try await project.kill(after: moment, "generate")
                    try await Self.expectRecovery(of: project, expected, "\(moment)")
                    return run.status == -9 ? stage : nil
                }
            }
        }
        kills.report("generate, at random moments")
        #expect(kills.total == moments.count)
    }

    /// What one run left is put in order by the next, which may be killed as well.
    @Test func whileRecovering() async throws {
        let (expected, _, _) = try await Self.uninterrupted()
        let places = ["recover.before-rename", "recover.after-rename"].flatMap { name in
            [1, 3].map { Place(name: name, occurrence: $0) }
        }
        let kills = try await inPairs(places) { place in
            try await Project.with { project in
                let half = Place(name: "generate.swift.after-rename", occurrence: 5)
                #expect(try await project.kill(at: half, "generate").status == -9)
                let run = try await project.kill(at: place, "generate")
                #expect(run.status == -9, "\(place.variable) wasn't passed: \(run.everything)")
                try await Self.expectRecovery(of: project, expected, "\(place.variable)")
                return Kills(in: Kills.stage(of: place.name))
            }
        }
        kills.report("generate, while recovering")
        #expect(kills.total == places.count)
    }

    /// A change of the specification replaces and removes files; killed in between, it still happens as a whole.
    @Test func whileReplacingAndRemoving() async throws {
        let (expected, places) = try await Project.with { project in
            try await Self.prepareChange(project)
            let (run, passed) = try await project.log("generate")
            try #require(run.status == 0, "\(run.everything)")
            return (
                try Snapshot(project),
                Place.places(in: passed).filter { $0.name.contains("rename") || $0.name.contains("end") }
            )
        }
        let kills = try await inPairs(places) { place in
            try await Project.with { project in
                try await Self.prepareChange(project)
                let run = try await project.kill(at: place, "generate")
                #expect(run.status == -9, "\(place.variable) wasn't passed: \(run.everything)")
                try await Self.expectRecovery(of: project, expected, "\(place.variable)")
                return Kills(in: Kills.stage(of: place.name))
            }
        }
        kills.report("generate, while replacing and removing")
        #expect(kills.stages["schema"] ?? 0 > 0)
    }

    private static func prepareChange(_ project: Project) async throws {
        try project.write("spec/specification.json", Project.specification(of: "blog"))
        try await project.succeed("generate", "--until", "schema")
        try project.write("spec/specification.json", Project.specification(of: "todo"))
    }

    private static func uninterrupted() async throws -> (Snapshot, [Place], Duration) {
        try await Project.with { project in
            let start = ContinuousClock.now
            let (run, passed) = try await project.log("generate")
            try #require(run.status == 0, "\(run.everything)")
            return (try Snapshot(project), Place.places(in: passed), ContinuousClock.now - start)
        }
    }

    private static func expectRecovery(of project: Project, _ expected: Snapshot, _ place: String) async throws {
        let run = try await project.berry("generate")
        #expect(run.status == 0, "after \(place): \(run.everything)")
        let found = try Snapshot(project)
        #expect(found == expected, "after \(place): \(found.difference(expected))")
        #expect(!project.exists(".berry/pending"), "after \(place)")
    }
}
