//! Can these two be compared?

use crate::diagnostic::{Code, list};

use super::check::{Checker, Scene};
use super::mistake::{At, Mistake};
use super::names::{Domain, IMPORTANCES};
use super::node::{Kind, Node};
use super::vocabulary::{FactInfo, Type, fact};

/// `1 < x < 3`, which Rhai reads as `(1 < x) < 3`.
fn chained(operator: &str, sides: &[Node; 2]) -> Option<Mistake> {
    let [left, right] = sides;
    let (first, middle, last) = match (&left.kind, &right.kind) {
        (Kind::Compare(first, inner), _) => {
            let [start, middle] = &**inner;
            let middle = middle.short()?;
            let last = format!("{operator} {}", right.short()?);
            (format!("{} {first} {middle}", start.short()?), middle, last)
        }
        (_, Kind::Compare(second, inner)) => {
            let [middle, end] = &**inner;
            let middle = middle.short()?;
            let last = format!("{second} {}", end.short()?);
            (format!("{} {operator} {middle}", left.short()?), middle, last)
        }
        _ => return None,
    };
    let mistake = Mistake::new(Code::ChainedComparison, "comparisons cannot be chained");
    Some(mistake.help(format!("write `{first} and {middle} {last}`")))
}

fn is_comparison(node: &Node) -> bool {
    matches!(node.kind, Kind::Compare(..))
}

fn mismatch(sides: &[Node; 2], types: [Type; 2]) -> Mistake {
    if sides.iter().any(is_comparison) {
        let mistake = Mistake::new(Code::ChainedComparison, "comparisons cannot be chained");
        return mistake.help("join two comparisons with `and`");
    }
    let [left, right] = sides;
    let message = match (left.short(), right.short()) {
        (Some(a), Some(b)) => {
            format!("`{a}` is {} and `{b}` is {}", types[0].words(), types[1].words())
        }
        _ => format!("{} is compared with {}", types[0].words(), types[1].words()),
    };
    Mistake::new(Code::TypeMismatch, message).help(help_for(sides))
}

/// What to write instead of comparing values of different types.
fn help_for(sides: &[Node; 2]) -> String {
    for (one, other) in [(&sides[0], &sides[1]), (&sides[1], &sides[0])] {
        match (&one.kind, domain_of(other)) {
            (_, Domain::Importance) => {
                return format!("compare it with one of {}", list(IMPORTANCES, 5));
            }
            (Kind::Text(text), _) if text.parse::<rust_decimal::Decimal>().is_ok() => {
                return format!("write {text} without quotes");
            }
            (Kind::Number(number), Domain::Free) if fact_of(other).is_some() => {
                return format!("write \"{number}\" in double quotes, or ask for a number");
            }
            _ => {}
        }
    }
    "compare values of the same type".to_owned()
}

/// Values of one type that cannot be compared so.
fn uncomparable(ordered: bool, sides: &[Node; 2], types: [Type; 2]) -> Option<Mistake> {
    let is = |wanted: Type| types.contains(&wanted);
    let (what, help) = if is(Type::List) {
        ("lists cannot be compared", "write `… in […]`".to_owned())
    } else if is(Type::Thing) {
        ("a gap or module cannot be compared", "compare its `.id`".to_owned())
    } else if ordered && is(Type::Text) {
        ("texts have no order", "write `==`, `!=` or `in […]`".to_owned())
    } else if ordered && is(Type::Truth) {
        return Some(chained("<", sides).unwrap_or_else(|| {
            Mistake::new(Code::TypeMismatch, "yes and no have no order").help("write `==` or `!=`")
        }));
    } else {
        return None;
    };
    Some(Mistake::new(Code::TypeMismatch, what).help(help))
}

/// What the texts of a part name.
fn domain_of(node: &Node) -> Domain {
    fact_of(node).map_or(Domain::Free, |fact| fact.domain)
}

fn fact_of(node: &Node) -> Option<&'static FactInfo> {
    match &node.kind {
        Kind::Name(name) => fact(name).filter(|fact| fact.asks.is_none()),
        Kind::Field(base, field) => match &base.kind {
            Kind::Name(thing) => fact(&format!("{thing}.{field}")),
            _ => None,
        },
        Kind::Call(name, _) => fact(name),
        _ => None,
    }
}

fn changes_local(checker: &Checker<'_>, target: &Node) -> bool {
    match &target.kind {
        Kind::Name(name) => checker.is_local(name),
        Kind::Field(base, _) => changes_local(checker, base),
        Kind::Element(sides) => {
            let [base, _] = &**sides;
            changes_local(checker, base)
        }
        _ => false,
    }
}

