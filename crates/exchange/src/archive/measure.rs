//! Is a spreadsheet file safe to unpack? Measures what its parts unpack to without unpacking them.
//!
//! What an archive says about its own sizes is not believed: the compressed streams are walked through and counted.

/// Most bytes that all parts together may unpack to.
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
/// Most parts.
const MAX_PARTS: usize = 2_000;

/// Why an archive is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsafe {
    /// Not built as spreadsheet programs do, encrypted or damaged.
    Strange,
    /// Unpacks to more than can be meant.
    TooLarge,
}

/// Walks through an archive of the plain kind: one disk, no comment, the directory right before its end.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Unsafe> {
    let end = bytes.len().checked_sub(22).ok_or(Unsafe::Strange)?;
    let plain =
        bytes.starts_with(b"PK\x03\x04") && bytes[end..].starts_with(b"PK\x05\x06") && short(bytes, end + 20)? == 0;
    let parts = short(bytes, end + 10)?;
    let (size, start) = (long(bytes, end + 12)?, long(bytes, end + 16)?);
    if !plain || parts > MAX_PARTS || start.checked_add(size) != Some(end) {
        return Err(Unsafe::Strange);
    }
    let (mut place, mut total) = (start, 0);
    for _ in 0..parts {
        if !bytes.get(place..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")) {
            return Err(Unsafe::Strange);
        }
        let data = part(bytes, long(bytes, place + 42)?, long(bytes, place + 20)?)?;
        let encrypted = short(bytes, place + 8)? & 1 == 1;
        total += match short(bytes, place + 10)? {
            _ if encrypted => return Err(Unsafe::Strange),
            0 => data.len() as u64,
            8 => unpacked(data, MAX_UNPACKED - total)?,
            _ => return Err(Unsafe::Strange),
        };
        if total > MAX_UNPACKED {
            return Err(Unsafe::TooLarge);
        }
        place += 46 + short(bytes, place + 28)? + short(bytes, place + 30)? + short(bytes, place + 32)?;
    }
    if place == end { Ok(()) } else { Err(Unsafe::Strange) }
}

/// The compressed bytes of a part whose own head is at `place`.
fn part(bytes: &[u8], place: usize, size: usize) -> Result<&[u8], Unsafe> {
    let head = bytes.get(place..).filter(|rest| rest.starts_with(b"PK\x03\x04")).ok_or(Unsafe::Strange)?;
    let start = 30 + short(head, 26)? + short(head, 28)?;
    head.get(start..start.saturating_add(size)).ok_or(Unsafe::Strange)
}

fn short(bytes: &[u8], place: usize) -> Result<usize, Unsafe> {
    match bytes.get(place..place + 2) {
        Some([low, high]) => Ok(usize::from(u16::from_le_bytes([*low, *high]))),
        _ => Err(Unsafe::Strange),
    }
}

fn long(bytes: &[u8], place: usize) -> Result<usize, Unsafe> {
    match bytes.get(place..place + 4) {
        Some([a, b, c, d]) => usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).map_err(|_| Unsafe::Strange),
        _ => Err(Unsafe::Strange),
    }
}

/// Bits of a stream, the lowest first.
struct Bits<'a> {
    bytes: &'a [u8],
    /// In bits.
    place: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: usize) -> Result<usize, Unsafe> {
        let mut value = 0;
        for bit in 0..count {
            let byte = self.bytes.get(self.place / 8).ok_or(Unsafe::Strange)?;
            value |= usize::from(byte >> (self.place % 8) & 1) << bit;
            self.place += 1;
        }
        Ok(value)
    }
}

/// A canonical Huffman code: how many codes of each length, and the symbols in the order of their codes.
struct Code {
    counts: [usize; 16],
    symbols: Vec<usize>,
}

impl Code {
    fn of(lengths: &[usize]) -> Self {
        let mut counts = [0; 16];
        for length in lengths {
            counts[*length] += 1;
        }
        let mut symbols: Vec<usize> = (0..lengths.len()).filter(|symbol| lengths[*symbol] > 0).collect();
        symbols.sort_by_key(|symbol| lengths[*symbol]);
        counts[0] = 0;
        Self { counts, symbols }
    }

