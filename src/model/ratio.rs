//! Exact fractions. What the counts say is decided by comparing these; a float is
//! made of one only to be printed.

use std::cmp::Ordering;

/// A fraction that is not negative. Two are equal when their values are: 1/2 is 2/4.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    numerator: u128,
    denominator: u128,
}

impl Ratio {
    /// `numerator / denominator`, none where the denominator is 0.
    pub(super) const fn new(numerator: u128, denominator: u128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        Some(Self {
            numerator,
            denominator,
        })
    }

    /// The nearest float, for printing and never for deciding.
    pub const fn value(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The value times 100, halves rounded up. The value is at most 1.
    pub(super) const fn percent(self) -> u32 {
        let rounded = (200 * self.numerator + self.denominator) / (2 * self.denominator);
        rounded as u32
    }

    /// Whether two fractions differ by at most a third. All three are made of counts, so
    /// that their products fit.
    pub(super) const fn differs_by_at_most(self, other: Self, most: Self) -> bool {
        let left = self.numerator * other.denominator;
        let right = other.numerator * self.denominator;
        let both = self.denominator * other.denominator;
        left.abs_diff(right) * most.denominator <= most.numerator * both
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        order(
            (self.numerator, self.denominator),
            (other.numerator, other.denominator),
        )
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ratio {}

/// Orders two fractions by their cross products. Where those would not fit (pairs of
/// raters in counts near `u32::MAX`), by whole parts and then by the remainders upside
/// down, as in Euclid's algorithm, which ends because the denominators shrink.
fn order(a: (u128, u128), b: (u128, u128)) -> Ordering {
    if let (Some(left), Some(right)) = (a.0.checked_mul(b.1), b.0.checked_mul(a.1)) {
        return left.cmp(&right);
    }
    let whole = (a.0 / a.1).cmp(&(b.0 / b.1));
    match (whole, a.0 % a.1, b.0 % b.1) {
        (Ordering::Equal, 0, 0) => Ordering::Equal,
        (Ordering::Equal, 0, _) => Ordering::Less,
        (Ordering::Equal, _, 0) => Ordering::Greater,
        (Ordering::Equal, left, right) => order((b.1, right), (a.1, left)),
        (differ, _, _) => differ,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ratio(numerator: u128, denominator: u128) -> Ratio {
        Ratio::new(numerator, denominator).expect("a denominator that is not 0")
    }

    #[test]
    fn equal_values_are_equal_however_written() {
        assert_eq!(ratio(1, 2), ratio(2, 4));
        assert!(ratio(1, 3) > ratio(333_333, 1_000_000));
        assert!(ratio(2, 3) >= ratio(4, 6) && ratio(2, 3) < ratio(3, 4));
        assert_eq!(Ratio::new(1, 0), None);
    }

    #[test]
    fn halves_are_rounded_up() {
        let percents = [(0, 1), (1, 200), (1, 201), (625, 1000), (1, 1)];
        let rounded = percents.map(|(n, d)| ratio(n, d).percent());
        assert_eq!(rounded, [0, 1, 0, 63, 100]);
    }

    proptest! {
        /// The way round for large numbers agrees with cross products: the same
        /// fractions, widened until those no longer fit.
        #[test]
        fn large_fractions_are_ordered_like_small_ones(
            a in 0..1u64 << 20, b in 1..1u64 << 20, c in 0..1u64 << 20, d in 1..1u64 << 20,
            close in any::<bool>(),
        ) {
            let (a, b) = (u128::from(a), u128::from(b));
            let (c, d) = if close { (a + 1, b + 1) } else { (u128::from(c), u128::from(d)) };
            let wide = 1 << 100;
            prop_assert_eq!(ratio(a * wide, b * wide).cmp(&ratio(c * wide, d * wide)), (a * d).cmp(&(c * b)));
        }
    }
}
