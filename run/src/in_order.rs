//! Work on many people at once, answers in the order of the people.
//!
//! Threads of the standard library with channels, not a pool of rayon: rayon gives
//! answers either out of order or all at once, and would need the same window around it
//! to bound memory.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};

use crate::error::RunError;
use crate::person::Identified;
use crate::progress::Progress;
use crate::threads::Threads;

/// How many people may be underway for each thread. Plans differ in cost by a factor of
/// a hundred, so that a thread needs some in store while the sink waits for a slow one;
/// each waiting answer costs memory.
const UNDERWAY: usize = 32;

/// Why an answer is missing.
enum Missing<E> {
    Error(E),
    Panic(String),
}

/// A person to work for, and where the answer goes.
type Job<T, A, E> = (T, SyncSender<Result<A, Missing<E>>>);

/// An answer that is underway, and for whom.
struct Underway<A, E> {
    person: String,
    answer: Receiver<Result<A, Missing<E>>>,
}

/// Takes people from a source, works for each on one of some threads, and hands the
/// answers to a sink in the order of the source.
///
/// `worker` is called once on each thread and returns what does the work there, so that
/// a thread can keep what it reuses. Source and sink stay on the calling thread.
///
/// # Errors
///
/// If the work for a person fails or panics, or if the sink fails. The first in the
/// order of the source is returned; the sink got everything before it and nothing after.
pub fn in_order<T, A, E, W>(
    people: impl IntoIterator<Item = T>,
    threads: Threads,
    progress: &mut Progress<'_>,
    worker: impl Fn() -> W + Sync,
    mut sink: impl FnMut(A) -> Result<(), E>,
) -> Result<(), RunError<E>>
where
    T: Identified + Send,
    A: Send,
    E: Send,
    W: FnMut(&T) -> Result<A, E>,
{
    let mut hand_over = |person: &str, answer: Result<A, Missing<E>>| {
        let answer = answer.map_err(|missing| missing.naming(person))?;
        sink(answer).map_err(RunError::Sink)?;
        progress.step();
        Ok(())
    };
    if threads == Threads::ONE {
        let mut work = None;
        for person in people {
            let answer = attempt(&mut work, &worker, &person);
            hand_over(person.id(), answer)?;
        }
        return Ok(());
    }
    let (jobs, waiting) = mpsc::channel();
    let waiting = Mutex::new(waiting);
    let (waiting, worker) = (&waiting, &worker);
    // `jobs` moves in, so that every way out drops it: workers end when no more can come.
    std::thread::scope(move |scope| {
        for _ in 0..threads.count() {
            scope.spawn(|| work_off(waiting, worker));
        }
        let most = threads.count().saturating_mul(UNDERWAY);
        let mut underway: VecDeque<Underway<A, E>> = VecDeque::with_capacity(most);
        for person in people {
            if underway.len() >= most
                && let Some(first) = underway.pop_front()
            {
                hand_over(&first.person, first.wait())?;
            }
            let (to, answer) = mpsc::sync_channel(1);
            underway.push_back(Underway { person: person.id().to_owned(), answer });
            // Were no worker left, waiting for the answer would say so.
            jobs.send((person, to)).ok();
        }
        for next in underway {
            hand_over(&next.person, next.wait())?;
        }
        Ok(())
    })
}

/// Works until no more jobs come.
fn work_off<T, A, E, W>(jobs: &Mutex<Receiver<Job<T, A, E>>>, worker: &impl Fn() -> W)
where
    W: FnMut(&T) -> Result<A, E>,
{
    let mut work = None;
    loop {
        // Only one worker waits for a job, with the lock; the others wait for the lock.
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((person, to)) = job else { return };
        let answer = attempt(&mut work, worker, &person);
        // Nobody waits for the answer after an earlier one failed: the run is over.
        if to.send(answer).is_err() {
            return;
        }
    }
}

/// Works for one person; a panic is an answer too.
fn attempt<T, A, E, W>(
    work: &mut Option<W>,
    worker: &impl Fn() -> W,
    person: &T,
) -> Result<A, Missing<E>>
where
    W: FnMut(&T) -> Result<A, E>,
{
    // What the worker keeps may be half changed after a panic, but nobody asks it again:
    // a panic ends the run.
    let attempt = catch_unwind(AssertUnwindSafe(|| work.get_or_insert_with(worker)(person)));
    match attempt {
        Ok(answer) => answer.map_err(Missing::Error),
        Err(payload) => Err(Missing::Panic(message(&*payload))),
    }
}

/// What a panic says.
fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "no message".to_owned())
}

impl<A, E> Underway<A, E> {
    fn wait(&self) -> Result<A, Missing<E>> {
        // A worker answers every job it takes, unless its thread is gone.
        let gone = |_| Err(Missing::Panic("its thread ended without an answer".to_owned()));
        self.answer.recv().unwrap_or_else(gone)
    }
}

