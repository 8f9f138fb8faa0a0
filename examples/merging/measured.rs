//! Figures, size by size.

use crosscheck::cli::processor_time;
use std::{collections::BTreeMap, time::Duration};

/// What was measured, by name and in the order of the first size.
#[derive(Default)]
pub(super) struct Measured {
    names: Vec<String>,
    figures: BTreeMap<String, Vec<Figure>>,
}

#[derive(Clone, Copy)]
enum Figure {
    Seconds(f64),
    Count(usize),
}

impl Measured {
    pub(super) fn of<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        let began = processor_time();
        let result = std::hint::black_box(work());
        self.time(name, processor_time().saturating_sub(began));
        result
    }

    pub(super) fn time(&mut self, name: &str, time: Duration) {
        self.take(name, Figure::Seconds(time.as_secs_f64()));
    }

    pub(super) fn count(&mut self, name: &str, count: usize) {
        self.take(name, Figure::Count(count));
    }

    fn take(&mut self, name: &str, figure: Figure) {
        if !self.figures.contains_key(name) {
            self.names.push(name.to_owned());
        }
        self.figures
            .entry(name.to_owned())
            .or_default()
            .push(figure);
    }

    pub(super) fn print(&self, title: &str) {
        println!("\n{title}");
        for name in &self.names {
            print!("  {name:48}");
            let mut before = None;
            for figure in &self.figures[name] {
                match figure {
                    Figure::Count(count) => print!(" {count:9}       "),
                    Figure::Seconds(time) => {
                        let ratio = before.map_or(String::new(), |before: f64| {
                            format!("({:.1})", time / before.max(1e-6))
                        });
                        print!(" {time:9.4} {ratio:6}");
                        before = Some(*time);
                    }
                }
            }
            println!();
        }
    }
}
