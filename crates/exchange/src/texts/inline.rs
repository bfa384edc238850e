//! Emphasis and links inside one block: Markdown as runs of words, and runs as Markdown. The words are exactly those of
//! [`domain::text::wording::words`], so that line numbers and quotations fit whatever file a text is in.

use domain::text::blocks::{Block, BlockKind};
use domain::text::markdown;

/// How a run looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    /// Where it leads.
    pub link: Option<String>,
}

impl Look {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub text: String,
    pub look: Look,
}

/// The runs of a block.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut found = Vec::new();
    parse(text, &Look::default(), &mut found);
    found
}

/// The marks are told from words by the same rules as in `words`, sign by sign; a property test holds them together.
fn parse(text: &str, around: &Look, found: &mut Vec<Run>) {
    let mut look = around.clone();
    let mut rest = text;
    let mut before = ' ';
    // Of a mark of two signs: the second is still to come.
    let mut second = false;
    let mut is_picture = false;
    while let Some(first) = rest.chars().next() {
        let length = first.len_utf8();
        let behind = &rest[length..];
        let after = behind.chars().next().unwrap_or(' ');
        let inside_word = before.is_alphanumeric() && after.is_alphanumeric();
        let stands_alone = before.is_whitespace() && after.is_whitespace();
        let star = first == '*' && !inside_word && !stands_alone;
        let line = first == '_' && !inside_word;
        let (words, used) = match first {
            '\\' if after.is_ascii_punctuation() => (&rest[length..=length], length + 1),
            '*' | '_' if star || line => {
                if second {
                    second = false;
                } else if after == first {
                    second = true;
                    let mark = if star { "**" } else { "__" };
                    look.bold = !look.bold && behind[1..].contains(mark);
                } else {
                    look.italic = !look.italic && behind.contains(first);
                }
                ("", length)
            }
            '~' if after == '~' => ("", 2),
            '`' => {
                look.code = !look.code && behind.contains('`');
                ("", length)
            }
            '!' if after == '[' && link(behind).is_some() => {
                is_picture = true;
                ("", length)
            }
            '[' => match link(rest) {
                Some((inside, target, used)) => {
                    let target = if is_picture { look.link.clone() } else { Some(target.to_owned()) };
                    is_picture = false;
                    parse(inside, &Look { link: target, ..look.clone() }, found);
                    ("", used)
                }
                None => (&rest[..length], length),
            },
            '<' => match rest.find('>').filter(|_| after.is_ascii_alphabetic() || after == '/') {
                Some(end) => (if rest[..end].starts_with("<br") { "\n" } else { "" }, end + 1),
                None => (&rest[..length], length),
            },
            _ => (&rest[..length], length),
        };
        push(found, words, &look);
        before = first;
        rest = &rest[used..];
    }
}

/// Adds words to the last run when they look the same.
pub(super) fn push(runs: &mut Vec<Run>, words: &str, look: &Look) {
    match runs.last_mut() {
        _ if words.is_empty() => {}
        Some(last) if last.look == *look => last.text.push_str(words),
        _ => runs.push(Run { text: words.to_owned(), look: look.clone() }),
    }
}

/// The words and the target of a link that starts here, and how long all of it is. Looks no further than the next bracket: a text
/// full of brackets costs no more than another.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let inside = &text[1..];
    let inside = &inside[..inside.find('[').unwrap_or(inside.len())];
    let middle = inside.find("](")?;
    let target = &text[middle + 3..];
    let end = target.find(['\n', ')']).filter(|end| target[*end..].starts_with(')'))?;
    Some((&inside[..middle], &target[..end], middle + 3 + end + 1))
}

/// Runs as the text of a block of this kind that Markdown reads as one block of the same words. What Markdown cannot say, such as
/// emphasis inside a word, is left out. Empty when there is no word.
pub(super) fn text(runs: &[Run], kind: BlockKind) -> String {
    if kind == BlockKind::Verbatim {
        let raw: String = runs.iter().map(|run| run.text.as_str()).collect();
        return if raw.trim().is_empty() { String::new() } else { raw.trim_matches('\n').to_owned() };
    }
    let runs = tidy(runs, matches!(kind, BlockKind::Heading(_)));
    let linked = runs.iter().any(|run| run.look.link.is_some() || run.text.contains("]("));
    let mut written = String::new();
    for (place, run) in runs.iter().enumerate() {
        let next_is_link = runs.get(place + 1).is_some_and(|next| next.look.link.is_some());
        let marks = [(run.look.bold, "**"), (run.look.italic, "*"), (run.look.code, "`")];
        if run.look.link.is_some() {
            written.push('[');
        }
        marks.iter().filter(|(on, _)| *on).for_each(|(_, mark)| written.push_str(mark));
        escape(&mut written, &run.text, linked, next_is_link);
        marks.iter().rev().filter(|(on, _)| *on).for_each(|(_, mark)| written.push_str(mark));
        if let Some(target) = &run.look.link {
            written.extend(["](", target.as_str(), ")"]);
        }
    }
    as_one_block(written, kind)
}

