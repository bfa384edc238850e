//! `LimeSurvey`'s relevance expressions as conditions of `domain`.
//!
//! `LimeSurvey` knows only true and false, `domain` also unknown. The translation says explicitly what `LimeSurvey` does with
//! missing values, so that *unknown* here always means *false* there:
//! - A shown question without answer is the empty text: `x != 'a'` and `!(x > 3)` are true for it, `x < 3` is not.
//! - With `.NAOK` a hidden question is the empty text as well.
//! - Without `.NAOK` a hidden question makes the comparison false, whatever it says. (`LimeSurvey`'s browser code makes the
//!   whole expression false, its server code only treats the operand as empty; the products disagree with themselves. One
//!   comparison is the reading that authors mean by `a == 'x' or b == 'y'`.) So `x != 'a'` becomes "differs, or is empty
//!   while its own condition holds".
//!
//! What nothing here can answer becomes [`domain::condition::Condition::Unresolved`], as it came, and is never true.

mod compare;
mod names;
mod parse;
mod token;
mod translate;

pub(crate) use names::{Known, Shown};
pub(crate) use parse::{Node, Tree, parse};
pub(crate) use token::Comparison;
pub(crate) use translate::{Truth, leaf_count, translate};
