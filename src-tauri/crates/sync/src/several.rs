//! A few requests side by side: a slow answer holds up its own place and nothing else.

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
};

/// How many at once. Each is a request that a carrier counts.
pub(crate) const AT_ONCE: usize = 4;

/// Does `work` on every item, [`AT_ONCE`] at a time, in order. After the first failure no more are begun; those begun
/// are brought to their end, and the first failure is given.
pub(crate) async fn several<T, F, E>(
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> F,
) -> Result<(), E>
where
    F: Future<Output = Result<(), E>> + Send,
{
    let mut items = items.into_iter();
    let mut begun: Vec<Pin<Box<F>>> = Vec::new();
    let mut failed = None;
    poll_fn(|cx| {
        loop {
            while failed.is_none() && begun.len() < AT_ONCE {
                let Some(item) = items.next() else { break };
                begun.push(Box::pin(work(item)));
            }
            let before = begun.len();
            begun.retain_mut(|one| match one.as_mut().poll(cx) {
                Poll::Pending => true,
                Poll::Ready(Ok(())) => false,
                Poll::Ready(Err(error)) => {
                    failed.get_or_insert(error);
                    false
                }
            });
            if begun.is_empty() && (failed.is_some() || before == 0) {
                return Poll::Ready(());
            }
            if begun.len() == before {
                return Poll::Pending;
            }
        }
    })
    .await;
    failed.map_or(Ok(()), Err)
}
