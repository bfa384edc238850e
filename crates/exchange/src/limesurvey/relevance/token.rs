//! Cuts a `LimeSurvey` expression into its smallest parts.

/// Where a part stands: byte positions in the expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: usize,
    pub to: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Or,
    And,
    Not,
    Compare(Comparison),
    /// A single `=`: `LimeSurvey` takes it for an assignment.
    SingleEquals,
    Open,
    Close,
    Comma,
    /// `+ - * /` and the like; only the minus before a number is understood.
    Arithmetic(char),
    Number(f64),
    Text(String),
    /// Name and, behind a dot, the attribute.
    Name(String, Option<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// Why an expression could not be read, in German, and the place (byte position).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub at: usize,
    pub reason: String,
}

pub(crate) fn tokens(source: &str) -> Result<Vec<(Token, Span)>, Unreadable> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = source[at..].chars().next() {
        if sign.is_whitespace() {
            at += sign.len_utf8();
            continue;
        }
        let rest = &source[at..];
        let (token, length) = match sign {
            '\'' | '"' => text(rest, sign).ok_or_else(|| Unreadable {
                at,
                reason: "ein Text in Anführungszeichen wird nicht geschlossen".to_owned(),
            })?,
            _ if sign.is_ascii_digit() => number_or_old_code(rest)
                .ok_or_else(|| Unreadable { at, reason: "hier steht weder eine Zahl noch ein Code".to_owned() })?,
            _ if sign.is_alphabetic() || sign == '_' => name(rest),
            _ => sign_token(rest)
                .ok_or_else(|| Unreadable { at, reason: format!("das Zeichen „{sign}“ gehört nicht hierher") })?,
        };
        found.push((token, Span { from: at, to: at + length }));
        at += length;
    }
    Ok(found)
}

fn sign_token(rest: &str) -> Option<(Token, usize)> {
    let two = |token| Some((token, 2));
    let one = |token| Some((token, 1));
    if let Some(both) = rest.get(..2) {
        match both {
            "||" => return two(Token::Or),
            "&&" => return two(Token::And),
            "==" => return two(Token::Compare(Comparison::Equal)),
            "!=" | "<>" => return two(Token::Compare(Comparison::NotEqual)),
            "<=" => return two(Token::Compare(Comparison::AtMost)),
            ">=" => return two(Token::Compare(Comparison::AtLeast)),
            _ => {}
        }
    }
    match rest.chars().next()? {
        '!' => one(Token::Not),
        '=' => one(Token::SingleEquals),
        '<' => one(Token::Compare(Comparison::Less)),
        '>' => one(Token::Compare(Comparison::More)),
        '(' => one(Token::Open),
        ')' => one(Token::Close),
        ',' => one(Token::Comma),
        sign @ ('+' | '-' | '*' | '/' | '%') => one(Token::Arithmetic(sign)),
        _ => None,
    }
}

/// In quotes; a backslash before the same quote makes it part of the text, all others stay (patterns need them).
fn text(rest: &str, quote: char) -> Option<(Token, usize)> {
    let mut inside = String::new();
    let mut signs = rest.char_indices().skip(1).peekable();
    while let Some((at, sign)) = signs.next() {
        if sign == quote {
            return Some((Token::Text(inside), at + 1));
        }
        if sign == '\\'
            && let Some((_, escaped)) = signs.next_if(|(_, next)| *next == quote)
        {
            inside.push(escaped);
        } else {
            inside.push(sign);
        }
    }
    None
}

/// A number, or a code of `LimeSurvey`'s old kind: `563168X136X5376`.
fn number_or_old_code(rest: &str) -> Option<(Token, usize)> {
    let length = rest.find(|sign: char| !(sign.is_ascii_digit() || sign == '.')).unwrap_or(rest.len());
    if rest[length..].starts_with('X') {
        return Some(name(rest));
    }
    if rest[length..].starts_with(|sign: char| sign.is_alphanumeric() || sign == '_') {
        return None;
    }
    rest[..length].parse().ok().filter(|number: &f64| number.is_finite()).map(|number| (Token::Number(number), length))
}

fn name(rest: &str) -> (Token, usize) {
    let word = |text: &str| {
        text.find(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '_' | '#'))).unwrap_or(text.len())
    };
    let length = word(rest);
    let first = &rest[..length];
    let attribute =
        rest[length..].strip_prefix('.').map(|behind| &behind[..word(behind)]).filter(|word| !word.is_empty());
    if let Some(attribute) = attribute {
        let token = Token::Name(first.to_owned(), Some(attribute.to_owned()));
        return (token, length + 1 + attribute.len());
    }
    let token = match first.to_ascii_lowercase().as_str() {
        "or" => Token::Or,
        "and" => Token::And,
        "not" => Token::Not,
        "eq" => Token::Compare(Comparison::Equal),
        "ne" => Token::Compare(Comparison::NotEqual),
        "lt" => Token::Compare(Comparison::Less),
        "le" => Token::Compare(Comparison::AtMost),
        "gt" => Token::Compare(Comparison::More),
        "ge" => Token::Compare(Comparison::AtLeast),
        _ => Token::Name(first.to_owned(), None),
    };
    (token, length)
}
