//! The signed request for a token (RFC 7523, as SMART Backend Services profiles it): RS384 or ES384.

use std::{fmt, sync::Arc};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    digest,
    rand::{SecureRandom as _, SystemRandom},
    signature::{
        ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA384, RsaKeyPair,
        RsaPublicKeyComponents,
    },
};
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject as _};
use serde_json::{Value, json};

use crate::Secret;

/// A key and what it signs with. Never shown.
#[derive(Clone)]
pub struct SigningKey(Arc<Pair>);

enum Pair {
    Es384(EcdsaKeyPair),
    Rs384(RsaKeyPair),
}

/// Not a key that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Neither an elliptic key on P-384 nor an RSA key of 2048 bits or more, in PKCS#8.
    #[error("not a P-384 or RSA private key in PKCS#8")]
    NotAKey,
    /// This computer gives no randomness.
    #[error("no randomness")]
    NoRandomness,
}

impl SigningKey {
    /// Makes a new ES384 key; the PKCS#8 bytes are for the keyring.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn generate() -> Result<(Self, Secret), KeyError> {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &random)
            .map_err(|_| KeyError::NoRandomness)?;
        let kept = Secret::new(made.as_ref());
        Ok((Self::from_pkcs8(&kept)?, kept))
    }

    /// Reads a key as it is kept: PKCS#8, in DER or PEM.
    ///
    /// # Errors
    /// [`KeyError::NotAKey`].
    pub fn from_pkcs8(kept: &Secret) -> Result<Self, KeyError> {
        let bytes = kept.reveal();
        if bytes.starts_with(b"-----") {
            let der = PrivatePkcs8KeyDer::from_pem_slice(bytes).map_err(|_| KeyError::NotAKey)?;
            return Self::from_der(der.secret_pkcs8_der());
        }
        Self::from_der(bytes)
    }

    fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let random = SystemRandom::new();
        let elliptic = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, der, &random);
        if let Ok(pair) = elliptic {
            return Ok(Self(Arc::new(Pair::Es384(pair))));
        }
        RsaKeyPair::from_pkcs8(der)
            .map(|pair| Self(Arc::new(Pair::Rs384(pair))))
            .map_err(|_| KeyError::NotAKey)
    }

    /// How it signs, as JOSE calls it.
    pub fn algorithm(&self) -> &'static str {
        match &*self.0 {
            Pair::Es384(_) => "ES384",
            Pair::Rs384(_) => "RS384",
        }
    }

    /// The public half as a JSON Web Key, for whoever registers us at the portal.
    pub fn public_jwk(&self) -> Value {
        let mut jwk = self.bare_jwk();
        if let Value::Object(fields) = &mut jwk {
            fields.insert("kid".to_owned(), self.key_id().into());
            fields.insert("alg".to_owned(), self.algorithm().into());
            fields.insert("use".to_owned(), "sig".into());
            fields.insert("key_ops".to_owned(), json!(["verify"]));
        }
        jwk
    }

    /// The key's name: its thumbprint (RFC 7638).
    pub fn key_id(&self) -> String {
        let jwk = self.bare_jwk();
        let field = |name: &str| jwk.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let canonical = match &*self.0 {
            Pair::Es384(_) => {
                format!(r#"{{"crv":"P-384","kty":"EC","x":"{}","y":"{}"}}"#, field("x"), field("y"))
            }
            Pair::Rs384(_) => format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, field("e"), field("n")),
        };
        URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, canonical.as_bytes()))
    }

    /// Signs the request for a token at `audience`; `now_s` and `until_s` in seconds since 1970.
    pub(super) fn assertion(
        &self,
        client_id: &str,
        audience: &str,
        now_s: i64,
        until_s: i64,
    ) -> Result<String, KeyError> {
        let random = SystemRandom::new();
        let mut once = [0_u8; 16];
        random.fill(&mut once).map_err(|_| KeyError::NoRandomness)?;
        let header = json!({ "alg": self.algorithm(), "typ": "JWT", "kid": self.key_id() });
        let claims = json!({
            "iss": client_id,
            "sub": client_id,
            "aud": audience,
            "jti": URL_SAFE_NO_PAD.encode(once),
            "iat": now_s,
            "exp": until_s,
        });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let mut token = format!("{}.{}", part(&header), part(&claims));
        let signature = self.sign(token.as_bytes(), &random)?;
        token.push('.');
        token.push_str(&URL_SAFE_NO_PAD.encode(signature));
        Ok(token)
    }

    fn sign(&self, words: &[u8], random: &SystemRandom) -> Result<Vec<u8>, KeyError> {
        match &*self.0 {
            Pair::Es384(pair) => pair
                .sign(random, words)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(|_| KeyError::NoRandomness),
            Pair::Rs384(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA384, random, words, &mut signature)
                    .map_err(|_| KeyError::NoRandomness)?;
                Ok(signature)
            }
        }
    }

    fn bare_jwk(&self) -> Value {
        match &*self.0 {
            Pair::Es384(pair) => {
                // 0x04, then the two coordinates of 48 bytes each.
                let point = pair.public_key().as_ref().get(1..).unwrap_or_default();
                let (x, y) = point.split_at(point.len() / 2);
                json!({ "kty": "EC", "crv": "P-384", "x": URL_SAFE_NO_PAD.encode(x), "y": URL_SAFE_NO_PAD.encode(y) })
            }
            Pair::Rs384(pair) => {
                let public: RsaPublicKeyComponents<Vec<u8>> = pair.public().into();
                json!({ "kty": "RSA", "n": URL_SAFE_NO_PAD.encode(public.n), "e": URL_SAFE_NO_PAD.encode(public.e) })
            }
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.algorithm())
    }
}
