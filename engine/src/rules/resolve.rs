//! Which row of which table does each name of a condition mean?
//!
//! Turns what was parsed and checked into the tree that is evaluated, and decides
//! for each part whether it is evaluated here or left to Rhai: only what has one
//! type, known beforehand, is evaluated here.

use std::sync::Arc;

use super::expression::{Expression, Form, Left, Operator, Relation};
use super::names::Names;
use super::node::{Choice, Kind, Node, Order};
use super::read::Read;
use super::vocabulary::{Does, Type, fact, function_named};

/// Resolves an expression of a rule or persona.
pub(super) fn condition(node: &Node, names: &Names) -> Expression {
    Resolver { names, variables: Vec::new(), is_helper: false }.expression(node)
}

/// Resolves the body of a helper.
pub(super) fn helper(nodes: &[Node], parameters: &[Box<str>], names: &Names) -> Vec<Expression> {
    let variables = parameters.to_vec();
    Resolver { names, variables, is_helper: true }.expressions(nodes)
}

struct Resolver<'a> {
    names: &'a Names,
    /// What a helper is given, and the variables it makes.
    variables: Vec<Box<str>>,
    is_helper: bool,
}

/// What a part turned out to be.
struct Resolved {
    form: Form,
    gives: Type,
    left: Option<Left>,
}

impl Resolved {
    fn here(form: Form, gives: Type) -> Self {
        Self { form, gives, left: None }
    }

    fn left(form: Form, why: Left) -> Self {
        Self { form, gives: Type::Anything, left: Some(why) }
    }

    /// Evaluated here where it can be, else left to Rhai, for the reason that one of
    /// its parts is where there is one.
    fn here_if(is_here: bool, form: Form, gives: Type, why: Left) -> Self {
        if is_here { Self::here(form, gives) } else { Self::left(form, why) }
    }
}

