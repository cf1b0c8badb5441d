/// A token that is told once, of which the database keeps the hash.
enum SecretToken {
    /// The variable that holds a new one, for the declarations of a function.
    static let declaration = """
          -- 244 random bits.
          token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
        """

    /// What is kept of the token that an expression answers.
    static func hash(of token: String) -> String { "encode(sha256(convert_to(\(token), 'UTF8')), 'hex')" }
}