    fn next(&self, bits: &mut Bits<'_>) -> Result<usize, Unsafe> {
        let (mut code, mut first, mut index) = (0_usize, 0_usize, 0_usize);
        for count in &self.counts[1..] {
            code |= bits.take(1)?;
            if code < first + count {
                return self.symbols.get(index + (code - first)).copied().ok_or(Unsafe::Strange);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(Unsafe::Strange)
    }
}

const LENGTHS: [(usize, usize); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// How many bytes a deflated stream (RFC 1951) unpacks to.
fn unpacked(stream: &[u8], most: u64) -> Result<u64, Unsafe> {
    let mut bits = Bits { bytes: stream, place: 0 };
    let mut total: u64 = 0;
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => {
                bits.place = bits.place.next_multiple_of(8);
                let length = bits.take(16)?;
                bits.place += 16 + length * 8;
                if bits.place > stream.len() * 8 {
                    return Err(Unsafe::Strange);
                }
                total += length as u64;
            }
            1 => {
                let lengths: Vec<usize> = (0..288)
                    .map(|symbol| match symbol {
                        144..256 => 9,
                        256..280 => 7,
                        _ => 8,
                    })
                    .collect();
                block(&mut bits, &Code::of(&lengths), &Code::of(&[5; 30]), &mut total, most)?;
            }
            2 => {
                let (codes, distances) = tables(&mut bits)?;
                block(&mut bits, &codes, &distances, &mut total, most)?;
            }
            _ => return Err(Unsafe::Strange),
        }
        if total > most {
            return Err(Unsafe::TooLarge);
        }
        if last {
            return Ok(total);
        }
    }
}

fn tables(bits: &mut Bits<'_>) -> Result<(Code, Code), Unsafe> {
    let (codes, distances, described) = (bits.take(5)? + 257, bits.take(5)? + 1, bits.take(4)? + 4);
    let mut lengths = [0; 19];
    for place in &ORDER[..described] {
        lengths[*place] = bits.take(3)?;
    }
    let describing = Code::of(&lengths);
    let mut lengths = Vec::with_capacity(codes + distances);
    while lengths.len() < codes + distances {
        let (length, times) = match describing.next(bits)? {
            16 => (lengths.last().copied().ok_or(Unsafe::Strange)?, bits.take(2)? + 3),
            17 => (0, bits.take(3)? + 3),
            18 => (0, bits.take(7)? + 11),
            length => (length, 1),
        };
        lengths.extend(std::iter::repeat_n(length, times));
    }
    if lengths.len() != codes + distances {
        return Err(Unsafe::Strange);
    }
    Ok((Code::of(&lengths[..codes]), Code::of(&lengths[codes..])))
}

fn block(bits: &mut Bits<'_>, codes: &Code, distances: &Code, total: &mut u64, most: u64) -> Result<(), Unsafe> {
    loop {
        match codes.next(bits)? {
            0..256 => *total += 1,
            256 => return Ok(()),
            symbol => {
                let (base, extra) = LENGTHS.get(symbol - 257).copied().ok_or(Unsafe::Strange)?;
                *total += (base + bits.take(extra)?) as u64;
                let distance = distances.next(bits)?;
                bits.take(distance.saturating_sub(2) / 2)?;
            }
        }
        if *total > most {
            return Err(Unsafe::TooLarge);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream of a fixed code that repeats a zero byte 258 × `times` times.
    fn bomb(times: usize) -> Vec<u8> {
        let mut bits: Vec<u8> = vec![1, 1, 0];
        let literal_zero = [0, 0, 1, 1, 0, 0, 0, 0];
        bits.extend(literal_zero);
        for _ in 0..times {
            // Symbol 285 (length 258) is 11000101, then distance code 0.
            bits.extend([1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
        }
        bits.extend([0; 7]);
        bits.chunks(8).map(|byte| byte.iter().enumerate().fold(0, |sum, (place, bit)| sum | bit << place)).collect()
    }

    #[test]
    fn streams_are_counted_without_being_unpacked() {
        assert_eq!(unpacked(&bomb(0), 10), Ok(1));
        assert_eq!(unpacked(&bomb(1_000), 1_000_000), Ok(258_001));
        assert_eq!(unpacked(&bomb(1_000), 1_000), Err(Unsafe::TooLarge));
        assert_eq!(unpacked(&[1, 2, 0, 0xfd, 0xff, 7, 7], 10), Ok(2), "stored");
        assert_eq!(unpacked(&[], 10), Err(Unsafe::Strange));
        assert_eq!(unpacked(&[7], 10), Err(Unsafe::Strange));
    }

    #[test]
    fn what_a_spreadsheet_program_writes_is_safe_and_damage_is_seen() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_string(0, 0, "Name ".repeat(500)).expect("a cell");
        let bytes = book.save_to_buffer().expect("a file");
        assert_eq!(check(&bytes), Ok(()));
        assert_eq!(check(&bytes[..bytes.len() - 1]), Err(Unsafe::Strange));
        assert_eq!(check(b"PK\x03\x04"), Err(Unsafe::Strange));
        let mut commented = bytes.clone();
        commented.extend(b"x");
        assert_eq!(check(&commented), Err(Unsafe::Strange));
    }
}