impl Resolver<'_> {
    fn expressions(&mut self, nodes: &[Node]) -> Vec<Expression> {
        nodes.iter().map(|node| self.expression(node)).collect()
    }

    fn pair(&mut self, [one, other]: &[Node; 2]) -> [Expression; 2] {
        [self.expression(one), self.expression(other)]
    }

    fn expression(&mut self, node: &Node) -> Expression {
        let Resolved { form, gives, left } = if node.order == Order::Chain {
            let parts = node.below().into_iter().map(|part| self.expression(part)).collect();
            match &node.kind {
                Kind::Call(name, _) => match function_named(name) {
                    Some(function) => Resolved::left(Form::Function(function, parts), Left::Chain),
                    None => Resolved::left(Form::Helper(name.clone(), parts), Left::Helper),
                },
                _ => self.resolved(node),
            }
        } else {
            self.resolved(node)
        };
        let script = node.script.as_deref().cloned().map(Arc::new);
        let mut steps = node.steps;
        if matches!((&form, &node.kind), (Form::Fact(_), Kind::Call(..))) {
            // A fact in brackets is a function to Rhai: its name, and the call itself.
            steps.own = steps.own.wrapping_add(2);
        }
        Expression { form, gives, steps, order: node.order, left, script }
    }

    fn resolved(&mut self, node: &Node) -> Resolved {
        match &node.kind {
            Kind::Nothing => Resolved::left(Form::Nothing, Left::InHelper),
            Kind::Truth(truth) => Resolved::here(Form::Truth(*truth), Type::Truth),
            Kind::Number(number) => Resolved::here(Form::Number(*number), Type::Number),
            Kind::Text(text) => Resolved::here(Form::Text((**text).into()), Type::Text),
            Kind::List(items) => {
                let items = self.expressions(items);
                let is_here = items.iter().all(Expression::is_plain_value);
                Resolved::here_if(is_here, Form::List(items), Type::List, Left::Part)
            }
            Kind::Name(name) => self.name(name),
            Kind::Field(base, field) => self.field(base, field),
            Kind::Call(name, arguments) => self.call(name, arguments),
            Kind::Not(inner) => {
                let inner = Box::new(self.expression(inner));
                Resolved::here(Form::Not(inner), Type::Truth)
            }
            Kind::Minus(inner) => {
                let inner = Box::new(self.expression(inner));
                let is_here = is(&inner, Type::Number);
                Resolved::here_if(is_here, Form::Minus(inner), Type::Number, Left::Part)
            }
            Kind::Compare(operator, sides) => self.compare(operator, sides),
            Kind::Arithmetic(operator, sides) => self.arithmetic(operator, sides),
            Kind::Within(sides) => {
                let sides = self.pair(sides);
                let [item, container] = &sides;
                let is_here = holds_here(container, item);
                Resolved::here_if(is_here, Form::Within(sides.into()), Type::Truth, Left::List)
            }
            Kind::All(parts) => Resolved::here(Form::All(self.expressions(parts)), Type::Truth),
            Kind::Any(parts) => Resolved::here(Form::Any(self.expressions(parts)), Type::Truth),
            Kind::If(choice) => self.choice(node, choice),
            Kind::Element(sides) => {
                Resolved::left(Form::Element(self.pair(sides).into()), Left::InHelper)
            }
            _ => self.statement(node),
        }
    }

    /// What only helpers hold.
    fn statement(&mut self, node: &Node) -> Resolved {
        match &node.kind {
            Kind::Let(name, _) => self.variables.push(name.clone()),
            Kind::For(names, _, _) => self.variables.extend(names.iter().cloned()),
            _ => {}
        }
        let parts = node.below().into_iter().map(|part| self.expression(part)).collect();
        Resolved::left(Form::Statement(parts), Left::InHelper)
    }

    fn is_variable(&self, name: &str) -> bool {
        self.variables.iter().any(|variable| **variable == *name)
    }

    fn name(&self, name: &str) -> Resolved {
        if self.is_variable(name) {
            return Resolved::left(Form::Variable(name.into()), Left::InHelper);
        }
        match name {
            "gap" => Resolved::here(Form::Thing("gap"), Type::Thing),
            "module" => Resolved::here(Form::Thing("module"), Type::Thing),
            _ => self
                .fact(name, None)
                .unwrap_or_else(|| Resolved::left(Form::Variable(name.into()), Left::InHelper)),
        }
    }

    /// A fact that is in the tables of the library.
    fn fact(&self, name: &str, about: Option<&str>) -> Option<Resolved> {
        let info = fact(name)?;
        let read = Read::find(info, about, self.names)?;
        Some(Resolved::here(Form::Fact(read), info.gives))
    }

    fn field(&mut self, base: &Node, field: &str) -> Resolved {
        if let Kind::Name(thing) = &base.kind
            && matches!(&**thing, "gap" | "module")
            && !self.is_variable(thing)
            && !self.is_helper
            && let Some(fact) = self.fact(&format!("{thing}.{field}"), None)
        {
            return fact;
        }
        let base = Box::new(self.expression(base));
        Resolved::left(Form::Field(base, field.into()), Left::InHelper)
    }

    fn call(&mut self, name: &str, arguments: &[Node]) -> Resolved {
        if let (Some(_), [Node { kind: Kind::Text(about), .. }]) = (fact(name), arguments)
            && let Some(fact) = self.fact(name, Some(about))
        {
            return fact;
        }
        let arguments = self.expressions(arguments);
        if let Some(info) = fact(name) {
            return Resolved::left(Form::AskedAbout(info, arguments), Left::InHelper);
        }
        let Some(function) = function_named(name) else {
            return Resolved::left(Form::Helper(name.into(), arguments), Left::Helper);
        };
        let is_here = match (function.does, arguments.as_slice()) {
            (Does::Rounding(_), [only]) => is(only, Type::Number),
            (Does::Choosing(_), [one, other]) => is(one, Type::Number) && is(other, Type::Number),
            (Does::Comparing(_), [text, part]) => is(text, Type::Text) && is(part, Type::Text),
            (Does::Contains, [container, item]) => holds_here(container, item),
            (Does::Length, [only]) => is(only, Type::Text) || is_list(only),
            _ => false,
        };
        let form = Form::Function(function, arguments);
        Resolved::here_if(is_here, form, function.gives, Left::List)
    }

    fn compare(&mut self, operator: &str, sides: &[Node; 2]) -> Resolved {
        let sides = self.pair(sides);
        let Some(relation) = Relation::of(operator) else {
            debug_assert!(false, "`{operator}` compares nothing");
            return Resolved::left(Form::Statement(sides.to_vec()), Left::InHelper);
        };
        let [one, other] = &sides;
        let is_here = one.left.is_none() && is(other, one.gives) && relation.compares(one.gives);
        Resolved::here_if(is_here, Form::Compare(relation, sides.into()), Type::Truth, Left::Part)
    }

    fn arithmetic(&mut self, operator: &str, sides: &[Node; 2]) -> Resolved {
        let sides = self.pair(sides);
        let Some(operator) = Operator::of(operator) else {
            debug_assert!(false, "`{operator}` calculates nothing");
            return Resolved::left(Form::Statement(sides.to_vec()), Left::InHelper);
        };
        let is_here = sides.iter().all(|side| is(side, Type::Number));
        Resolved::here_if(
            is_here,
            Form::Arithmetic(operator, sides.into()),
            Type::Number,
            Left::Part,
        )
    }

    fn choice(&mut self, node: &Node, choice: &Choice) -> Resolved {
        let (Some(then), Some(otherwise)) =
            (only(&choice.then), choice.otherwise.as_deref().and_then(only))
        else {
            return self.statement(node);
        };
        let parts = [&choice.condition, then, otherwise].map(|part| self.expression(part));
        let [_, then, otherwise] = &parts;
        let is_known = then.left.is_none() && is(otherwise, then.gives);
        let gives = if is_known { then.gives } else { Type::Anything };
        Resolved::here(Form::If(Box::new(parts)), gives)
    }
}

/// The expression that a branch is; `return x` gives `x`.
fn only(nodes: &[Node]) -> Option<&Node> {
    match nodes {
        [Node { kind: Kind::Return(value), .. }] => Some(value),
        [only] => Some(only),
        _ => None,
    }
}

/// Whether a part is of a type, and is evaluated here.
fn is(expression: &Expression, wanted: Type) -> bool {
    expression.left.is_none() && expression.gives == wanted && wanted != Type::Anything
}

/// Whether a part is a list that is written down, with items that are evaluated here.
fn is_list(expression: &Expression) -> bool {
    expression.left.is_none() && matches!(expression.form, Form::List(_))
}

/// Whether it can be found out here if something is in a text or a list.
fn holds_here(container: &Expression, item: &Expression) -> bool {
    let is_in_text = is(container, Type::Text) && is(item, Type::Text);
    is_in_text || (is_list(container) && item.is_plain_value())
}
