/// Words that need backticks where Swift expects a declaration's name.
///
/// Source: The Swift Programming Language, "Lexical Structure", keywords used in declarations, statements,
/// expressions and types.
public let swiftKeywords: Set<String> = Set(
    """
    associatedtype borrowing class consuming deinit enum extension fileprivate func import init inout internal \
    let nonisolated open operator precedencegroup private protocol public rethrows static struct subscript \
    typealias var break case catch continue default defer do else fallthrough for guard if in repeat return \
    switch throw where while Any as await false is nil self Self super throws true try
    """.split(separator: " ").map(String.init))

/// `name` as a Swift declaration: in backticks where it is a keyword.
public func swiftIdentifier(_ name: String) -> String { swiftKeywords.contains(name) ? "`\(name)`" : name }
