//! Users, their sessions, and tokens of programs.

use crate::Home;
use crate::records::{at, now, squad};
use model::access::{AccessScope, Role, Viewer};
use model::ids::UserId;
use store::{NewToken, NewUser, Store, StoreError};

fn core_only() -> AccessScope {
    AccessScope {
        squads: [squad("core")].into(),
        ..AccessScope::default()
    }
}

async fn add(store: &Store, name: &str) -> Result<UserId, StoreError> {
    let user = NewUser {
        name: name.to_owned(),
        password_hash: "$argon2id$1".to_owned(),
        role: Role::Director,
        scope: core_only(),
    };
    store.create_user(user, now()).await
}

pub(crate) async fn users_are_known_by_name(home: Home) {
    let store = home.store;
    assert!(!store.has_users().await.unwrap());
    let id = add(&store, "ann").await.unwrap();
    assert!(store.has_users().await.unwrap());
    let taken = add(&store, "ann").await.unwrap_err();
    assert!(
        matches!(&taken, StoreError::NameTaken { name } if name == "ann"),
        "{taken}"
    );
    let ann = store.user_by_name("ann").await.unwrap().unwrap();
    assert_eq!((ann.id, ann.role, &ann.scope), (id, Role::Director, &core_only()));
    assert_eq!(
        (ann.password_hash.as_str(), ann.disabled_at),
        ("$argon2id$1", None)
    );
    assert_eq!(store.user_by_name("ben").await.unwrap(), None);
    assert_eq!(store.users().await.unwrap(), [ann]);
}

pub(crate) async fn users_sign_in_and_out(home: Home) {
    let store = home.store;
    let (soon, later) = (at("2026-03-02T09:00:00Z"), at("2026-03-02T10:00:00.5Z"));
    let id = add(&store, "ann").await.unwrap();
    store.create_session("h1", id, now(), later).await.unwrap();
    let viewer = Viewer {
        user: Some(id),
        name: "ann".to_owned(),
        role: Role::Director,
        scope: core_only(),
    };
    assert_eq!(
        store.session_viewer("h1", now()).await.unwrap(),
        Some(viewer.clone())
    );
    assert_eq!(store.session_viewer("h2", now()).await.unwrap(), None);
    assert_eq!(store.session_viewer("h1", later).await.unwrap(), None, "expired");
    assert!(
        store
            .create_session("h3", UserId(99), now(), later)
            .await
            .is_err(),
        "nobody's session"
    );
    assert!(
        store.create_session("h1", id, now(), later).await.is_err(),
        "a hash is one session"
    );
    store.end_session("h1").await.unwrap();
    store.end_session("h1").await.unwrap();
    assert_eq!(store.session_viewer("h1", now()).await.unwrap(), None);

    store.create_session("h4", id, now(), soon).await.unwrap();
    store.create_session("h5", id, now(), later).await.unwrap();
    assert_eq!(store.purge_sessions(soon).await.unwrap(), 1);
    assert_eq!(store.session_viewer("h5", soon).await.unwrap(), Some(viewer));
}

pub(crate) async fn a_new_password_or_none_ends_sessions(home: Home) {
    let store = home.store;
    let (soon, later) = (at("2026-03-02T09:00:00Z"), at("2026-03-02T10:00:00.5Z"));
    let id = add(&store, "ann").await.unwrap();
    store.create_session("h5", id, now(), later).await.unwrap();
    store.set_password(id, "$argon2id$2").await.unwrap();
    assert_eq!(
        store.user_by_name("ann").await.unwrap().unwrap().password_hash,
        "$argon2id$2"
    );
    assert_eq!(
        store.session_viewer("h5", now()).await.unwrap(),
        None,
        "whoever knew the old one is out"
    );
    assert!(matches!(
        store.set_password(UserId(99), "x").await,
        Err(StoreError::NotFound { .. })
    ));

    store.create_session("h6", id, now(), later).await.unwrap();
    store.disable_user(id, now()).await.unwrap();
    store.disable_user(id, soon).await.unwrap();
    assert_eq!(
        store.user_by_name("ann").await.unwrap().unwrap().disabled_at,
        Some(now()),
        "the first time counts"
    );
    assert_eq!(store.session_viewer("h6", now()).await.unwrap(), None);
    assert!(!store.has_users().await.unwrap());
    assert!(matches!(
        store.disable_user(UserId(99), now()).await,
        Err(StoreError::NotFound { .. })
    ));
}

pub(crate) async fn tokens_expire_and_are_revoked(home: Home) {
    let store = home.store;
    let later = at("2026-06-01T00:00:00Z");
    let user = add(&store, "ann").await.unwrap();
    let token = |hash: &str, user| NewToken {
        name: "grafana".to_owned(),
        token_hash: hash.to_owned(),
        user,
        role: Role::Finance,
        scope: core_only(),
        expires_at: later,
    };
    let first = store.create_token(token("t1", None), now()).await.unwrap();
    let second = store.create_token(token("t2", Some(user)), now()).await.unwrap();
    assert!(
        store.create_token(token("t2", None), now()).await.is_err(),
        "a hash is one token"
    );
    let viewer = store.token_viewer("t1", now()).await.unwrap().unwrap();
    assert_eq!((viewer.user, viewer.name.as_str()), (None, "grafana"));
    assert_eq!((viewer.role, viewer.scope), (Role::Finance, core_only()));
    assert_eq!(store.token_viewer("t1", later).await.unwrap(), None, "expired");
    assert_eq!(store.token_viewer("t3", now()).await.unwrap(), None);

    assert!(store.revoke_token(first, now()).await.unwrap());
    assert!(!store.revoke_token(first, later).await.unwrap());
    assert!(!store.revoke_token(99, now()).await.unwrap());
    assert_eq!(store.token_viewer("t1", now()).await.unwrap(), None);
    assert_eq!(
        store.token_viewer("t2", now()).await.unwrap().unwrap().user,
        Some(user)
    );
    store.disable_user(user, now()).await.unwrap();
    assert_eq!(store.token_viewer("t2", now()).await.unwrap(), None);
    let all = store.tokens().await.unwrap();
    let told: Vec<_> = all
        .iter()
        .map(|token| (token.id, token.user, token.revoked_at))
        .collect();
    assert_eq!(
        told,
        [(first, None, Some(now())), (second, Some(user), Some(now()))]
    );
    assert_eq!(
        (all[0].name.as_str(), all[0].role, &all[0].scope),
        ("grafana", Role::Finance, &core_only())
    );
    assert_eq!((all[0].created_at, all[0].expires_at), (now(), later));
}