/// Runs whose marks can be written: no blanks at their edges, no empty lines, no two looks that touch.
fn tidy(runs: &[Run], in_heading: bool) -> Vec<Run> {
    let mut tidied: Vec<Run> = Vec::new();
    for run in runs {
        let mut look = run.look.clone();
        look.bold &= !in_heading;
        look.code &= !run.text.contains(|sign: char| sign.is_ascii_punctuation() && !",.;:()-=+/".contains(sign));
        look.link = look.link.filter(|_| !run.text.contains(['[', ']', '\n', '!']));
        let core = run.text.trim();
        let start = run.text.len() - run.text.trim_start().len();
        push_lines(&mut tidied, &run.text[..start], &Look::default());
        push_lines(&mut tidied, core, &look);
        push_lines(&mut tidied, &run.text[start + core.len()..], &Look::default());
    }
    if let Some(last) = tidied.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    let mut kept: Vec<Run> = Vec::new();
    for place in 0..tidied.len() {
        let mut look = tidied[place].look.clone();
        let alone = |text: Option<char>| text.is_some_and(char::is_alphanumeric);
        let last = kept.last().and_then(|run| run.text.chars().last());
        let next = tidied.get(place + 1).and_then(|run| run.text.chars().next());
        let touches = |outer: Option<char>, inner: Option<char>| alone(outer) && alone(inner);
        let inside_word =
            touches(last, tidied[place].text.chars().next()) || touches(next, tidied[place].text.chars().last());
        if look.italic && inside_word {
            look.italic = false;
        }
        if kept.last().is_some_and(|before| !before.look.is_plain() && before.look != look) {
            look = Look::default();
        }
        push(&mut kept, &tidied[place].text, &look);
    }
    kept.retain(|run| !run.text.is_empty());
    kept
}

/// Adds words; blanks around line breaks and empty lines go.
fn push_lines(runs: &mut Vec<Run>, words: &str, look: &Look) {
    for (count, line) in words.split('\n').enumerate() {
        if count > 0 {
            while let Some(last) = runs.last_mut() {
                last.text.truncate(last.text.trim_end_matches([' ', '\t', '\u{a0}']).len());
                if !last.text.is_empty() {
                    break;
                }
                runs.pop();
            }
        }
        let fresh = runs.last().is_none_or(|last| last.text.ends_with('\n'));
        if count > 0 && !fresh {
            push(runs, "\n", look);
        }
        let fresh = runs.last().is_none_or(|last| last.text.ends_with('\n'));
        push(runs, if fresh { line.trim_start() } else { line }, look);
    }
}

fn escape(written: &mut String, words: &str, linked: bool, next_is_link: bool) {
    let mut before = None;
    let mut signs = words.chars().peekable();
    while let Some(sign) = signs.next() {
        let after = signs.peek().copied();
        let is = |sign: Option<char>, what: fn(char) -> bool| sign.is_some_and(what);
        let inside = is(before, char::is_alphanumeric) && is(after, char::is_alphanumeric);
        let alone = is(before, char::is_whitespace) && is(after, char::is_whitespace);
        let mark = match sign {
            '*' => !inside && !alone,
            '_' => !inside,
            '`' => true,
            '~' => after == Some('~'),
            '\\' => after.is_none_or(|after| after.is_ascii_punctuation()),
            '[' => linked,
            '<' => after.is_none_or(|after| after.is_ascii_alphabetic() || after == '/'),
            '!' => {
                if after.is_none() {
                    next_is_link
                } else {
                    linked && after == Some('[')
                }
            }
            _ => false,
        };
        if mark {
            written.push('\\');
        }
        written.push(sign);
        before = Some(sign);
    }
}

/// The text so that Markdown reads it as one block of this kind: what only looks like a mark at the start of a line is escaped.
fn as_one_block(text: String, kind: BlockKind) -> String {
    let text = if matches!(kind, BlockKind::Heading(_)) { text.replace('\n', " ") } else { text };
    let block = Block { kind, text };
    if block.text.is_empty() || is_one(&block) {
        return block.text;
    }
    let mut lines: Vec<String> = block.text.lines().map(guarded).collect();
    if let (BlockKind::Heading(_), Some(last)) = (kind, lines.last_mut())
        && last.ends_with('#')
    {
        last.insert(last.len() - 1, '\\');
    }
    lines.join("\n")
}

fn is_one(block: &Block) -> bool {
    let read = markdown::read(&markdown::write([block]));
    match (read.as_slice(), block.kind) {
        // An item alone stands outermost, whatever its depth.
        ([only], BlockKind::Item { .. }) => only.text == block.text && matches!(only.kind, BlockKind::Item { .. }),
        ([only], _) => only == block,
        _ => false,
    }
}

fn guarded(line: &str) -> String {
    let behind_another = format!("x\n{line}");
    if markdown::read(&behind_another) == [Block::paragraph(behind_another)] {
        return line.to_owned();
    }
    if let Some(rest) = line.strip_prefix("• ") {
        return format!("· {rest}");
    }
    let marked = line
        .find(['.', ')'])
        .filter(|end| (1..=3).contains(end) && line[..*end].chars().all(|sign| sign.is_ascii_alphanumeric()));
    match (line.chars().next(), marked) {
        (Some(first), _) if first.is_ascii_punctuation() && first != '\\' => format!("\\{line}"),
        (_, Some(end)) => format!("{}\\{}", &line[..end], &line[end..]),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
#[path = "inline_tests.rs"]
mod tests;
