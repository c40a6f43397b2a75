//! TLS for mail: the system's certificates, and one more where a channel names it.

use crate::failure::{misuse, reason};
use anyhow::{Result, anyhow};
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// What makes connections secret. Certificates of the system that cannot be read are left out.
pub(super) fn connector(ca_file: Option<&Path>) -> Result<TlsConnector> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = ca_file {
        for certificate in certificates(path)? {
            let added = roots.add(certificate);
            added.map_err(|error| {
                misuse(format!(
                    "{} holds no certificate to trust: {error}",
                    path.display()
                ))
            })?;
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| anyhow!("TLS cannot be used: {error}"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let certificates = CertificateDer::pem_slice_iter(&pem(path)?).collect::<Result<Vec<_>, _>>();
    match certificates {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Ok(_) => Err(misuse(format!("{} holds no certificate (PEM)", path.display()))),
        Err(error) => Err(misuse(format!(
            "{} is no certificate (PEM): {error}",
            path.display()
        ))),
    }
}

/// A certificate's file.
pub(super) fn pem(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| misuse(format!("cannot read {}: {}", path.display(), reason(&error))))
}
