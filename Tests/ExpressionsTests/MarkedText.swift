/// A text in which `1️⃣` marks a place, as swift-format's tests have it: `price 1️⃣> 0`.
struct MarkedText {
    let text: String
    /// The byte at which the marker stood; nil without one.
    let offset: Int?

    init(_ marked: String) {
        var text = String.UnicodeScalarView()
        var offset: Int?
        var rest = marked.unicodeScalars[...]
        let marker = "1️⃣".unicodeScalars
        while let scalar = rest.first {
            if offset == nil, rest.starts(with: marker) {
                offset = String(text).utf8.count
                rest.removeFirst(marker.count)
            } else {
                text.append(scalar)
                rest.removeFirst()
            }
        }
        self.text = String(text)
        self.offset = offset
    }
}
