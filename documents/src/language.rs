//! How does a language write dates, numbers, lists and sentences?
//!
//! The one place where values become text. What differs between languages stands in
//! the catalogue of [messages](crate::messages); what is left here is the same in
//! all of them, such as that a year is not repeated.

use std::sync::Arc;

use jiff::civil::Date;
use waypath_engine::level::Level;
use waypath_engine::quantity::{Amount, Hours, Span};
use waypath_engine::wire::Decimal;

use crate::messages::{Argument, Messages};

/// Which signs a format can show.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Signs {
    /// Hyphens and arrows out of keyboard characters.
    Plain,
    /// En dashes and arrows.
    Typeset,
}

impl Signs {
    /// The sign between the ends of a range.
    pub fn dash(self) -> &'static str {
        match self {
            Self::Plain => "-",
            Self::Typeset => "–",
        }
    }

    /// The sign from a state to the next.
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Plain => "->",
            Self::Typeset => "→",
        }
    }

    /// The sign from a level to the next.
    pub fn step(self) -> &'static str {
        match self {
            Self::Plain => ">",
            Self::Typeset => "→",
        }
    }
}

/// The messages of a language, and how it writes values.
#[derive(Clone, Debug)]
pub struct Language {
    /// Templates hold on to the messages while they are filled in.
    messages: Arc<Messages>,
}

impl Language {
    /// Returns the language of a catalogue.
    pub fn new(messages: Messages) -> Self {
        Self { messages: Arc::new(messages) }
    }

    /// Returns English.
    pub fn english() -> Self {
        Self::new(Messages::english())
    }

    /// The messages, for templates to ask for.
    pub(crate) fn messages(&self) -> Arc<Messages> {
        Arc::clone(&self.messages)
    }

    /// Returns the message of an id that takes no values.
    pub fn text(&self, id: &str) -> String {
        self.messages.text(id)
    }

    /// Returns the message of an id with its values filled in.
    pub fn with(&self, id: &str, values: &[(&'static str, Argument<'_>)]) -> String {
        self.messages.with(id, values)
    }

    /// Returns a message about a number of things: `count("unit-week", 3)` is
    /// `3 weeks`. The message gets the number as `$count`.
    pub fn count(&self, id: &str, number: usize) -> String {
        self.with(id, &[("count", number.into())])
    }

    /// Returns the message about a word of the library's files, such as `critical`.
    pub fn word(&self, id: &str, word: &str) -> String {
        self.with(id, &[("word", word.into())])
    }

    // Numbers.

    /// Whole hundredths as people write them: `2`, `2.5`, `-1.25`.
    pub fn number(&self, hundredths: i64) -> String {
        self.written(&plain(hundredths))
    }

    /// A change in hundredths, with its sign: `+10`, `-2.5`.
    pub fn change(&self, hundredths: i64) -> String {
        let number = self.number(hundredths);
        if hundredths < 0 {
            number
        } else {
            self.with("number-positive", &[("number", number.into())])
        }
    }

    /// A level without the name of its step: `1.5`.
    pub fn level(&self, level: Level) -> String {
        self.written(&level.to_string())
    }

    /// A number of a KPI without its unit: `62`, `-0.5`.
    pub fn amount(&self, amount: Amount) -> String {
        self.written(&amount.to_string())
    }

    /// A number that an answer only shows: `62`, `-0.5`.
    pub fn decimal(&self, decimal: Decimal) -> String {
        self.written(&decimal.display())
    }

    /// Hours without their unit: `1.5`.
    pub fn hours_number(&self, hours: Hours) -> String {
        self.written(&hours.to_string())
    }

    /// `1.5 h`.
    pub fn hours(&self, hours: Hours) -> String {
        self.with("unit-hours", &[("number", self.hours_number(hours).into())])
    }

    /// A unit in its author's words; `percent` is a word of the files.
    pub fn unit(&self, unit: &str) -> String {
        if unit == "percent" { self.text("word-percent") } else { unit.to_owned() }
    }

    /// Points of a choice, in hundredths: `1 point`, `0.5 points`.
    pub fn points(&self, hundredths: i64) -> String {
        self.quantity("unit-point", hundredths)
    }

    /// Returns a message about hundredths of something. The message gets the number as
    /// `$count`, to choose a plural by, and as `$number`, to show.
    pub fn quantity(&self, id: &str, hundredths: i64) -> String {
        let count = plain(hundredths);
        let number = self.written(&count);
        self.with(id, &[("count", Argument::try_number(&count)), ("number", number.into())])
    }

