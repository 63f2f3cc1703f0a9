//! How do people write conditions who never wrote Rhai?
//!
//! Before a text is parsed, habits from elsewhere (`=`, `AND`, `'…'`, `<>`,
//! `is not`) are found over its tokens, reported with what to write, and
//! repaired in place, so that the rest of the text can still be checked.
//! `and`, `or`, `not` and `not in` are no habits but part of the language.

use rhai::{Engine, LexError, ParseError, ParseErrorType, Position, Token};

use crate::diagnostic::Code;

use super::mistake::{At, Mistake};

/// A text ready to be parsed.
#[derive(Debug)]
pub(super) struct Reading {
    /// The text with habits repaired; lines and columns are the author's.
    pub(super) text: String,
    /// The habits found.
    pub(super) mistakes: Vec<Mistake>,
}

/// What kind of text is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Source {
    Condition,
    Helper,
}

/// Reads a text for habits.
pub(super) fn read(lexer: &Engine, text: &str, source: Source) -> Reading {
    let (spoilt, mistakes) = (false, Vec::new());
    let mut reader = Reader { source, spoilt, original: text, text: lines(text), mistakes };
    reader.quotes();
    let quoted = [reader.joined()];
    // After the end the lexer gives the end for ever.
    let tokens = lexer.lex(&quoted).0.take_while(|(token, _)| *token != Token::EOF);
    let tokens: Vec<(Token, Position)> = tokens.collect();
    for (index, (token, position)) in tokens.iter().enumerate() {
        let next = tokens.get(index.saturating_add(1));
        reader.token(token, at(*position), next.map(|(token, position)| (token, at(*position))));
    }
    Reading { text: reader.joined(), mistakes: reader.mistakes }
}

fn lines(text: &str) -> Vec<Vec<char>> {
    text.split('\n').map(|line| line.chars().collect()).collect()
}

fn at(position: Position) -> At {
    let number =
        |count: Option<usize>| count.and_then(|count| u32::try_from(count).ok()).unwrap_or(1);
    At { line: number(position.line()), column: number(position.position()) }
}

fn zero_based(number: u32) -> usize {
    usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX)
}

