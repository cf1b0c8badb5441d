internal import DomainModel
internal import Naming
internal import Specification

extension AccessSummary {
    /// What the functions of the module `shareLinks` give beside the rules.
    mutating func addShareLinks(of model: DomainModel) {
        guard let links = model.shareLinks else { return }
        let routes = model.linkRoutes
        for entity in model.entities {
            guard let route = routes[entity.name] else { continue }
            var shown = route.columns == nil ? [] : [phrase(entity.name)]
            for rule in route.parents {
                guard case .through(let step, _) = rule.who, !shown.contains(phrase(step.entity)) else { continue }
                shown.append(phrase(step.entity))
            }
            add(["whoever has a link to the \(shown.joined(separator: " or the "))"], to: .read, of: entity.name)
        }
        let targets = links.targets.map { phrase($0.entity) }
        add(["whoever may update the \(targets.joined(separator: " or the "))"], to: .create, of: links.entity)
    }
}
