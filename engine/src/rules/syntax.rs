//! How does Rhai write it down?
//!
//! The only file that matches on Rhai's syntax tree, whose types change between
//! versions: everything after it reads a tree of our own.

use rhai::{
    AST, ASTFlags, ASTNode, BinaryExpr, Dynamic, Expr, FlowControl, FnCallExpr, Position, Stmt,
    StmtBlock, SwitchCasesCollection,
};

use super::mistake::At;
use super::node::{Ban, Choice, Function, Kind, Node, Order, Steps};
use super::number::Number;

/// Returns the expression of a compiled condition, with the part as Rhai runs it.
pub(super) fn condition(ast: &AST) -> Option<Node> {
    match ast.statements() {
        [Stmt::Expr(expr)] => match &**expr {
            // Rhai runs a block on its own without a step for the expression it is in.
            Expr::Stmt(block) => match block.statements() {
                [only] => Some(with_script(statement(only), expr)),
                _ => Some(expression(expr)),
            },
            expr => Some(with_script(expression(expr), expr)),
        },
        _ => None,
    }
}

fn with_script(node: Node, expr: &Expr) -> Node {
    Node { script: Some(Box::new(expr.clone())), ..node }
}

/// Returns the functions of a compiled helper file in the order they stand in,
/// and the first statement outside of them.
pub(super) fn functions(ast: &AST) -> (Vec<Function>, Option<Node>) {
    let mut found: Vec<(Function, Position, Position)> = Vec::new();
    for signature in ast.iter_functions() {
        let library = ast.shared_lib();
        let Some(function) = library.get_script_fn(signature.name, signature.params.len()) else {
            debug_assert!(false, "Rhai lists the functions it has");
            continue;
        };
        let (start, end) = (function.body.start_position(), function.body.end_position());
        let parameters = function.params.iter().map(|name| name.as_str().into()).collect();
        let name = function.name.as_str().into();
        let function =
            Function { name, at: at(start), parameters, body: Vec::new(), expression: None };
        found.push((function, start, end));
    }
    found.sort_by_key(|(function, _, _)| function.at);
    let mut outside = None;
    let mut bodies: Vec<Vec<Stmt>> = vec![Vec::new(); found.len()];
    ast.walk(&mut |path: &[ASTNode]| {
        if let [ASTNode::Stmt(stmt)] = path {
            let place = stmt.position();
            let mut owners = found.iter_mut().zip(&mut bodies);
            let owner = owners.find(|((_, from, to), _)| *from <= place && place <= *to);
            match owner {
                Some(((function, _, _), body)) => {
                    function.body.push(statement(stmt));
                    body.push((*stmt).clone());
                }
                None if matches!(stmt, Stmt::Noop(_)) => {}
                None => {
                    outside.get_or_insert_with(|| statement(stmt));
                }
            }
        }
        true
    });
    for ((function, _, _), body) in found.iter_mut().zip(&bodies) {
        function.expression = single_expression(body);
    }
    (found.into_iter().map(|(function, _, _)| function).collect(), outside)
}

fn at(position: Position) -> At {
    let number =
        |number: Option<usize>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(1);
    At { line: number(position.line()), column: number(position.position()) }
}

fn node(position: Position, kind: Kind) -> Node {
    Node::new(at(position), kind)
}

fn ban(what: &'static str, instead: &'static str) -> Kind {
    Kind::Forbidden(Ban { what, instead })
}

fn expressions(list: &[Expr]) -> Vec<Node> {
    list.iter().map(expression).collect()
}

/// What a function or an operator is given. Rhai takes a list in which nothing has to
/// be evaluated in one step.
fn arguments(list: &[Expr]) -> Vec<Node> {
    let argument = |expr: &Expr| {
        let mut node = expression(expr);
        if let Kind::List(items) = &mut node.kind
            && expr.is_constant()
        {
            for item in items {
                item.steps.own = 0;
            }
        }
        node
    };
    list.iter().map(argument).collect()
}

/// The expression that a function's statements are, where they are one.
fn single_expression(body: &[Stmt]) -> Option<Node> {
    match body {
        [Stmt::If(flow, _)] if !is_choice(flow) => None,
        [choice @ Stmt::If(..)] => Some(expression(&Expr::Stmt(Box::new(choice.clone().into())))),
        [only] => only_one(only).map(|expr| expression(&expr)),
        _ => None,
    }
}

/// Whether an `if` has one expression in each of its branches.
fn is_choice(flow: &FlowControl) -> bool {
    [&flow.body, &flow.branch].into_iter().all(|block| match block.statements() {
        [Stmt::If(inner, _)] => is_choice(inner),
        [only] => only_one(only).is_some(),
        _ => false,
    })
}