struct Reader<'a> {
    source: Source,
    /// Whether something was found that no repair can save.
    spoilt: bool,
    original: &'a str,
    text: Vec<Vec<char>>,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn joined(&self) -> String {
        let lines: Vec<String> = self.text.iter().map(|line| line.iter().collect()).collect();
        lines.join("\n")
    }

    fn report(&mut self, at: At, code: Code, message: impl Into<String>, help: &str) {
        self.mistakes.push(Mistake::new(code, message).help(help).at(self.original, at));
    }

    /// Overwrites characters; what does not fit on the line is left out.
    fn write(&mut self, at: At, characters: &str) {
        let line = self.text.get_mut(zero_based(at.line));
        let places = line.into_iter().flatten().skip(zero_based(at.column));
        for (place, c) in places.zip(characters.chars()) {
            *place = c;
        }
    }

    fn character(&self, at: At) -> Option<char> {
        self.text.get(zero_based(at.line))?.get(zero_based(at.column)).copied()
    }

    /// Puts texts in single quotes into double quotes.
    fn quotes(&mut self) {
        for (line, column, closing) in single_quoted(&self.text) {
            let at = At { line, column };
            self.report(
                at,
                Code::InvalidCondition,
                "text in single quotes",
                "put texts in double quotes: `\"…\"`",
            );
            self.write(at, "\"");
            self.write(At { line, column: closing }, "\"");
        }
    }

    fn token(&mut self, token: &Token, at: At, next: Option<(&Token, At)>) {
        if self.spoilt {
            return;
        }
        match token {
            Token::Identifier(word) => self.word(word, at, next),
            Token::Reserved(word) => self.reserved(word, at, next),
            Token::LessThan => self.not_equal(at, next),
            Token::InterpolatedString(_) => {
                self.spoilt = true;
                self.report(
                    at,
                    Code::Forbidden,
                    "`${…}` in a text cannot be used in a rule",
                    "join texts with `+`, or use `{…}` in the text of an effect",
                );
            }
            Token::LexError(err) => self.lexed(err, at),
            Token::PowerOf => self.report(
                at,
                Code::Forbidden,
                "`**` cannot be used in a rule",
                "multiply instead",
            ),
            _ if self.source == Source::Condition => self.sign(token, at, next),
            other => self.forbidden(other, at),
        }
    }

    /// Signs that belong into helpers and not into conditions.
    fn sign(&mut self, token: &Token, at: At, next: Option<(&Token, At)>) {
        match token {
            Token::Equals => self.equals(at, next),
            Token::DoubleArrow => self.habit(at, "=>", ">="),
            Token::SemiColon => self.report(
                at,
                Code::InvalidCondition,
                "`;` in a condition",
                "write one expression, its parts joined with `and` and `or`",
            ),
            other => self.forbidden(other, at),
        }
    }

    /// Reports a habit and writes what is meant in its place.
    fn habit(&mut self, at: At, written: &str, meant: &str) {
        let help = format!("write `{meant}`");
        self.report(at, Code::InvalidCondition, format!("`{written}` is not understood"), &help);
        self.write(at, &format!("{meant:<width$}", width = written.len()));
    }

    fn word(&mut self, word: &str, at: At, next: Option<(&Token, At)>) {
        match (word, next) {
            ("not", Some((Token::In, inside))) if inside.line == at.line => {
                self.write(at, "   ");
                self.write(At { column: inside.column.saturating_sub(1), ..inside }, "!in");
            }
            ("AND" | "And", _) => self.habit(at, word, "and"),
            ("OR" | "Or", _) => self.habit(at, word, "or"),
            ("NOT" | "Not", _) => self.habit(at, word, "not"),
            ("True" | "TRUE", _) => self.habit(at, word, "true"),
            ("False" | "FALSE", _) => self.habit(at, word, "false"),
            ("curry" | "import" | "sleep", Some((Token::LeftParen, _))) => self.ban(word, at),
            _ => {}
        }
    }

    fn reserved(&mut self, word: &str, at: At, next: Option<(&Token, At)>) {
        match (word, next) {
            // What a rule under `each: module` is asked about, and a key of effects.
            ("module" | "match", _) => {}
            ("is", Some((Token::Identifier(not), _))) if ***not == *"not" => {
                self.report(at, Code::InvalidCondition, "`is not` is not understood", "write `!=`");
                self.write(at, "!=    ");
            }
            ("is", _) => self.habit(at, "is", "=="),
            ("===", _) => self.habit(at, "===", "=="),
            ("!==", _) => self.habit(at, "!==", "!="),
            ("null" | "nil", _) => self.report(
                at,
                Code::Forbidden,
                format!("`{word}` cannot be used in a rule"),
                "ask `known(\"…\")`, or compare with `\"\"`",
            ),
            _ => self.ban(word, at),
        }
    }

    /// `=` for `==`, and `=<` for `<=`.
    fn equals(&mut self, at: At, next: Option<(&Token, At)>) {
        let after = At { column: at.column.saturating_add(1), ..at };
        if matches!(next, Some((Token::LessThan, place)) if place == after) {
            return self.habit(at, "=<", "<=");
        }
        self.report(
            at,
            Code::InvalidCondition,
            "`=` does not compare",
            "write `==`, which asks whether two values are the same",
        );
        let before = At { column: at.column.saturating_sub(1), ..at };
        if self.character(after) == Some(' ') {
            self.write(at, "==");
        } else if before.column > 0 && self.character(before) == Some(' ') {
            self.write(before, "==");
        }
    }

    /// `<>` for `!=`.
    fn not_equal(&mut self, at: At, next: Option<(&Token, At)>) {
        let after = At { column: at.column.saturating_add(1), ..at };
        if matches!(next, Some((Token::GreaterThan, place)) if place == after) {
            self.habit(at, "<>", "!=");
        }
    }

    fn lexed(&mut self, err: &LexError, at: At) {
        match err {
            LexError::ImproperSymbol(symbol, _) if symbol == "===" => self.habit(at, "===", "=="),
            LexError::ImproperSymbol(symbol, _) if symbol == "!==" => self.habit(at, "!==", "!="),
            LexError::UnterminatedString => self.report(
                at,
                Code::InvalidCondition,
                "text without an end",
                "add the closing double quote",
            ),
            LexError::MalformedNumber(number) => self.report(
                at,
                Code::InvalidCondition,
                format!("`{number}` is not a number"),
                "write digits, with a point before decimals",
            ),
            LexError::UnexpectedInput(found) => {
                let message = format!("`{found}` does not belong here");
                self.report(at, Code::InvalidCondition, message, "remove it");
            }
            _ => self.report(
                at,
                Code::InvalidCondition,
                "this cannot be read",
                "write a simpler expression",
            ),
        }
    }

    fn forbidden(&mut self, token: &Token, at: At) {
        if matches!(token, Token::DivideAssign | Token::ModuloAssign) {
            let message = format!("`{token}` cannot be used in a rule");
            self.report(at, Code::Forbidden, message, "write `x = x / y`, which is exact");
            return;
        }
        let everywhere = matches!(
            token,
            Token::While
                | Token::Loop
                | Token::Do
                | Token::Until
                | Token::Throw
                | Token::Try
                | Token::Catch
                | Token::Private
        );
        let in_conditions = matches!(
            token,
            Token::Let
                | Token::Const
                | Token::For
                | Token::Return
                | Token::Break
                | Token::Continue
                | Token::Fn
                | Token::MapStart
                | Token::Switch
        );
        if everywhere || (in_conditions && self.source == Source::Condition) {
            self.ban(token.literal_syntax(), at);
        }
    }

    fn ban(&mut self, word: &str, at: At) {
        self.spoilt |= self.source == Source::Condition;
        let (place, help) = match (self.source, word) {
            (Source::Condition, "switch") => ("in a condition", "write `if … { … } else { … }`"),
            (Source::Condition, "let" | "const" | "for" | "return" | "while" | "loop" | "do") => {
                ("in a condition", "write one expression, its parts joined with `and` and `or`")
            }
            (Source::Condition, _) => ("in a condition", "remove it: a condition only asks"),
            (Source::Helper, "while" | "loop" | "do" | "until") => {
                ("in a helper", "go through a list: `for item in list { … }`")
            }
            (Source::Helper, _) => ("in a helper", "leave it out"),
        };
        let message = format!("`{word}` cannot be used {place}");
        self.report(at, Code::Forbidden, message, help);
    }
}

