//! Builds a tree of a `LimeSurvey` expression: `or` binds loosest, then `and`, then comparisons, then `!`.

use super::token::{Comparison, Span, Token, Unreadable, tokens};

/// Deepest nesting of brackets, negations and calls.
const MAX_DEPTH: usize = 50;
/// Longest expression in bytes.
const MAX_LENGTH: usize = 20_000;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub tree: Tree,
    pub span: Span,
    /// Stood in brackets of its own.
    pub bracketed: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    Or(Vec<Node>),
    And(Vec<Node>),
    Not(Box<Node>),
    Compare(Comparison, Box<Node>, Box<Node>),
    Number(f64),
    Text(String),
    Variable {
        name: String,
        attribute: Option<String>,
    },
    Call {
        name: String,
        arguments: Vec<Node>,
    },
    /// Calculations are read, but nothing here can carry them.
    Arithmetic,
}

/// A read expression and what looks wrong about how it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parsed {
    pub root: Node,
    /// `a and b or c` without brackets: the place of the `or` (byte position).
    pub mixed: bool,
    /// A single `=` where `==` was meant.
    pub single_equals: bool,
}

pub(crate) fn parse(source: &str) -> Result<Parsed, Unreadable> {
    if source.len() > MAX_LENGTH {
        return Err(Unreadable { at: 0, reason: format!("der Ausdruck ist länger als {MAX_LENGTH} Zeichen") });
    }
    let mut parser =
        Parser { tokens: tokens(source)?, next: 0, end: source.len(), depth: 0, mixed: false, single_equals: false };
    let root = parser.any_of()?;
    match parser.tokens.get(parser.next) {
        None => Ok(Parsed { root, mixed: parser.mixed, single_equals: parser.single_equals }),
        Some((Token::Close, span)) => Err(Unreadable {
            at: span.from,
            reason: "eine Klammer wird geschlossen, die nie geöffnet wurde".to_owned(),
        }),
        Some((_, span)) => Err(Unreadable {
            at: span.from,
            reason: format!("vor „{}“ fehlt eine Verknüpfung wie „and“", &source[span.from..span.to]),
        }),
    }
}

