//! With which texts is a fact compared?

use std::collections::BTreeSet;

use super::answer::Fact;
use super::node::{Kind, Node};
use super::sandbox::{Condition, Sandbox};
use super::syntax;
use super::vocabulary::fact;

/// How deep helpers that call helpers are looked into.
const DEEPEST: u8 = 3;

impl Condition {
    /// Returns the facts that the condition compares with texts, each with one, those
    /// of helpers included that are a single expression.
    pub fn compared(&self, sandbox: &Sandbox) -> BTreeSet<(Fact, Box<str>)> {
        let mut compared = BTreeSet::new();
        collect(&syntax::expression(self.expr()), sandbox, 0, &mut compared);
        compared
    }
}

fn collect(node: &Node, sandbox: &Sandbox, depth: u8, compared: &mut BTreeSet<(Fact, Box<str>)>) {
    match &node.kind {
        Kind::Compare(operator, sides) if matches!(&**operator, "==" | "!=") => {
            let [left, right] = &**sides;
            compared.extend(pair(left, right).or_else(|| pair(right, left)));
        }
        Kind::Within(sides) => {
            let [item, list] = &**sides;
            if let Kind::List(texts) = &list.kind {
                compared.extend(texts.iter().filter_map(|it| pair(item, it)));
            }
        }
        Kind::Call(name, _) if depth < DEEPEST => {
            let helper = sandbox.helpers.signature(name);
            if let Some(body) = helper.and_then(|it| it.expression.as_ref()) {
                let depth = depth.saturating_add(1);
                collect(&syntax::expression(body), sandbox, depth, compared);
            }
        }
        _ => {}
    }
    for it in node.below() {
        collect(it, sandbox, depth, compared);
    }
}

/// A fact and the text it is compared with.
fn pair(read: &Node, text: &Node) -> Option<(Fact, Box<str>)> {
    let Kind::Text(text) = &text.kind else { return None };
    let read = match &read.kind {
        Kind::Name(name) => Fact::plain(fact(name)?.name),
        Kind::Call(name, arguments) => match arguments.as_slice() {
            [Node { kind: Kind::Text(argument), .. }] => Fact::about(fact(name)?.name, argument),
            _ => return None,
        },
        _ => return None,
    };
    Some((read, text.clone()))
}