/// Finds texts in single quotes: line, column of the first quote and of the last.
fn single_quoted(lines: &[Vec<char>]) -> Vec<(u32, u32, u32)> {
    let mut found = Vec::new();
    for (number, line) in (1u32..).zip(lines) {
        let mut quote = None;
        let mut escaped = false;
        for (column, c) in (1u32..).zip(line) {
            match (quote, *c) {
                (None, '/') if comment_starts(line, column) => break,
                (None, '"' | '\'' | '`') => quote = Some((*c, column)),
                (Some((opening, start)), c) if c == opening && !escaped => {
                    if c == '\'' {
                        found.push((number, start, column));
                    }
                    quote = None;
                }
                _ => {}
            }
            escaped = *c == '\\' && !escaped;
        }
    }
    found
}

fn comment_starts(line: &[char], column: u32) -> bool {
    let mut rest = line.iter().skip(zero_based(column));
    rest.next() == Some(&'/') && rest.next() == Some(&'/')
}

/// Says what keeps a text from being parsed.
pub(super) fn explain(text: &str, source: Source, err: &ParseError) -> Mistake {
    let end = end_of(text.trim_end());
    let place = match err.position() {
        position if position.is_none() => end,
        position => at(position).min(end),
    };
    let what = match source {
        Source::Condition => "condition",
        Source::Helper => "helper",
    };
    let mistake = match err.err_type() {
        ParseErrorType::UnexpectedEOF => {
            Mistake::new(Code::InvalidCondition, format!("{what} ends too early"))
                .help("add what is missing at the end")
        }
        ParseErrorType::BadInput(LexError::UnexpectedInput(found))
            if found == "|" || (found == "||" && source == Source::Helper) =>
        {
            Mistake::new(Code::Forbidden, "a function inside an expression cannot be used")
                .help("write a function with `fn` in a helper file")
        }
        ParseErrorType::BadInput(LexError::UnexpectedInput(found)) => {
            Mistake::new(Code::InvalidCondition, format!("`{found}` does not fit here")).help(
                match source {
                    Source::Condition => "join the parts of a condition with `and` and `or`",
                    Source::Helper => "check what stands before it",
                },
            )
        }
        // Inside a function Rhai expects another statement at the end of the file.
        ParseErrorType::MissingToken(token, _) if token == ";" && place == end => {
            Mistake::new(Code::InvalidCondition, "a function has no end").help("add `}`")
        }
        ParseErrorType::MissingToken(token, _) => {
            Mistake::new(Code::InvalidCondition, format!("`{token}` is missing"))
                .help(format!("add `{token}`"))
        }
        ParseErrorType::ExprTooDeep => {
            Mistake::new(Code::InvalidCondition, format!("{what} is nested too deep or too long"))
                .help("split it into several rules, or use `in […]` for many values")
        }
        ParseErrorType::LiteralTooLarge(..) => {
            Mistake::new(Code::InvalidCondition, "text is too long").help("shorten it")
        }
        ParseErrorType::MismatchedType(wanted, found) => mixed(wanted, found),
        ParseErrorType::FnDuplicatedDefinition(name, _) => {
            Mistake::new(Code::DefinedTwice, format!("two functions are called `{name}`"))
                .help("rename one of them")
        }
        _ => Mistake::new(Code::InvalidCondition, format!("{what} cannot be read from here"))
            .help("check the brackets, quotes and commas before this place"),
    };
    mistake.at(text.trim_end(), place)
}

/// What Rhai's parser already knows not to be yes or no.
fn mixed(wanted: &str, found: &str) -> Mistake {
    if !wanted.contains("boolean") {
        return Mistake::new(Code::TypeMismatch, "a value of another type belongs here")
            .help("check what stands before and after it");
    }
    let found = match found {
        "a string" => "a text",
        "an integer" | "a decimal" | "a floating-point number" => "a number",
        "an array" => "a list",
        _ => "another value",
    };
    Mistake::new(Code::TypeMismatch, format!("expected yes or no, found {found}")).help(
        "write the whole comparison again, as in `shift == \"day\" or shift == \"late\"`, or use `in […]`",
    )
}

fn end_of(text: &str) -> At {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let line = text.split('\n').count();
    let column = text.split('\n').next_back().unwrap_or_default().chars().count();
    At { line: number(line), column: number(column.saturating_add(1)) }
}