    /// A length of time: `12 weeks`.
    pub fn span(&self, span: Span) -> String {
        let (id, number) = match span {
            Span::Days(days) => ("unit-day", days),
            Span::Weeks(weeks) => ("unit-week", weeks),
            Span::Months(months) => ("unit-month", months),
        };
        self.count(id, number.into())
    }

    /// A number that is written with a point, as this language writes it.
    fn written(&self, plain: &str) -> String {
        let size = plain.trim_start_matches('-');
        let number = match size.split_once('.') {
            None => size.to_owned(),
            Some((whole, part)) => {
                self.with("number-decimal", &[("whole", whole.into()), ("part", part.into())])
            }
        };
        if size == plain {
            number
        } else {
            self.with("number-negative", &[("number", number.into())])
        }
    }

    /// `62 %`.
    pub fn percent(&self, percent: u8) -> String {
        self.with("number-percent", &[("number", percent.into())])
    }

    /// `51-55 %`; `62 %` where both ends are the same.
    pub fn percent_range(&self, low: u8, high: u8, signs: Signs) -> String {
        if low == high {
            return self.percent(low);
        }
        let values = [("low", low.into()), ("dash", signs.dash().into()), ("high", high.into())];
        self.with("number-percent-range", &values)
    }

    // Lists.

    /// `a`, `a and b`, `a, b and c`.
    pub fn and<T: AsRef<str>>(&self, items: &[T]) -> String {
        self.list("list-and", items)
    }

    /// `a`, `a or b`, `a, b or c`.
    pub fn or<T: AsRef<str>>(&self, items: &[T]) -> String {
        self.list("list-or", items)
    }

    /// As [`Self::and`], at most `most` of them: `a, b and 3 more`.
    pub fn and_at_most<T: AsRef<str>>(&self, items: &[T], most: usize) -> String {
        let Some((shown, rest)) = items.split_at_checked(most).filter(|(_, rest)| !rest.is_empty())
        else {
            return self.and(items);
        };
        let more = self.count("list-more", rest.len());
        let shown = shown.iter().map(AsRef::as_ref);
        self.and(&shown.chain([&*more]).collect::<Vec<_>>())
    }

    /// `a, b, c`.
    pub fn commas<T: AsRef<str>>(&self, items: &[T]) -> String {
        self.joined("list-next", items)
    }

    /// `a; b; c`, of half sentences.
    pub fn clauses<T: AsRef<str>>(&self, items: &[T]) -> String {
        self.joined("list-next-clause", items)
    }

    fn list<T: AsRef<str>>(&self, id: &str, items: &[T]) -> String {
        match items {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [init @ .., last] => {
                let items = self.commas(init);
                self.with(id, &[("items", items.into()), ("last", last.as_ref().into())])
            }
        }
    }

    fn joined<T: AsRef<str>>(&self, id: &str, items: &[T]) -> String {
        let mut items = items.iter().map(AsRef::as_ref);
        let first = items.next().unwrap_or_default().to_owned();
        items.fold(first, |before, next| {
            self.with(id, &[("items", before.into()), ("next", next.into())])
        })
    }
}

/// Writes dates as seen from one day: the year only where it is another.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    language: &'a Language,
    today: Date,
    signs: Signs,
}

impl<'a> Calendar<'a> {
    /// Returns the calendar of a language, as seen from a day.
    pub fn new(language: &'a Language, today: Date, signs: Signs) -> Self {
        Self { language, today, signs }
    }

    /// `12 Jan`, with the year where it is not this one.
    pub fn day(self, date: Date) -> String {
        if self.today.year() == date.year() { self.short(date) } else { self.long(date) }
    }

    /// `Mon 12 Jan`.
    pub fn weekday(self, date: Date) -> String {
        let number = date.weekday().to_monday_one_offset();
        let weekday = self.language.with("date-weekday-name", &[("weekday", number.into())]);
        let values = [("weekday", weekday.into()), ("date", self.day(date).into())];
        self.language.with("date-weekday", &values)
    }

    /// `Jan 2027`.
    pub fn month(self, date: Date) -> String {
        let values = [("month", self.month_name(date).into()), ("year", year(date))];
        self.language.with("date-month", &values)
    }

    /// `12 Jan - 5 Apr 2026`: the year stands once where it is the same.
    pub fn period(self, from: Date, until: Date) -> String {
        let first = if from.year() == until.year() { self.short(from) } else { self.long(from) };
        self.range(first, self.long(until))
    }