fn only_one(statement: &Stmt) -> Option<Expr> {
    match statement {
        Stmt::Expr(expr) => Some((**expr).clone()),
        Stmt::FnCall(call, position) => Some(Expr::FnCall(call.clone(), *position)),
        Stmt::Return(Some(value), flags, _) if !flags.intersects(ASTFlags::BREAK) => {
            Some((**value).clone())
        }
        _ => None,
    }
}

pub(super) fn expression(expr: &Expr) -> Node {
    let position = expr.position();
    let node = match expr {
        Expr::DynamicConstant(value, _) => node(position, constant(value, position)),
        Expr::BoolConstant(value, _) => node(position, Kind::Truth(*value)),
        Expr::IntegerConstant(value, _) => node(position, Kind::Number(Number::Whole(*value))),
        Expr::StringConstant(text, _) => node(position, Kind::Text(text.as_str().into())),
        Expr::Array(items, _) => node(position, Kind::List(expressions(items))),
        Expr::Map(map, _) => {
            let entries = map.0.iter();
            let entries = entries.map(|(key, value)| (key.name.as_str().into(), expression(value)));
            node(position, Kind::Map(entries.collect()))
        }
        Expr::Unit(_) => node(position, Kind::Nothing),
        Expr::Variable(variable, _, _) => node(position, Kind::Name(variable.1.as_str().into())),
        Expr::Stmt(block) => match block.statements() {
            [only] => {
                let mut node = statement(only);
                node.steps.around = node.steps.around.saturating_add(1);
                node
            }
            _ => node(block.position(), Kind::Block(statements(block))),
        },
        Expr::FnCall(call, _) => function_call(position, call),
        Expr::Dot(..) | Expr::Index(..) => chain(expr),
        Expr::And(parts, _) => node(position, Kind::All(expressions(parts))),
        Expr::Or(parts, _) => node(position, Kind::Any(expressions(parts))),
        other => node(position, unusable(other)),
    };
    match node.kind {
        Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) | Kind::Forbidden(_) => node,
        _ => with_script(node, expr),
    }
}

/// What is wrong with an expression that no rule may use.
fn unusable(expr: &Expr) -> Kind {
    match expr {
        Expr::CharConstant(..) => ban("single quotes", "put texts in double quotes"),
        Expr::InterpolatedString(..) => {
            ban("`${…}` in a text", "join texts with `+`, or use `{…}` in the text of an effect")
        }
        Expr::ThisPtr(_) => ban("`this`", "pass the value as an argument"),
        Expr::Coalesce(..) => ban("`??`", "ask `known(\"…\")` first"),
        _ => ban("this", "write a simpler expression"),
    }
}

/// Reads a constant that Rhai folded, such as a number with a point.
fn constant(value: &Dynamic, position: Position) -> Kind {
    if let Ok(number) = value.as_decimal() {
        return Kind::Number(Number::Exact(number));
    }
    if let Ok(number) = value.as_int() {
        return Kind::Number(Number::Whole(number));
    }
    if let Ok(truth) = value.as_bool() {
        return Kind::Truth(truth);
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Kind::Text(text.as_str().into());
    }
    if let Ok(items) = value.as_array_ref() {
        let items = items.iter().map(|item| node(position, constant(item, position)));
        return Kind::List(items.collect());
    }
    if let Ok(map) = value.as_map_ref() {
        let entries = map.iter();
        let entries = entries
            .map(|(key, value)| (key.as_str().into(), node(position, constant(value, position))));
        return Kind::Map(entries.collect());
    }
    if value.is_unit() { Kind::Nothing } else { ban("this", "write a simpler expression") }
}

fn function_call(position: Position, call: &FnCallExpr) -> Node {
    if call.capture_parent_scope {
        return node(position, ban("`!` after a function's name", "drop the `!`"));
    }
    let given = arguments(&call.args);
    if call.op_token.is_none() && is_word(&call.name) {
        return word_call(position, call, given);
    }
    let kind = match <[Node; 1]>::try_from(given) {
        Ok([only]) => unary(&call.name, only),
        Err(given) => match <[Node; 2]>::try_from(given) {
            Ok(sides) => binary(&call.name, sides),
            Err(_) => ban("this", "write a simpler expression"),
        },
    };
    node(position, kind)
}

