//! What does the page about a code say?

use waypath_engine::diagnostic::Code;

macro_rules! pages {
    ($($number:literal)*) => {
        /// The pages of `docs/codes/`, in the order of their numbers.
        const PAGES: &[(&str, &str)] = &[
            $(($number, include_str!(concat!("../../docs/codes/", $number, ".md"))),)*
        ];
    };
}

pages! {
    "WP001" "WP002" "WP003" "WP004" "WP005" "WP006" "WP007" "WP008"
    "WP009" "WP010" "WP011" "WP012" "WP013" "WP014" "WP015"
    "WP101" "WP102" "WP103" "WP104" "WP105" "WP106" "WP107" "WP108"
    "WP109" "WP110" "WP111" "WP113" "WP114" "WP115" "WP116" "WP117"
    "WP118" "WP119"
    "WP201" "WP202" "WP203" "WP204" "WP205" "WP206" "WP207" "WP208"
    "WP209" "WP210" "WP211"
    "WP301" "WP302" "WP303" "WP304" "WP305" "WP306" "WP307" "WP308"
    "WP309"
    "WP401" "WP402" "WP403" "WP404"
    "WP501" "WP502" "WP503" "WP504" "WP505" "WP506" "WP507" "WP508" "WP509" "WP511" "WP512" "WP513" "WP521" "WP522" "WP523" "WP524" "WP525" "WP526" "WP527" "WP530"
    "WP601"
}

/// Returns the page about a code.
pub fn page(code: Code) -> Option<&'static str> {
    PAGES.iter().find(|(number, _)| *number == code.number()).map(|(_, page)| *page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_that_begins_with_its_number() {
        for code in Code::ALL {
            let page = page(*code).unwrap_or_else(|| panic!("{code} has no page"));
            assert!(page.starts_with(&format!("# {code} ")), "{code}");
        }
        assert_eq!(PAGES.len(), Code::ALL.len());
    }
}
