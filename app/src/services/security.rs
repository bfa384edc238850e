//! What browsers may do with our pages: the Content Security Policy, for pages and for everything else.

/// For answers that are no page: nothing may be loaded, nothing may frame them.
pub const STRICTEST_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The policy of a page whose scripts and styles carry `nonce`. Without one (a page without scripts) none may run.
///
/// `wasm-unsafe-eval` lets the browser compile our WebAssembly and allows no evaluation of texts as scripts.
pub fn content_security_policy(nonce: Option<&str>) -> String {
    let (scripts, styles) = match nonce {
        Some(nonce) => {
            (format!("'strict-dynamic' 'nonce-{nonce}' 'wasm-unsafe-eval'"), format!("'self' 'nonce-{nonce}'"))
        }
        None => ("'none'".to_owned(), "'self'".to_owned()),
    };
    format!(
        "default-src 'none'; script-src {scripts}; style-src {styles}; font-src 'self'; img-src 'self' data:; \
         connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         object-src 'none'"
    )
}