/// A call with a name and brackets. Rhai evaluates a variable that is given first after
/// everything else, to hand it over without a copy.
fn word_call(position: Position, call: &FnCallExpr, mut given: Vec<Node>) -> Node {
    let is_variable = matches!(call.args.first(), Some(Expr::Variable(..)));
    if let (Some(first), true) = (given.first_mut(), is_variable) {
        first.steps.own = 0;
    }
    let order = if is_variable { Order::FirstLast } else { Order::FirstToLast };
    let steps = Steps { around: 0, own: 1u8.saturating_add(u8::from(is_variable)) };
    let kind = match <[Node; 2]>::try_from(given) {
        Ok(sides) if &*call.name == "contains" => binary(&call.name, sides),
        Ok(sides) => Kind::Call(call.name.as_str().into(), sides.into()),
        Err(given) => Kind::Call(call.name.as_str().into(), given),
    };
    Node { steps, order, ..node(position, kind) }
}

fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn unary(name: &str, side: Node) -> Kind {
    match name {
        "!" => Kind::Not(Box::new(side)),
        "-" => Kind::Minus(Box::new(side)),
        _ => ban("a `+` in front of a value", "drop the `+`"),
    }
}

fn binary(name: &str, sides: [Node; 2]) -> Kind {
    let sides = Box::new(sides);
    match name {
        "==" | "!=" | "<" | "<=" | ">" | ">=" => Kind::Compare(name.into(), sides),
        "+" | "-" | "*" | "/" | "%" => Kind::Arithmetic(name.into(), sides),
        // `x in list` is written as a call of `contains`, with its sides swapped.
        "contains" => {
            let [container, item] = *sides;
            Kind::Within(Box::new([item, container]))
        }
        ".." | "..=" => Kind::Range(sides),
        "&" => ban("`&`", "write `and` or `&&`"),
        "|" => ban("`|`", "write `or` or `||`"),
        "^" => ban("`^`", "write `!=` between two yes-or-no values"),
        "**" => ban("`**`", "multiply instead"),
        _ => ban("this operator", "use `+`, `-`, `*`, `/` or `%`"),
    }
}

/// Reads `a.b`, `a[b]` and longer chains, which Rhai nests to the right.
fn chain(expr: &Expr) -> Node {
    let (Expr::Dot(pair, _, _) | Expr::Index(pair, _, _)) = expr else {
        debug_assert!(false, "only points and brackets make a chain");
        return node(expr.position(), ban("this", "write a simpler expression"));
    };
    let mut result = expression(&pair.lhs);
    let mut link = Some(expr);
    let mut links: u8 = 0;
    while let Some(current) = link {
        let (step, next) = step_and_next(current);
        result = match (step, current) {
            (Some(step), Expr::Dot(_, flags, _)) => dot(result, step, *flags),
            (Some(step), Expr::Index(_, flags, position)) => index(result, step, *flags, *position),
            _ => break,
        };
        link = next;
        links = links.saturating_add(1);
    }
    count_chain(&mut result, links);
    result
}

/// Counts the steps of a chain as Rhai does: everything in brackets is evaluated
/// first, then what stands in front, then each link.
fn count_chain(chain: &mut Node, links: u8) {
    let own = |own: u8| Steps { around: 0, own };
    (chain.order, chain.steps) = match (&mut chain.kind, links) {
        // The chain, the variable, and the field itself.
        (Kind::Field(base, _), 1) if matches!(base.kind, Kind::Name(_)) => {
            (Order::FirstToLast, own(3))
        }
        (Kind::Call(_, given), 1) => {
            let is_given = given.len() > 1;
            (Order::FirstLast, own(1u8.saturating_add(u8::from(is_given))))
        }
        (Kind::Call(_, given), 2) => match given.first_mut() {
            Some(Node { kind: Kind::Field(base, _), steps, order, .. })
                if matches!(base.kind, Kind::Name(_)) =>
            {
                (*steps, *order) = (own(2), Order::FirstToLast);
                (Order::FirstLast, own(3))
            }
            _ => (Order::Chain, own(1)),
        },
        _ => (Order::Chain, own(1)),
    };
}

/// Splits a link of a chain into the step it takes and the link after it.
fn step_and_next(link: &Expr) -> (Option<&Expr>, Option<&Expr>) {
    let (Expr::Dot(pair, flags, _) | Expr::Index(pair, flags, _)) = link else {
        return (None, None);
    };
    let BinaryExpr { rhs, .. } = &**pair;
    match rhs {
        Expr::Dot(inner, _, _) | Expr::Index(inner, _, _) if !flags.intersects(ASTFlags::BREAK) => {
            (Some(&inner.lhs), Some(rhs))
        }
        _ => (Some(rhs), None),
    }
}