struct Parser {
    tokens: Vec<(Token, Span)>,
    next: usize,
    end: usize,
    depth: usize,
    mixed: bool,
    single_equals: bool,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let there = self.peek() == Some(wanted);
        self.next += usize::from(there);
        there
    }

    fn place(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(_, span)| span.from)
    }

    fn unreadable<T>(&self, reason: &str) -> Result<T, Unreadable> {
        Err(Unreadable { at: self.place(), reason: reason.to_owned() })
    }

    fn any_of(&mut self) -> Result<Node, Unreadable> {
        let mut parts = vec![self.all_of()?];
        while self.take(&Token::Or) {
            parts.push(self.all_of()?);
        }
        let loose = |part: &Node| matches!(part.tree, Tree::And(_)) && !part.bracketed;
        if parts.len() > 1 && parts.iter().any(loose) {
            self.mixed = true;
        }
        Ok(joined(parts, Tree::Or))
    }

    fn all_of(&mut self) -> Result<Node, Unreadable> {
        let mut parts = vec![self.comparison()?];
        while self.take(&Token::And) {
            parts.push(self.comparison()?);
        }
        Ok(joined(parts, Tree::And))
    }

    fn comparison(&mut self) -> Result<Node, Unreadable> {
        let left = self.calculation()?;
        let operator = match self.peek() {
            Some(Token::Compare(operator)) => *operator,
            Some(Token::SingleEquals) => {
                self.single_equals = true;
                Comparison::Equal
            }
            _ => return Ok(left),
        };
        self.next += 1;
        let right = self.calculation()?;
        if matches!(self.peek(), Some(Token::Compare(_) | Token::SingleEquals)) {
            return self.unreadable("zwei Vergleiche stehen ohne „and“ hintereinander");
        }
        let span = Span { from: left.span.from, to: right.span.to };
        Ok(Node { tree: Tree::Compare(operator, Box::new(left), Box::new(right)), span, bracketed: false })
    }

    fn calculation(&mut self) -> Result<Node, Unreadable> {
        let mut left = self.negation()?;
        while let Some(Token::Arithmetic(_)) = self.peek() {
            self.next += 1;
            let right = self.negation()?;
            let span = Span { from: left.span.from, to: right.span.to };
            left = Node { tree: Tree::Arithmetic, span, bracketed: false };
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Node, Unreadable> {
        let from = self.place();
        let minus = match self.peek() {
            Some(Token::Not) => false,
            Some(Token::Arithmetic('-' | '+')) => true,
            _ => return self.smallest(),
        };
        let negative = self.peek() == Some(&Token::Arithmetic('-'));
        self.next += 1;
        let inner = self.deeper(Self::negation)?;
        let span = Span { from, to: inner.span.to };
        let tree = match inner.tree {
            Tree::Number(number) if minus => Tree::Number(if negative { -number } else { number }),
            _ if minus => Tree::Arithmetic,
            _ => Tree::Not(Box::new(inner)),
        };
        Ok(Node { tree, span, bracketed: false })
    }

    fn smallest(&mut self) -> Result<Node, Unreadable> {
        let Some((token, span)) = self.tokens.get(self.next).cloned() else {
            return self.unreadable("der Ausdruck bricht ab");
        };
        let node = |tree| Ok(Node { tree, span, bracketed: false });
        match token {
            Token::Open => {
                self.next += 1;
                let mut inner = self.deeper(Self::any_of)?;
                inner.span = Span { from: span.from, to: self.close()? };
                inner.bracketed = true;
                Ok(inner)
            }
            Token::Number(number) => {
                self.next += 1;
                node(Tree::Number(number))
            }
            Token::Text(text) => {
                self.next += 1;
                node(Tree::Text(text))
            }
            Token::Name(name, attribute) => {
                self.next += 1;
                if attribute.is_none() && self.take(&Token::Open) {
                    return self.call(name, span);
                }
                node(Tree::Variable { name, attribute })
            }
            _ => self.unreadable("hier fehlt eine Frage oder ein Wert"),
        }
    }

    fn call(&mut self, name: String, span: Span) -> Result<Node, Unreadable> {
        let mut arguments = Vec::new();
        if self.peek() != Some(&Token::Close) {
            arguments.push(self.deeper(Self::any_of)?);
            while self.take(&Token::Comma) {
                arguments.push(self.deeper(Self::any_of)?);
            }
        }
        let span = Span { from: span.from, to: self.close()? };
        Ok(Node { tree: Tree::Call { name, arguments }, span, bracketed: false })
    }

    /// The end of the bracket that has to be closed here.
    fn close(&mut self) -> Result<usize, Unreadable> {
        let end = self.tokens.get(self.next).map_or(self.end, |(_, span)| span.to);
        if self.take(&Token::Close) { Ok(end) } else { self.unreadable("eine Klammer wird nicht geschlossen") }
    }

    fn deeper(&mut self, read: fn(&mut Self) -> Result<Node, Unreadable>) -> Result<Node, Unreadable> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.unreadable(&format!("der Ausdruck ist tiefer als {MAX_DEPTH} Klammern geschachtelt"));
        }
        let node = read(self);
        self.depth -= 1;
        node
    }
}

/// One part stays as it is; several become one node over all of them.
fn joined(mut parts: Vec<Node>, tree: fn(Vec<Node>) -> Tree) -> Node {
    match (parts.len(), parts.first(), parts.last()) {
        (2.., Some(first), Some(last)) => {
            let span = Span { from: first.span.from, to: last.span.to };
            Node { tree: tree(parts), span, bracketed: false }
        }
        _ => parts.remove(0),
    }
}
