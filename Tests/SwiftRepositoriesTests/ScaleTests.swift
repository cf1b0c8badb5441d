import DomainModel
import Specification
import SwiftRepositories
import Testing

@Suite struct ScaleTests {
    /// Twice the entities take about twice the time: nothing is looked up by searching.
    @Test func timeGrowsWithTheModel() {
        let clock = ContinuousClock()
        _ = Self.model(entities: 10).swiftPackage()
        let small = clock.measure { _ = Self.model(entities: 200).swiftPackage() }
        let large = clock.measure { _ = Self.model(entities: 1_600).swiftPackage() }
        #expect(large < small * 8 * 3, "\(small) for 200 entities, \(large) for 1,600")
    }

    static func model(entities count: Int) -> DomainModel {
        var model = DomainModel(name: "scale", target: .postgres)
        for number in 0..<count {
            var entity = DomainModel.Entity(
                name: "Thing\(number)", table: "things_\(number)", key: .id(.uuid), hasTimestamps: true)
            for field in 0..<8 {
                var attribute = DomainModel.Attribute(
                    name: "field\(field)", column: "field_\(field)", type: field % 2 == 0 ? .text : .integer,
                    isRequired: field < 3)
                attribute.maxLength = field % 2 == 0 ? 100 : nil
                entity.attributes.append(attribute)
            }
            for (name, target) in [("previous", max(0, number - 1)), ("first", 0)] {
                entity.references.append(
                    .init(
                        name: name, columns: ["\(name)_id"], target: .entity("Thing\(target)"), isRequired: false,
                        onDelete: .setNull))
            }
            entity.uniques = [.init(name: "things_\(number)_key", columns: ["field_0"])]
            model.entities.append(entity)
            if number > 0 {
                model.junctions.append(
                    .init(
                        name: "Thing\(number)Link", table: "thing_\(number)_links", relation: "links",
                        declaring: .init(name: "a", target: .entity("Thing\(number)"), columns: ["a_id"]),
                        other: .init(name: "b", target: .entity("Thing\(number - 1)"), columns: ["b_id"])))
            }
        }
        return model
    }
}
