//! The asynchronous runtime: started on a miss, and only here.

use crate::error::{Error, Result};
use crate::host::io_reason;
use std::time::Duration;

/// Waits for `future` at most this long; `None` when that was not enough.
///
/// # Errors
///
/// Why there is no runtime: too few file descriptors, mostly.
pub fn block_on<T>(within: Duration, future: impl Future<Output = T>) -> Result<Option<T>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .map_err(|error| Error::failed(io_reason(&error)).context("cannot use the network"))?;
    let outcome = runtime.block_on(async { tokio::time::timeout(within, future).await.ok() });
    // A name that is still being looked up is not waited for.
    runtime.shutdown_background();
    Ok(outcome)
}
