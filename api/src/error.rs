//! What can go wrong with a request. A handler returns [`ApiError`]; `problem` writes it for the one who asked,
//! as problem details for programs and as a page for people.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::analyst::AnalystError;
use std::fmt::Display;
use std::time::Duration;
use store::StoreError;

/// A request that has no answer. Messages are for whoever asked: they say what to do and give no insides away.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// 400: a parameter or a body is not understood.
    #[error("{0}")]
    BadRequest(String),
    /// 401: nobody knows who asks.
    #[error("{0}")]
    SignInNeeded(&'static str),
    /// 403: it is known who asks, and they may not see this.
    #[error("{0}")]
    Forbidden(String),
    /// 404: there is nothing here.
    #[error("{0}")]
    NotFound(String),
    /// 405: not with this method.
    #[error("this address does not understand the method; see /api/openapi.json for those it does")]
    MethodNotAllowed,
    /// 406: not in a form that was asked for.
    #[error("{0}")]
    NotAcceptable(String),
    /// 409: it does not fit to what is there now.
    #[error("{0}")]
    Conflict(String),
    /// 413: the body is too large.
    #[error("the body is larger than {0} bytes; send less")]
    TooLarge(usize),
    /// 415: the body is in a form that is not understood.
    #[error("{0}")]
    UnsupportedMedia(String),
    /// 421: on a server without sign-in, the request was sent to another name than this machine's own.
    #[error(
        "without sign-in this server answers on its own machine only: open it as http://127.0.0.1 or http://localhost"
    )]
    Misdirected,
    /// 429: too often.
    #[error("too many attempts: wait {} seconds and try again", .0.as_secs().max(1))]
    TooMany(Duration),
    /// 500: a defect of Plimsoll. The message stays in the log.
    #[error("something went wrong on the server; the log says more under the request's id")]
    Internal,
    /// 503: the answer is not there yet, or took too long.
    #[error("{0}")]
    Unavailable(String),
}

impl ApiError {
    /// A defect: logged with its cause, and hidden from whoever asked.
    pub(crate) fn internal(doing: &str, cause: impl Display) -> Self {
        tracing::error!(%cause, "{doing}");
        Self::Internal
    }

    /// The HTTP status, as documented at each variant.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::SignInNeeded(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMedia(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl From<AnalystError> for ApiError {
    fn from(error: AnalystError) -> Self {
        match error {
            AnalystError::NothingYet => Self::Unavailable(error.to_string()),
            AnalystError::UnknownRulesVersion(..) => Self::BadRequest(error.to_string()),
            AnalystError::Storage(_) => Self::internal("the analyst cannot answer", error),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        Self::internal("the store cannot answer", error)
    }
}

impl From<reports::ReportError> for ApiError {
    fn from(error: reports::ReportError) -> Self {
        Self::internal("a chart cannot be drawn", error)
    }
}

/// What a failed response carries until `problem` writes its body.
#[derive(Debug, Clone)]
pub(crate) struct Detail(pub(crate) String);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let headers = response.headers_mut();
        match &self {
            Self::SignInNeeded(_) => {
                headers.insert(
                    header::WWW_AUTHENTICATE,
                    HeaderValue::from_static("Bearer realm=\"plimsoll\""),
                );
            }
            Self::TooMany(wait) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
            }
            _ => {}
        }
        response.extensions_mut().insert(Detail(self.to_string()));
        response
    }
}