impl Checker<'_> {
    /// Checks a comparison.
    pub(super) fn compare(&mut self, at: At, operator: &str, sides: &[Node; 2]) -> Type {
        let [left, right] = sides;
        let (left_type, right_type) = (self.type_of(left), self.type_of(right));
        let ordered = !matches!(operator, "==" | "!=");
        let mistake = if !left_type.fits(right_type) || (ordered && is_comparison(left)) {
            Some(
                chained(operator, sides)
                    .unwrap_or_else(|| mismatch(sides, [left_type, right_type])),
            )
        } else {
            uncomparable(ordered, sides, [left_type, right_type])
        };
        if let Some(mistake) = mistake {
            self.report(at, mistake);
        } else {
            self.check_name(domain_of(left), right);
            self.check_name(domain_of(right), left);
        }
        Type::Truth
    }

    /// Checks `… in […]` and `… in "text"`.
    pub(super) fn within(&mut self, at: At, sides: &[Node; 2]) -> Type {
        let [item, container] = sides;
        let given = self.type_of(item);
        if let Kind::List(items) = &container.kind {
            let domain = domain_of(item);
            for candidate in items {
                let candidate_type = self.type_of(candidate);
                if given.fits(candidate_type) {
                    self.check_name(domain, candidate);
                } else {
                    let types = [given, candidate_type];
                    let pair = [item.clone(), candidate.clone()];
                    self.report(candidate.at, mismatch(&pair, types));
                }
            }
            return Type::Truth;
        }
        let found = self.type_of(container);
        let mistake = match found {
            Type::Text if given.fits(Type::Text) => None,
            Type::Text => Some(mismatch(sides, [given, found])),
            Type::List | Type::Anything => None,
            other => {
                let message = format!("`in` needs a list, found {}", other.words());
                let mistake = Mistake::new(Code::TypeMismatch, message);
                Some(mistake.help("write a list: `in [\"…\", \"…\"]`"))
            }
        };
        if let Some(mistake) = mistake {
            self.report(at, mistake);
        }
        Type::Truth
    }

    /// Checks what only helpers may do.
    pub(super) fn statement(&mut self, node: &Node) -> Type {
        if self.scene != Scene::Helper {
            return self.not_in_conditions(node);
        }
        match &node.kind {
            Kind::Map(entries) => {
                for (_, value) in entries {
                    self.type_of(value);
                }
            }
            Kind::Assign(sides) => self.assign(node.at, sides),
            Kind::Element(sides) | Kind::Range(sides) => {
                for side in &**sides {
                    self.type_of(side);
                }
            }
            Kind::Switch(on, cases) => {
                self.type_of(on);
                for (guard, result) in cases {
                    self.expect(guard, Type::Truth);
                    self.type_of(result);
                }
            }
            Kind::Block(nodes) => return self.block(nodes),
            Kind::Let(name, value) => {
                self.type_of(value);
                self.declare(node.at, name);
            }
            Kind::For(names, list, body) => self.go_through(node.at, names, list, body),
            Kind::Return(value) => {
                self.type_of(value);
            }
            _ => {}
        }
        Type::Anything
    }

    fn assign(&mut self, at: At, sides: &[Node; 2]) {
        let [target, value] = sides;
        self.type_of(value);
        if changes_local(self, target) {
            self.type_of(target);
        } else {
            let mistake = Mistake::new(Code::Forbidden, "only variables of the helper can change");
            self.report(at, mistake.help("start with `let`: `let total = 0;`"));
        }
    }

    fn go_through(&mut self, at: At, names: &[Box<str>], list: &Node, body: &[Node]) {
        let given = self.type_of(list);
        if !given.fits(Type::List) {
            let message = format!("`for` goes through lists, found {}", given.words());
            let mistake = Mistake::new(Code::TypeMismatch, message);
            self.report(list.at, mistake.help("write a list or a range, as in `0..3`"));
        }
        self.scoped(|checker| {
            for name in names {
                checker.declare(at, name);
            }
            checker.block(body);
        });
    }

    fn not_in_conditions(&mut self, node: &Node) -> Type {
        let (what, help) = match &node.kind {
            Kind::Range(_) => ("a range", "write `… >= 1 and … <= 5`"),
            Kind::Element(_) => ("`[…]` after a value", "ask for the fact by its name"),
            Kind::Map(_) => ("`#{…}`", "write a list: `[…]`"),
            Kind::Switch(..) => ("`switch`", "write `if … { … } else { … }`"),
            _ => ("a statement", "write one expression, its parts joined with `and` and `or`"),
        };
        let message = format!("{what} cannot be used in a condition");
        self.report(node.at, Mistake::new(Code::Forbidden, message).help(help));
        Type::Anything
    }
}
