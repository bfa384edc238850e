//! Which questions wait for which: circles and chains that no respondent's browser should have to walk.
//!
//! Everything here is a loop, never a recursion: it looks at hostile files before recursive code of `domain` does.

use std::collections::{BTreeSet, HashMap};

use domain::condition::Condition;
use domain::survey::Survey;

/// Deepest evaluation: the depths of all conditions along a chain of questions, added up. A browser has 1 MB of stack.
pub(crate) const MAX_DEPTH: usize = 400;
/// Most elementary conditions of one survey.
pub(crate) const MAX_LEAVES: usize = 20_000;

/// Who asks about whom, by the position of the question in the survey.
pub(crate) struct Dependence {
    /// Page and question conditions together.
    asks: Vec<Vec<usize>>,
    /// Questions in the same circle have the same number; everything else has a number of its own.
    circle: Vec<usize>,
    codes: HashMap<String, usize>,
    depth: Vec<usize>,
}

impl Dependence {
    pub(crate) fn of(survey: &Survey) -> Self {
        let codes: HashMap<String, usize> =
            survey.questions().enumerate().map(|(position, question)| (question.code.clone(), position)).collect();
        let mut asks = Vec::new();
        let mut depth = Vec::new();
        for page in &survey.pages {
            let (page_asks, page_depth) = leaves(page.visible_if.as_ref(), &codes);
            for question in &page.questions {
                let (mut asked, own_depth) = leaves(question.visible_if.as_ref(), &codes);
                asked.extend(&page_asks);
                asks.push(asked.into_iter().collect());
                depth.push(page_depth.max(own_depth));
            }
        }
        let circle = components(&asks);
        Self { asks, circle, codes, depth }
    }

    /// Whether the question `asking` (or its page) and the question `asked` wait for each other.
    pub(crate) fn in_circle(&self, asking: usize, asked: &str) -> bool {
        self.codes.get(asked).is_some_and(|asked| {
            self.circle[*asked] == self.circle[asking] && (*asked != asking || self.asks[asking].contains(&asking))
        })
    }

    pub(crate) fn has_circle(&self) -> bool {
        self.asks
            .iter()
            .enumerate()
            .any(|(asking, asked)| asked.iter().any(|asked| self.circle[*asked] == self.circle[asking]))
    }

    /// How deep evaluation goes for each question. `None` when there is a circle.
    pub(crate) fn depths(&self) -> Option<Vec<usize>> {
        if self.has_circle() {
            return None;
        }
        // Without circles the components are numbered so that what is asked comes before who asks.
        let mut order: Vec<usize> = (0..self.asks.len()).collect();
        order.sort_by_key(|question| self.circle[*question]);
        let mut total = vec![0_usize; self.asks.len()];
        for question in order {
            let below = self.asks[question].iter().map(|asked| total[*asked]).max().unwrap_or(0);
            total[question] = below.saturating_add(self.depth[question]);
        }
        Some(total)
    }
}

/// Why a survey's conditions are more than can be evaluated; a circle is left to `domain::definition`, which names it.
pub(crate) fn too_much(survey: &Survey) -> Option<String> {
    let mut count = 0;
    domain::definition::each_condition(survey, &mut |_, condition| condition.each_leaf(&mut |_| count += 1));
    if count > MAX_LEAVES {
        return Some(format!("die Bedingungen haben zusammen {count} Vergleiche, höchstens {MAX_LEAVES} sind erlaubt"));
    }
    let dependence = Dependence::of(survey);
    let deepest = dependence.depths().map_or_else(
        || dependence.depth.iter().fold(0_usize, |sum, depth| sum.saturating_add(*depth)),
        |depths| depths.into_iter().max().unwrap_or(0),
    );
    (deepest > MAX_DEPTH).then(|| {
        "die Bedingungen bauen in einer zu langen Kette aufeinander auf oder sind zu tief geschachtelt".to_owned()
    })
}

fn leaves(condition: Option<&Condition>, codes: &HashMap<String, usize>) -> (BTreeSet<usize>, usize) {
    let mut asked = BTreeSet::new();
    let mut deepest = 0;
    let mut open: Vec<(&Condition, usize)> = condition.map(|condition| (condition, 1)).into_iter().collect();
    while let Some((part, depth)) = open.pop() {
        deepest = deepest.max(depth);
        match part {
            Condition::All(parts) | Condition::Any(parts) => open.extend(parts.iter().map(|part| (part, depth + 1))),
            Condition::Not(inner) => open.push((inner, depth + 1)),
            leaf => asked.extend(leaf.question().and_then(|code| codes.get(code))),
        }
    }
    (asked, deepest)
}

/// Tarjan's strongly connected components with an explicit stack: a component's number is greater than those it reaches.
fn components(asks: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let count = asks.len();
    let (mut index, mut low, mut component) = (vec![NEW; count], vec![0; count], vec![NEW; count]);
    let (mut next_index, mut next_component) = (0, 0);
    let mut pending = Vec::new();
    for start in 0..count {
        if index[start] != NEW {
            continue;
        }
        let mut walk = vec![(start, 0)];
        while let Some(&mut (node, ref mut edge)) = walk.last_mut() {
            if *edge == 0 {
                index[node] = next_index;
                low[node] = next_index;
                next_index += 1;
                pending.push(node);
            }
            if let Some(&to) = asks[node].get(*edge) {
                *edge += 1;
                if index[to] == NEW {
                    walk.push((to, 0));
                } else if component[to] == NEW {
                    low[node] = low[node].min(index[to]);
                }
                // A node seen again keeps its index; `edge` above 0 says so.
                continue;
            }
            walk.pop();
            if let Some(&(parent, _)) = walk.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == index[node] {
                while let Some(member) = pending.pop() {
                    component[member] = next_component;
                    if member == node {
                        break;
                    }
                }
                next_component += 1;
            }
        }
    }
    component
}