fn dot(base: Node, step: &Expr, flags: ASTFlags) -> Node {
    let position = step.position();
    if flags.intersects(ASTFlags::NEGATED) {
        return node(position, ban("`?.`", "write `.`"));
    }
    match step {
        Expr::Property(property, _) => {
            node(position, Kind::Field(Box::new(base), property.2.as_str().into()))
        }
        Expr::MethodCall(call, _) => {
            let mut given = vec![base];
            given.extend(arguments(&call.args));
            node(position, Kind::Call(call.name.as_str().into(), given))
        }
        _ => node(position, ban("this", "write a simpler expression")),
    }
}

fn index(base: Node, step: &Expr, flags: ASTFlags, position: Position) -> Node {
    if flags.intersects(ASTFlags::NEGATED) {
        return node(position, ban("`?[`", "write `[`"));
    }
    node(position, Kind::Element(Box::new([base, expression(step)])))
}

fn statements(block: &StmtBlock) -> Vec<Node> {
    block.statements().iter().map(statement).collect()
}

fn statement(stmt: &Stmt) -> Node {
    let position = stmt.position();
    let mut statement = match stmt {
        Stmt::Noop(_) => node(position, Kind::Nothing),
        Stmt::Expr(expr) => expression(expr),
        // A call that is a statement is no expression, which saves the step that the
        // statement takes.
        Stmt::FnCall(call, place) => return expression(&Expr::FnCall(call.clone(), *place)),
        Stmt::If(flow, _) => {
            let steps = Steps { around: 0, own: 0 };
            Node { steps, ..node(position, choice(flow)) }
        }
        Stmt::Switch(switch, _) => node(position, choose(&switch.0, &switch.1)),
        Stmt::For(parts, _) => {
            let (variable, counter, flow) = &**parts;
            let names = [Some(variable), counter.as_ref()].into_iter().flatten();
            let names = names.map(|name| name.name.as_str().into()).collect();
            let list = Box::new(expression(&flow.expr));
            node(position, Kind::For(names, list, statements(&flow.body)))
        }
        Stmt::Var(parts, _, _) => {
            let (name, value, _) = &**parts;
            node(position, Kind::Let(name.name.as_str().into(), Box::new(expression(value))))
        }
        Stmt::Assignment(parts) => {
            let (operator, sides) = &**parts;
            node(
                operator.position(),
                assignment(parts.0.get_op_assignment_info().map(|operator| operator.5), sides),
            )
        }
        Stmt::Block(block) => node(position, Kind::Block(statements(block))),
        Stmt::BreakLoop(None, _, _) => node(position, Kind::Leave),
        Stmt::Return(value, flags, _) if !flags.intersects(ASTFlags::BREAK) => {
            let value =
                value.as_ref().map_or(node(position, Kind::Nothing), |value| expression(value));
            node(position, Kind::Return(Box::new(value)))
        }
        other => node(position, banned(other)),
    };
    statement.steps.around = statement.steps.around.saturating_add(1);
    statement
}

/// What is wrong with a statement that no rule may use.
fn banned(stmt: &Stmt) -> Kind {
    match stmt {
        Stmt::While(..) | Stmt::Do(..) => {
            ban("a loop without an end of its own", "go through a list: `for item in list { … }`")
        }
        Stmt::TryCatch(..) => ban("`try`", "let the rule fail, so that its author hears of it"),
        Stmt::Return(..) => ban("`throw`", "return an empty list"),
        Stmt::BreakLoop(..) => ban("`break` with a value", "return the value"),
        Stmt::Share(_) => ban("a function inside an expression", "write a function with `fn`"),
        _ => ban("this", "write a simpler statement"),
    }
}

fn choice(flow: &FlowControl) -> Kind {
    let otherwise = match flow.branch.statements() {
        [] if flow.branch.span().is_none() => None,
        [Stmt::Noop(position)] if position.is_none() => None,
        _ => Some(statements(&flow.branch)),
    };
    let (condition, then) = (expression(&flow.expr), statements(&flow.body));
    Kind::If(Box::new(Choice { condition, then, otherwise }))
}

/// Reads a `switch`; Rhai keeps only hashes of what the cases compare with.
fn choose(on: &Expr, cases: &SwitchCasesCollection) -> Kind {
    let cases = cases.expressions.iter();
    let cases = cases.map(|case| (expression(&case.lhs), expression(&case.rhs)));
    Kind::Switch(Box::new(expression(on)), cases.collect())
}

fn assignment(operator: Option<&str>, sides: &BinaryExpr) -> Kind {
    let (target, value) = (expression(&sides.lhs), expression(&sides.rhs));
    match operator {
        None | Some("+" | "-" | "*") => Kind::Assign(Box::new([target, value])),
        Some("/") => ban("`/=`", "write `x = x / y`, which is exact"),
        Some(_) => ban("this assignment", "write `x = x … y`"),
    }
}
