//! Which population is assumed where nobody says otherwise?

use std::collections::BTreeSet;

use waypath_engine::library::Library;

/// Writes the default population of a library, with comments.
pub fn default_text(library: &Library) -> String {
    let mut text = head(&library.name);
    let mut line = |written: String| {
        text.push_str(&written);
        text.push('\n');
    };
    line("roles:".to_owned());
    for (_, id) in library.names.roles.iter() {
        line(format!("  {id}: 1"));
    }
    let modules = || library.modules.values();
    let scopes = library.rules.values().filter_map(|rule| rule.scope.sites.as_ref()).flatten();
    let sites = words(modules().flat_map(|module| &module.sites).chain(scopes));
    let shifts = words(modules().flat_map(|module| &module.shifts));
    let languages = words(modules().flat_map(|module| &module.languages));
    line(
        "\n# Where, when and in which language people work; those that modules and rules name."
            .to_owned(),
    );
    for (key, words) in [("sites", sites), ("shifts", shifts), ("languages", languages)] {
        if words.is_empty() {
            line(format!("{key}: {{}}"));
            continue;
        }
        line(format!("{key}:"));
        for word in words {
            line(format!("  {}: 1", quoted(&word)));
        }
    }
    text.push_str(REST);
    text
}

fn words<'a>(all: impl IntoIterator<Item = &'a Box<str>>) -> BTreeSet<String> {
    all.into_iter().map(ToString::to_string).collect()
}

/// A key of any letters.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let is_safe =
        word.starts_with(|letter: char| letter.is_ascii_lowercase()) && word.chars().all(is_plain);
    if is_safe {
        word.to_owned()
    } else {
        format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

fn head(name: &str) -> String {
    let name = name.replace(char::is_control, " ");
    format!(
        "# A synthetic population for {name}. Edit it, then:\n\
         #   waypath sample --people 1000 --seed 1 --population FILE --output DIR\n\
         #\n\
         # A share is a percentage, and those of a list come to 100 %; or a number, and then\n\
         # only how the numbers of a list compare counts. `0..5` means 0 to 5, each as often.\n\
         # What is left out here is as in the file that `--write-population` writes.\n\
         \n\
         # Who is there. A role that is not listed has nobody.\n"
    )
}

const REST: &str = r#"
# Columns of people.csv that rules read with attr("..."), such as:
#   channel: { phone: 70%, chat: 30% }
attributes: {}

# Who works towards another role: of the same `family`, the same `model`, or `any`.
target_role: { share: 40%, within: family }

# Months in the present role, and in the company before that.
months_in_role:
  0..5: 20%
  6..23: 35%
  24..59: 30%
  60..180: 15%
months_before_role:
  0: 40%
  1..24: 30%
  25..120: 30%

# The share of full time.
fte:
  100%: 80%
  80%: 12%
  50%: 8%

# Who is away for one to three weeks within the next two months.
away: 5%

# People of one role in a team; who has a manager, and who a mentor.
teams: { size: 8, managers: 95%, mentors: 40% }

# What is known of the competencies a role expects: one row of evidence for each,
# but for the share that nobody has seen.
evidence:
  unknown: 20%
  sources:
    manager: 40%
    self: 30%
    test: 15%
    peer: 10%
    simulation: 5%
  months_old:
    0..5: 50%
    6..17: 35%
    18..35: 15%

# The level held, compared with what the present role expects, within the scale.
# A certificate is held from 0 on.
levels:
  -2: 10%
  -1: 35%
  0: 40%
  1: 15%
# The same for what only the role worked towards expects.
levels_for_target:
  -3: 15%
  -2: 35%
  -1: 35%
  0: 15%

# How strongly things go together, from -1 to 1: who is long in the role with the
# levels held; and the levels of two competencies of one person (from 0).
correlations:
  tenure_with_level: 0.3
  between_competencies: 0.5

# What people have begun or done of the modules that build what their role expects.
progress:
  people: 30%
  modules: { 1: 60%, 2: 30%, 3: 10% }
  statuses:
    agreed: 15%
    started: 30%
    learned: 15%
    proven: 15%
    completed: 25%
  months_old: { 0..2: 50%, 3..11: 50% }

# In how many reviews a gap was seen, half a year apart.
reviews: { 0: 60%, 1: 25%, 2: 15% }

# Teams with readings of the KPIs of their role, and how far these are on the way
# from baseline to target, in percent.
kpis:
  teams: 80%
  reached: { -20..0: 30%, 1..60: 50%, 61..110: 20% }
"#;