    /// `16-20 Feb`, `28 Feb - 3 Mar`.
    pub fn days(self, from: Date, until: Date) -> String {
        if from == until {
            return self.day(from);
        }
        if (from.year(), from.month()) != (until.year(), until.month()) {
            return self.range(self.day(from), self.day(until));
        }
        let mut values = vec![
            ("first", from.day().into()),
            ("dash", self.signs.dash().into()),
            ("last", until.day().into()),
            ("month", self.month_name(until).into()),
        ];
        if self.today.year() == until.year() {
            return self.language.with("date-days", &values);
        }
        values.push(("year", year(until)));
        self.language.with("date-days-year", &values)
    }

    fn range(self, from: String, until: String) -> String {
        let dash = self.signs.dash();
        let values = [("from", from.into()), ("dash", dash.into()), ("until", until.into())];
        self.language.with("date-period", &values)
    }

    fn short(self, date: Date) -> String {
        let values = [("day", date.day().into()), ("month", self.month_name(date).into())];
        self.language.with("date-day", &values)
    }

    fn long(self, date: Date) -> String {
        let month = self.month_name(date);
        let values = [("day", date.day().into()), ("month", month.into()), ("year", year(date))];
        self.language.with("date-day-year", &values)
    }

    fn month_name(self, date: Date) -> String {
        self.language.with("date-month-name", &[("month", date.month().into())])
    }
}

/// Hundredths with a point and without zeros behind it, as the engine writes numbers.
fn plain(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    let part = format!("{:02}", size % 100);
    match part.trim_end_matches('0') {
        "" => format!("{sign}{}", size / 100),
        part => format!("{sign}{}.{part}", size / 100),
    }
}

/// A year is a name, not a quantity: no language groups its digits.
fn year(date: Date) -> Argument<'static> {
    date.year().to_string().into()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn numbers_are_written_short() {
        let english = Language::english();
        let written = [0, 5, 50, 150, 1200, -125].map(|hundredths| english.number(hundredths));
        assert_eq!(written, ["0", "0.05", "0.5", "1.5", "12", "-1.25"]);
        assert_eq!(english.amount(Amount::from_ten_thousandths(-5)), "-0.0005");
        assert_eq!(
            [100, 50, -100].map(|points| english.points(points)),
            ["1 point", "0.5 points", "-1 point"]
        );
        assert_eq!(english.span(Span::Weeks(1)), "1 week");
        assert_eq!([-1000, 0, 1000].map(|change| english.change(change)), ["-10", "+0", "+10"]);
    }

    #[test]
    fn lists_end_in_and_or_in_the_rest() {
        let english = Language::english();
        assert_eq!(english.and::<&str>(&[]), "");
        assert_eq!(english.and(&["a"]), "a");
        assert_eq!(english.and(&["a", "b", "c"]), "a, b and c");
        assert_eq!(english.or(&["a", "b", "c"]), "a, b or c");
        assert_eq!(english.and_at_most(&["a", "b", "c"], 3), "a, b and c");
        assert_eq!(english.and_at_most(&["a", "b", "c", "d"], 2), "a, b and 2 more");
        assert_eq!(english.clauses(&["a", "b"]), "a; b");
        assert_eq!(english.count("unit-row", 1), "1 row");
        assert_eq!(english.count("unit-row", 1000), "1000 rows");
    }

    #[test]
    fn dates_do_not_repeat_the_year() {
        let english = Language::english();
        let calendar = Calendar::new(&english, date(2026, 1, 12), Signs::Plain);
        assert_eq!(calendar.day(date(2026, 2, 3)), "3 Feb");
        assert_eq!(calendar.day(date(2027, 2, 3)), "3 Feb 2027");
        assert_eq!(calendar.weekday(date(2026, 1, 12)), "Mon 12 Jan");
        assert_eq!(calendar.month(date(2028, 1, 12)), "Jan 2028");
        assert_eq!(calendar.period(date(2026, 1, 12), date(2026, 4, 5)), "12 Jan - 5 Apr 2026");
        assert_eq!(calendar.days(date(2026, 2, 16), date(2026, 2, 20)), "16-20 Feb");
        assert_eq!(calendar.days(date(2027, 2, 16), date(2027, 2, 20)), "16-20 Feb 2027");
        assert_eq!(calendar.days(date(2026, 2, 28), date(2026, 3, 3)), "28 Feb - 3 Mar");
        assert_eq!(calendar.days(date(2026, 2, 28), date(2026, 2, 28)), "28 Feb");
        let typeset = Calendar::new(&english, date(2026, 1, 12), Signs::Typeset);
        assert_eq!(typeset.days(date(2026, 2, 16), date(2026, 2, 20)), "16–20 Feb");
        assert_eq!(english.percent_range(51, 55, Signs::Plain), "51-55\u{a0}%");
    }
}
