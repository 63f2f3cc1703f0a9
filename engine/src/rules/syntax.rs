//! How does Rhai write it down?
//!
//! The only file that matches on Rhai's syntax tree, whose types change between
//! versions: everything after it reads a tree of our own.

use rhai::{
    AST, ASTFlags, ASTNode, BinaryExpr, Dynamic, Expr, FlowControl, FnCallExpr, Position, Stmt,
    StmtBlock, SwitchCasesCollection,
};
use rust_decimal::Decimal;

use super::mistake::At;
use super::node::{Ban, Choice, Function, Kind, Node};

/// Returns the expression of a compiled condition.
pub(super) fn condition(ast: &AST) -> Option<(&Expr, Node)> {
    match ast.statements() {
        [Stmt::Expr(expr)] => Some((expr, expression(expr))),
        _ => None,
    }
}

/// Returns the functions of a compiled helper file in the order they stand in,
/// and the first statement outside of them.
pub(super) fn functions(ast: &AST) -> (Vec<Function>, Option<Node>) {
    let mut found: Vec<(Function, Position, Position)> = Vec::new();
    for signature in ast.iter_functions() {
        let library = ast.shared_lib();
        let Some(function) = library.get_script_fn(signature.name, signature.params.len()) else {
            continue;
        };
        let (start, end) = (function.body.start_position(), function.body.end_position());
        let parameters = function.params.iter().map(|it| it.as_str().into()).collect();
        let name = function.name.as_str().into();
        let function =
            Function { name, at: at(start), parameters, body: Vec::new(), expression: None };
        found.push((function, start, end));
    }
    found.sort_by_key(|(function, _, _)| function.at);
    let mut outside = None;
    let mut bodies: Vec<Vec<Stmt>> = vec![Vec::new(); found.len()];
    ast.walk(&mut |path: &[ASTNode]| {
        if let [ASTNode::Stmt(it)] = path {
            let place = it.position();
            let mut owners = found.iter_mut().zip(&mut bodies);
            let owner = owners.find(|((_, from, to), _)| *from <= place && place <= *to);
            match owner {
                Some(((function, _, _), body)) => {
                    function.body.push(statement(it));
                    body.push((*it).clone());
                }
                None if matches!(it, Stmt::Noop(_)) => {}
                None => {
                    outside.get_or_insert_with(|| statement(it));
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
    let number = |it: Option<usize>| it.and_then(|it| u32::try_from(it).ok()).unwrap_or(1);
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

/// The expressions that an expression is made of, in the order in which its node
/// names them; none where they cannot be asked alone.
pub(super) fn parts(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::And(parts, _) | Expr::Or(parts, _) => parts.to_vec(),
        Expr::Array(items, _) => items.to_vec(),
        Expr::FnCall(call, _) => {
            let mut parts = call.args.to_vec();
            if &*call.name == "contains" {
                parts.reverse();
            }
            parts
        }
        Expr::Dot(pair, _, _) => match &pair.rhs {
            Expr::MethodCall(call, _) => {
                std::iter::once(&pair.lhs).chain(&call.args).cloned().collect()
            }
            _ => Vec::new(),
        },
        Expr::Stmt(block) => match block.statements() {
            [Stmt::If(flow, _)] => {
                let branches = [&flow.body, &flow.branch].map(whole);
                std::iter::once(flow.expr.clone()).chain(branches).collect()
            }
            _ => only(block).map(|it| parts(&it)).unwrap_or_default(),
        },
        _ => Vec::new(),
    }
}

/// The expression that a function's statements are, where they are one.
fn single_expression(body: &[Stmt]) -> Option<Expr> {
    match body {
        [Stmt::If(flow, _)] if !is_choice(flow) => None,
        [it @ Stmt::If(..)] => Some(Expr::Stmt(Box::new(it.clone().into()))),
        [it] => only_one(it),
        _ => None,
    }
}

/// Whether an `if` has one expression in each of its branches.
fn is_choice(flow: &FlowControl) -> bool {
    [&flow.body, &flow.branch].into_iter().all(|it| match it.statements() {
        [Stmt::If(inner, _)] => is_choice(inner),
        _ => only(it).is_some(),
    })
}

/// The expression that a block consists of.
fn only(block: &StmtBlock) -> Option<Expr> {
    match block.statements() {
        [it] => only_one(it),
        _ => None,
    }
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

/// A block as one expression.
fn whole(block: &StmtBlock) -> Expr {
    only(block).unwrap_or_else(|| Expr::Stmt(Box::new(block.clone())))
}

pub(super) fn expression(expr: &Expr) -> Node {
    let position = expr.position();
    match expr {
        Expr::DynamicConstant(value, _) => node(position, constant(value, position)),
        Expr::BoolConstant(value, _) => node(position, Kind::Truth(*value)),
        Expr::IntegerConstant(value, _) => node(position, Kind::Number(Decimal::from(*value))),
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
            [only] => statement(only),
            _ => node(block.position(), Kind::Block(statements(block))),
        },
        Expr::FnCall(call, _) => node(position, function_call(call)),
        Expr::Dot(..) | Expr::Index(..) => chain(expr),
        Expr::And(parts, _) => node(position, Kind::All(expressions(parts))),
        Expr::Or(parts, _) => node(position, Kind::Any(expressions(parts))),
        other => node(position, unusable(other)),
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
        return Kind::Number(number);
    }
    if let Ok(number) = value.as_int() {
        return Kind::Number(Decimal::from(number));
    }
    if let Ok(truth) = value.as_bool() {
        return Kind::Truth(truth);
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Kind::Text(text.as_str().into());
    }
    if let Ok(items) = value.as_array_ref() {
        let items = items.iter().map(|it| node(position, constant(it, position)));
        return Kind::List(items.collect());
    }
    if let Ok(map) = value.as_map_ref() {
        let entries = map.iter();
        let entries =
            entries.map(|(key, it)| (key.as_str().into(), node(position, constant(it, position))));
        return Kind::Map(entries.collect());
    }
    if value.is_unit() { Kind::Nothing } else { ban("this", "write a simpler expression") }
}

fn function_call(call: &FnCallExpr) -> Kind {
    if call.capture_parent_scope {
        return ban("`!` after a function's name", "drop the `!`");
    }
    let arguments = expressions(&call.args);
    // `x in list` is written as a call of `contains`, with its sides swapped.
    let within = &*call.name == "contains" && arguments.len() == 2;
    let operator = within || call.op_token.is_some() || !is_word(&call.name);
    if !operator {
        return Kind::Call(call.name.as_str().into(), arguments);
    }
    match <[Node; 1]>::try_from(arguments) {
        Ok([only]) => unary(&call.name, only),
        Err(arguments) => match <[Node; 2]>::try_from(arguments) {
            Ok(sides) => binary(&call.name, sides),
            Err(_) => ban("this", "write a simpler expression"),
        },
    }
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
        return expression(expr);
    };
    let mut result = expression(&pair.lhs);
    let mut link = Some(expr);
    while let Some(current) = link {
        let (step, next) = step_and_next(current);
        result = match (step, current) {
            (Some(step), Expr::Dot(_, flags, _)) => dot(result, step, *flags),
            (Some(step), Expr::Index(_, flags, position)) => index(result, step, *flags, *position),
            _ => break,
        };
        link = next;
    }
    result
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
            let mut arguments = vec![base];
            arguments.extend(expressions(&call.args));
            node(position, Kind::Call(call.name.as_str().into(), arguments))
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
    match stmt {
        Stmt::Noop(_) => node(position, Kind::Nothing),
        Stmt::Expr(expr) => expression(expr),
        Stmt::FnCall(call, _) => node(position, function_call(call)),
        Stmt::If(flow, _) => node(position, choice(flow)),
        Stmt::Switch(switch, _) => node(position, choose(&switch.0, &switch.1)),
        Stmt::For(parts, _) => {
            let (variable, counter, flow) = &**parts;
            let names = [Some(variable), counter.as_ref()].into_iter().flatten();
            let names = names.map(|it| it.name.as_str().into()).collect();
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
                assignment(parts.0.get_op_assignment_info().map(|it| it.5), sides),
            )
        }
        Stmt::Block(block) => node(position, Kind::Block(statements(block))),
        Stmt::BreakLoop(None, _, _) => node(position, Kind::Leave),
        Stmt::Return(value, flags, _) if !flags.intersects(ASTFlags::BREAK) => {
            let value = value.as_ref().map_or(node(position, Kind::Nothing), |it| expression(it));
            node(position, Kind::Return(Box::new(value)))
        }
        other => node(position, banned(other)),
    }
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
    let cases = cases.map(|it| (expression(&it.lhs), expression(&it.rhs)));
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
