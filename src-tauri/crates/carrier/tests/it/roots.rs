//! Who may vouch for the carrier: public authorities, and none that somebody added to this computer, as security software
//! and office networks do to look into connections.

use std::{env, path::Path, process::Command, sync::Arc};

use foyer_carrier::{Carrier as _, FetchError, NotSentReason, SubmitOutcome};
use foyer_domain::ProviderMessageId;
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    sync::watch,
};
use tokio_rustls::TlsAcceptor;

use crate::practice::{MESSAGE, text_to_lupe, twilio};

/// Where Linux is told which authorities this computer trusts.
const TRUSTED: &str = "SSL_CERT_FILE";

/// A process reads that once, so the check runs in one of its own.
#[test]
#[cfg(target_os = "linux")]
fn an_authority_added_to_this_computer_does_not_vouch_for_the_carrier() {
    let child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "roots::nothing_is_said_to_who_only_this_computer_trusts", "--nocapture"])
        .env(TRUSTED, of_the_office("authority.pem"))
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    assert!(String::from_utf8_lossy(&child.stdout).contains("1 passed"));
}

/// Without the other's preparation nothing here trusts the authority, and the carrier's client must refuse all the same.
#[tokio::test]
async fn nothing_is_said_to_who_only_this_computer_trusts() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (base, heard) = looks_into_connections().await;
    if env::var_os(TRUSTED).is_some_and(|trusted| trusted == *of_the_office("authority.pem").as_os_str()) {
        let answer = reqwest::Client::builder().no_proxy().build().unwrap().get(&base).send().await;
        assert_eq!(answer.unwrap().status(), 200, "this computer trusts it");
        assert_eq!(*heard.borrow(), 1);
    }
    let before = *heard.borrow();
    let carrier = twilio(&base);
    let sent = carrier.submit(&text_to_lupe()).await;
    assert_eq!(sent, SubmitOutcome::NotSent { reason: NotSentReason::Untrusted, retry_after: None });
    assert_eq!(
        carrier.fetch_message(&ProviderMessageId::parse(MESSAGE).unwrap()).await.unwrap_err(),
        FetchError::Untrusted
    );
    assert_eq!(*heard.borrow(), before, "no request reached it");
}

fn of_the_office(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/roots").join(name)
}

/// A server with a certificate of the office's authority; counts the requests that reach it.
async fn looks_into_connections() -> (String, watch::Receiver<usize>) {
    let certificate = CertificateDer::from_pem_file(of_the_office("certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(of_the_office("key.pem")).unwrap();
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate], key);
    let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let (tell, heard) = watch::channel(0);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            if stream.read(&mut [0; 4096]).await.is_ok_and(|bytes| bytes > 0) {
                tell.send_modify(|heard| *heard += 1);
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
                let _ = stream.shutdown().await;
            }
        }
    });
    (base, heard)
}
