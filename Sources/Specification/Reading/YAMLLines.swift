internal import Yams

/// Where lines begin as the YAML library counts them: YAML 1.1 breaks lines at more than a line feed.
struct YAMLLines {
    private var starts: [Int]

    init(_ bytes: [UInt8]) {
        // A byte order mark is no column.
        starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let following = bytes[index + 1..<min(index + 3, bytes.count)]
            switch byte {
            case 0x0D where following.first == 0x0A: index += 1
            case 0x0A, 0x0D: break
            // U+0085, U+2028, U+2029
            case 0xC2 where following.first == 0x85: index += 1
            case 0xE2 where following.starts(with: [0x80, 0xA8]) || following.starts(with: [0x80, 0xA9]): index += 2
            default:
                index += 1
                continue
            }
            index += 1
            starts.append(index)
        }
    }

    /// The offset of a place; the end of the text when it lies outside.
    func offset(of mark: Mark, in bytes: [UInt8]) -> Int {
        guard mark.line >= 1, mark.line <= starts.count else { return bytes.count }
        var offset = starts[mark.line - 1]
        var remaining = mark.column - 1
        while remaining > 0, offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            remaining -= 1
        }
        return offset
    }

    /// How many bytes lie between `offset` and the beginning of its line.
    func column(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return offset - starts[low]
    }
}