impl<E> Missing<E> {
    fn naming(self, person: &str) -> RunError<E> {
        let person = person.to_owned();
        match self {
            Self::Error(error) => RunError::Work { person, error },
            Self::Panic(message) => RunError::Panic { person, message },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    impl Identified for String {
        fn id(&self) -> &str {
            self
        }
    }

    fn people(number: usize) -> Vec<String> {
        (0..number).map(|number| format!("person-{number}")).collect()
    }

    fn threads(number: usize) -> Threads {
        number.to_string().parse().unwrap()
    }

    /// Runs until the end or the first error; returns what the sink got.
    fn run(
        number: usize,
        count: usize,
        work: impl Fn(&str) -> Result<String, &'static str> + Sync,
    ) -> (Vec<String>, Result<(), RunError<&'static str>>) {
        let mut got = Vec::new();
        let mut progress = Progress::hidden();
        let ended = in_order(
            people(number),
            threads(count),
            &mut progress,
            || |person: &String| work(person),
            |answer| {
                got.push(answer);
                Ok(())
            },
        );
        (got, ended)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_interleaving_gives_the_same_order(
            count in 1_usize..9,
            pauses in prop::collection::vec(0_u64..400, 0..300),
        ) {
            let pause = |person: &str| {
                let number: usize = person.trim_start_matches("person-").parse().unwrap();
                thread::sleep(Duration::from_micros(pauses[number]));
                Ok(person.to_owned())
            };
            let (got, ended) = run(pauses.len(), count, pause);
            prop_assert_eq!(ended, Ok(()));
            prop_assert_eq!(got, people(pauses.len()));
        }

        #[test]
        fn an_error_names_the_person_and_keeps_what_came_before(
            count in 1_usize..9,
            (number, at) in (1_usize..200).prop_flat_map(|number| (Just(number), 0..number)),
        ) {
            let wrong = format!("person-{at}");
            let (got, ended) = run(number, count, |person| {
                if person == wrong { Err("ill") } else { Ok(person.to_owned()) }
            });
            prop_assert_eq!(got, people(number)[..at].to_vec());
            let error = ended.unwrap_err();
            prop_assert_eq!(error.to_string(), format!("for `{wrong}`: ill"));
            prop_assert_eq!(error, RunError::Work { person: wrong, error: "ill" });
        }
    }

    #[test]
    fn a_panic_names_the_person_and_keeps_what_came_before() {
        for count in [1, 2, 7] {
            let (got, ended) = run(100, count, |person| {
                assert_ne!(person, "person-50", "a fault");
                Ok(person.to_owned())
            });
            assert_eq!(got, people(100)[..50]);
            let error = ended.unwrap_err().to_string();
            assert!(error.starts_with("for `person-50`: the program broke off: "), "{error}");
            assert!(error.contains("a fault"), "{error}");
        }
    }

    #[test]
    fn a_sink_that_fails_ends_the_run() {
        for count in [1, 4] {
            let mut got = Vec::new();
            let ended = in_order(
                people(1_000),
                threads(count),
                &mut Progress::hidden(),
                || |person: &String| Ok(person.clone()),
                |answer| {
                    if got.len() == 10 {
                        return Err("full");
                    }
                    got.push(answer);
                    Ok(())
                },
            );
            assert_eq!((ended, got), (Err(RunError::Sink("full")), people(10)));
        }
    }

    #[test]
    fn workers_do_not_run_away_from_a_slow_sink() {
        let worked = AtomicUsize::new(0);
        let mut handed = 0;
        let count = 4;
        let ended: Result<(), RunError<&str>> = in_order(
            people(2_000),
            threads(count),
            &mut Progress::hidden(),
            || {
                |_: &String| {
                    worked.fetch_add(1, Ordering::SeqCst);
                    Ok(())
                }
            },
            |()| {
                handed += 1;
                let ahead = worked.load(Ordering::SeqCst) - handed;
                assert!(ahead <= count * UNDERWAY, "{ahead} answers wait");
                Ok(())
            },
        );
        assert_eq!((ended, handed), (Ok(()), 2_000));
    }

    #[test]
    fn a_source_is_read_only_as_far_as_there_is_room() {
        let mut read = 0;
        let source = std::iter::from_fn(|| {
            read += 1;
            Some(format!("person-{read}"))
        });
        let mut left = 100;
        let ended = in_order(
            source,
            threads(2),
            &mut Progress::hidden(),
            || |_: &String| Ok(()),
            |()| {
                left -= 1;
                if left == 0 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!(ended, Err(RunError::Sink("enough")));
        assert!(read <= 100 + 2 * UNDERWAY + 1, "{read}");
    }
}
