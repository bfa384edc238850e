//! Percentiles and medians, and how figures are written.

use std::time::Duration;

/// The smallest value that `percent` of all values do not exceed (nearest rank); zero when there are none.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// The middle value; the mean of the two middle ones for an even count; zero when there are none.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match (values.get(middle), values.len() % 2) {
        (None, _) => 0.0,
        (Some(value), 1) => *value,
        (Some(value), _) => f64::midpoint(values[middle - 1], *value),
    }
}

/// The median of what `of` finds in each.
pub fn median_of<T>(all: &[T], of: impl Fn(&T) -> f64) -> f64 {
    median(all.iter().map(of))
}

#[expect(clippy::cast_precision_loss, reason = "what is counted here stays far below 2^52")]
pub fn float(number: u64) -> f64 {
    number as f64
}

pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// A whole number with commas: `12,345`.
pub fn whole(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Milliseconds with as many digits as mean something: `3.2 ms`, `48 ms`.
pub fn in_ms(milliseconds: f64) -> String {
    if milliseconds < 10.0 { format!("{milliseconds:.1} ms") } else { format!("{} ms", whole(milliseconds)) }
}

/// Thousands of bytes: `41.3 kB`.
pub fn in_kb(bytes: u64) -> String {
    format!("{:.1} kB", float(bytes) / 1e3)
}

/// Millions of bytes: `96 MB`.
pub fn in_mb(bytes: f64) -> String {
    format!("{} MB", whole(bytes / 1e6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let sorted: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        let all = [50, 95, 99, 100].map(|percent| percentile(&sorted, percent).as_millis());
        assert_eq!(all, [100, 190, 198, 200]);
        assert_eq!(percentile(&sorted[..1], 50).as_millis(), 1);
        assert_eq!(percentile(&[], 95), Duration::ZERO);
    }

    #[test]
    fn medians_of_even_counts_lie_between() {
        assert!((median([4.0, 1.0, 3.0, 2.0]) - 2.5).abs() < 1e-9);
        assert!((median([9.0, 1.0, 5.0]) - 5.0).abs() < 1e-9);
    }

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!([whole(12.4), whole(123.0), whole(1_234_567.8)], ["12", "123", "1,234,568"]);
    }
}
