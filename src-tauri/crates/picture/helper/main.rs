//! The helper alone, and helpers that are none: each does one thing that must not hurt its host.
//!
//! With `probe` it is shut in and then tries what a picture must not: every line it prints is something it could do.

use std::{
    io::Write as _,
    net::{TcpListener, UdpSocket},
    process::{Command, ExitCode},
};

fn main() -> ExitCode {
    if foyer_picture::is_asked() {
        return foyer_picture::serve();
    }
    match std::env::args().nth(1).as_deref() {
        Some("probe") => probe(),
        Some("hang") => loop {
            std::thread::park();
        },
        Some("die") => std::process::abort(),
        // The beginning of a picture of one pixel, and no more.
        Some("half") => {
            let _ = said(&[0, 0, 0, 0, 0, 1, 0, 0]);
            std::process::abort()
        }
        Some("flood") => {
            while said(&[0; 4_096]).is_ok() {}
            ExitCode::SUCCESS
        }
        Some(_) | None => ExitCode::FAILURE,
    }
}

fn said(bytes: &[u8]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

fn probe() -> ExitCode {
    if foyer_picture::shut_in().is_err() {
        return ExitCode::FAILURE;
    }
    let tried = [
        ("read a file", std::fs::read("/etc/hostname").is_ok()),
        ("wrote a file", std::fs::write("foyer-picture-probe", "x").is_ok()),
        ("listed a folder", std::fs::read_dir("/").is_ok()),
        ("listened", TcpListener::bind("127.0.0.1:0").is_ok()),
        ("sent", UdpSocket::bind("127.0.0.1:0").is_ok()),
        ("ran a program", Command::new("/bin/true").spawn().is_ok()),
        ("began a thread", std::thread::Builder::new().spawn(|| ()).is_ok()),
        ("took a gigabyte", Vec::<u8>::new().try_reserve_exact(1 << 30).is_ok()),
    ];
    let mut words = String::from("shut in\n");
    for (what, could) in tried {
        if could {
            words.push_str(what);
            words.push('\n');
        }
    }
    match said(words.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
