//! Who decodes: a helper that the host starts for one picture, or the host itself.
//!
//! Whatever a helper does (dies, stalls, floods, lies), its host gets a word for it within the time limit and has the
//! process gone. It is never asked twice for one picture, and nobody decodes in its place.

use std::{io, path::PathBuf, process::Stdio, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{Child, Command},
    sync::Semaphore,
};

use crate::{ARGUMENT, MAX_BYTES, NoPicture, Picture, decode, pixels};

/// The largest picture takes two seconds of a slow desk; what takes longer is meant to.
const LONGEST: Duration = Duration::from_secs(15);

/// Helpers side by side: each may take half a gigabyte, and a text comes with up to ten pictures.
const SIDE_BY_SIDE: usize = 2;

/// What has pictures decoded.
#[derive(Clone, Debug)]
pub struct Decoder {
    way: Way,
    turns: Arc<Semaphore>,
}

#[derive(Clone, Debug)]
enum Way {
    Helper(Helper),
    Here,
}

#[derive(Clone, Debug)]
struct Helper {
    program: PathBuf,
    argument: &'static str,
    longest: Duration,
}

impl Decoder {
    /// This very program, started again: its `main` must look at [`crate::is_asked`] first.
    pub fn myself() -> Self {
        // On Linux also after an update has put another file in its place. Where the system does not say, there is no
        // such program, and no picture is opened.
        let program = if cfg!(target_os = "linux") {
            PathBuf::from("/proc/self/exe")
        } else {
            std::env::current_exe().unwrap_or_default()
        };
        Self::helper(program, ARGUMENT, LONGEST)
    }

    /// A program that answers when it is started with `argument`, and is ended after `longest`.
    pub fn helper(program: PathBuf, argument: &'static str, longest: Duration) -> Self {
        Self::by(Way::Helper(Helper { program, argument, longest }))
    }

    /// A thread of this process, within the same caps but not shut in: for a host that keeps nothing of anybody, as
    /// tests and measurements are.
    pub fn here() -> Self {
        Self::by(Way::Here)
    }

    fn by(way: Way) -> Self {
        Self { way, turns: Arc::new(Semaphore::new(SIDE_BY_SIDE)) }
    }

    /// Decodes a picture.
    ///
    /// # Errors
    /// [`NoPicture`]; [`NoPicture::NoAnswer`] where the helper died, stalled or said nonsense.
    pub async fn decode(&self, bytes: &[u8]) -> Result<Picture, NoPicture> {
        if bytes.len() > MAX_BYTES {
            return Err(NoPicture::TooLarge);
        }
        let _turn = self.turns.acquire().await.map_err(|_| NoPicture::NoAnswer)?;
        match &self.way {
            Way::Helper(helper) => helper.decode(bytes).await,
            Way::Here => {
                let bytes = bytes.to_vec();
                // Should the decoder panic on crafted bytes, only its own thread ends.
                let decoding = tokio::task::spawn_blocking(move || decode(&bytes));
                decoding.await.unwrap_or(Err(NoPicture::Broken))
            }
        }
    }
}

impl Helper {
    async fn decode(&self, bytes: &[u8]) -> Result<Picture, NoPicture> {
        match self.answer(bytes).await {
            Ok(answer) => pixels::read(answer),
            Err(error) => {
                tracing::warn!(kind = ?error.kind(), "the picture helper gave no answer");
                Err(NoPicture::NoAnswer)
            }
        }
    }

    /// What the helper said, with its process gone.
    async fn answer(&self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut child = self.started()?;
        let talked = tokio::time::timeout(self.longest, talk(&mut child, bytes)).await;
        // Whatever else it wanted to do.
        child.kill().await?;
        talked.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    fn started(&self) -> io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.arg(self.argument).env_clear().kill_on_drop(true);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // An AppImage keeps its libraries where only the first says; Windows starts nothing without the second.
        for kept in ["LD_LIBRARY_PATH", "SystemRoot"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        command.spawn()
    }
}

async fn talk(child: &mut Child, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    // The helper reads all before it answers; should it leave early, what it has said until then is judged.
    let _ = stdin.write_all(bytes).await;
    drop(stdin);
    let mut answer = Vec::new();
    let most = u64::try_from(pixels::ANSWER_AT_MOST).unwrap_or(u64::MAX).saturating_add(1);
    stdout.take(most).read_to_end(&mut answer).await?;
    Ok(answer)
}
