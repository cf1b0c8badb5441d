/// Choices that are the same in every run.
public struct SeededChoice: Sendable {
    private var state: UInt64

    public init(seed: Int) {
        state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03
    }

    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state ^ (state >> 33)
        mixed = mixed &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 29)
    }

    public mutating func number(below limit: Int) -> Int { limit < 1 ? 0 : Int(next() % UInt64(limit)) }

    public mutating func chance(_ percent: Int) -> Bool { number(below: 100) < percent }

    public mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[number(below: elements.count)]
    }

    /// So many of them at most, in their order.
    public mutating func some<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        var positions = Array(elements.indices)
        while positions.count > count { positions.remove(at: number(below: positions.count)) }
        return positions.map { elements[$0] }
    }
}
