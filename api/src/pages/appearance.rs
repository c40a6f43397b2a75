//! `/assets/…` and `/preferences`: the files of the pages, and the reader's language and colours.

use crate::access::Resource;
use crate::error::ApiError;
use crate::guard::{Visit, cookies};
use crate::link::local_path;
use crate::parameters::PREFERENCES;
use crate::routes::{Endpoint, Gives, Routes};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;

pub(crate) fn router() -> Routes {
    let file = Endpoint::get(
        "/assets/{file}",
        Resource::Appearance,
        "A file of the pages; never changes.",
        Gives::File,
    );
    let choose = Endpoint::get(
        "/preferences",
        Resource::Appearance,
        "Keeps the reader's language and colours in cookies, and returns.",
        Gives::Redirect,
    );
    Routes::new()
        .add(file, asset)
        .add(choose.takes(&[PREFERENCES]), preferences)
}

async fn asset(_: Visit, Path(file): Path<String>) -> Result<impl IntoResponse, ApiError> {
    let path = format!("/assets/{file}");
    let asset = reports::pages::assets().iter().find(|asset| asset.path == path);
    let asset =
        asset.ok_or_else(|| ApiError::NotFound("there is no such file; load the page again".to_owned()))?;
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.bytes.clone()))
}

async fn preferences(visit: Visit, mut jar: CookieJar) -> Result<impl IntoResponse, ApiError> {
    let back = visit.asked.one("back")?.unwrap_or("/");
    let back = local_path(back)
        .ok_or_else(|| ApiError::BadRequest("\"back\": give a path of this server, such as /".to_owned()))?;
    for (parameter, cookie) in [("lang", cookies::LANGUAGE), ("theme", cookies::THEME)] {
        if let Some(value) = visit.asked.one(parameter)? {
            jar = jar.add(cookies::choice(&visit.app, cookie, value.to_owned()));
        }
    }
    Ok((jar, Redirect::to(back)))
}
