/// Somebody who asks, as PostgreSQL sees them.
struct SurveyActor: Hashable {
    enum Circle: Hashable {
        case stranger, guest, anonymous, service
        /// Whoever stands in the relations that rows give it.
        case member
        /// A stranger with an app-wide role, or with a value in the profile: in words.
        case named(String)
        /// A member whose session has no second factor.
        case singleFactor
    }

    let circle: Circle
    let account: String?
    let role: String
    let claims: String

    init(_ circle: Circle, account: String?, roles: [String] = [], level: String = "aal2") {
        self.circle = circle
        self.account = account
        switch circle {
        case .anonymous: role = "anon"
        case .service: role = "service_role"
        default: role = "authenticated"
        }
        guard let account else {
            claims = role == "anon" ? "" : "{\"role\":\"\(role)\"}"
            return
        }
        let roleClaims = roles.first.map { role in
            ",\"user_role\":\"\(role)\",\"app_metadata\":{\"role\":\"\(role)\",\"roles\":[\"\(role)\"]}"
        }
        claims =
            "{\"role\":\"\(role)\",\"sub\":\"\(account)\",\"aal\":\"\(level)\",\"is_anonymous\":\(circle == .guest)"
            + (roleClaims ?? "") + "}"
    }

    /// - Parameter names: what may be the name of an app-wide role.
    static func all(_ accounts: [Account], names: [String], words: (String) -> String) -> [SurveyActor] {
        let members = accounts.filter(\.isMember)
        let stranger = accounts.first { !$0.isMember }?.id
        var actors = [SurveyActor(.anonymous, account: nil), SurveyActor(.service, account: nil)]
        actors += accounts.filter(\.isAnonymous).map { SurveyActor(.guest, account: $0.id) }
        actors.append(SurveyActor(.stranger, account: stranger))
        actors += members.map { SurveyActor(.member, account: $0.id) }
        actors += members.prefix(1).map { SurveyActor(.singleFactor, account: $0.id, level: "aal1") }
        actors += accounts.compactMap { account in
            account.quality.map { quality in
                SurveyActor(
                    .named("accounts whose \(words(quality.column)) is '\(quality.value)'"), account: account.id)
            }
        }
        actors += names.map { SurveyActor(.named($0), account: stranger, roles: [$0]) }
        return actors
    }
}
