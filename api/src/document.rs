//! The description of the API (OpenAPI 3.1), made from the same endpoints that the router is made of.

use crate::answer::PARQUET;
use crate::parameters::{Kind, Parameter};
use crate::routes::{Endpoint, Gives};
use axum::http::Method;
use model::figure::{Column, Unit};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem, PathsBuilder,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::{ResponseBuilder, ResponsesBuilder};
use utoipa::openapi::schema::{ArrayBuilder, Components, Object, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder, RefOr, Required, Response};

/// Describes endpoints.
pub(crate) fn openapi(endpoints: &[Endpoint]) -> OpenApi {
    let mut paths = PathsBuilder::new();
    for endpoint in endpoints {
        paths = paths.path(
            endpoint.path,
            PathItem::new(method(&endpoint.method), operation(endpoint)),
        );
    }
    let mut components = Components::new();
    components.add_security_scheme(
        "token",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
    );
    components.add_security_scheme(
        "session",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("plimsoll_session"))),
    );
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Plimsoll")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "Which squad is under water with maintenance, and since when. Names, units and formulas are the \
                     metric book's: shares are fractions, hours are unrounded, null is not zero.",
                ))
                .build(),
        )
        .paths(paths)
        .components(Some(components))
        .build()
}

fn method(method: &Method) -> HttpMethod {
    match *method {
        Method::POST => HttpMethod::Post,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

fn operation(endpoint: &Endpoint) -> OperationBuilder {
    let mut operation = OperationBuilder::new()
        .summary(Some(endpoint.summary))
        .operation_id(Some(operation_id(endpoint)))
        .tag(tag(endpoint.path))
        .responses(responses(endpoint));
    for name in path_parameters(endpoint.path) {
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(object(Type::String))),
        );
    }
    for parameter in endpoint.parameters() {
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(parameter.name)
                .parameter_in(ParameterIn::Query)
                .required(if parameter.required {
                    Required::True
                } else {
                    Required::False
                })
                .description(Some(parameter.summary))
                .schema(Some(schema(parameter))),
        );
    }
    if !endpoint.body.is_empty() {
        operation = operation.request_body(Some(
            RequestBodyBuilder::new()
                .content(
                    if tag(endpoint.path) == "pages" {
                        "application/x-www-form-urlencoded"
                    } else {
                        "application/json"
                    },
                    ContentBuilder::new().schema(Some(fields(endpoint.body))).build(),
                )
                .required(Some(Required::True))
                .build(),
        ));
    }
    if crate::access::grant(endpoint.resource, None) == crate::access::Grant::No {
        let nothing: [&str; 0] = [];
        operation = operation
            .security(SecurityRequirement::new("token", nothing))
            .security(SecurityRequirement::new("session", nothing));
    }
    operation
}

fn operation_id(endpoint: &Endpoint) -> String {
    let words = endpoint
        .path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let path: Vec<_> = words.filter(|word| !["api", "v1"].contains(word)).collect();
    let path = if path.is_empty() {
        "fleet".to_owned()
    } else {
        path.join("_")
    };
    let page = if tag(endpoint.path) == "pages" {
        "page_"
    } else {
        ""
    };
    format!("{}_{page}{path}", endpoint.method.as_str().to_lowercase())
}

fn tag(path: &str) -> &'static str {
    if path.starts_with("/api/") {
        "figures"
    } else if path.starts_with("/charts/") {
        "charts"
    } else if ["/healthz", "/readyz", "/metrics"].contains(&path) {
        "server"
    } else {
        "pages"
    }
}

fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn object(kind: Type) -> Object {
    ObjectBuilder::new().schema_type(SchemaType::Type(kind)).build()
}

fn schema(parameter: &Parameter) -> RefOr<Schema> {
    match parameter.kind {
        Kind::Text => object(Type::String).into(),
        Kind::Number(least, most) => ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Integer))
            .minimum(Some(least))
            .maximum(Some(most))
            .build()
            .into(),
        Kind::Word(words) => ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .enum_values(Some(words.iter().copied()))
            .build()
            .into(),
        Kind::Keys => Schema::Array(ArrayBuilder::new().items(object(Type::String)).build()).into(),
    }
}

fn responses(endpoint: &Endpoint) -> utoipa::openapi::Responses {
    let mut responses = ResponsesBuilder::new();
    for (status, response) in successes(endpoint) {
        responses = responses.response(status, response);
    }
    let problem = |what: &str| {
        let fields = fields(&[
            (
                "type",
                "Always about:blank: the status says what kind of problem it is.",
            ),
            ("title", "The status in words."),
            ("status", "The HTTP status."),
            ("detail", "What happened, and what to do."),
            ("instance", "The address asked for."),
            ("request_id", "The name of the request in the log."),
        ]);
        let content = ContentBuilder::new().schema(Some(fields)).build();
        ResponseBuilder::new()
            .description(what)
            .content("application/problem+json", content)
            .build()
    };
    responses = responses.response("400", problem("A parameter or the body is not understood."));
    if crate::access::grant(endpoint.resource, None) == crate::access::Grant::No {
        responses = responses
            .response("401", problem("Nobody knows who asks."))
            .response("403", problem("Outside what the viewer may see or do."));
    }
    if path_parameters(endpoint.path).next().is_some() {
        responses = responses.response("404", problem("There is nothing at this address."));
    }
    responses.build()
}

fn successes(endpoint: &Endpoint) -> Vec<(&'static str, Response)> {
    let with = |kinds: &[(&str, RefOr<Schema>)], what: &str| {
        let response = ResponseBuilder::new().description(what);
        let response = kinds.iter().fold(response, |response, (kind, schema)| {
            response.content(*kind, ContentBuilder::new().schema(Some(schema.clone())).build())
        });
        response.build()
    };
    let text = || RefOr::from(object(Type::String));
    let same = ("304", with(&[], "Nothing changed since the ETag that was sent."));
    let found = match endpoint.gives {
        Gives::Table(columns, paged) => with(
            &[
                ("application/json", envelope(&columns(), paged)),
                ("text/csv", text()),
                (PARQUET, text()),
            ],
            "The table.",
        ),
        Gives::Object(members) => with(&[("application/json", fields(members).into())], "The object."),
        Gives::Page | Gives::Form => with(&[("text/html", text())], "The page."),
        Gives::Svg => with(&[("image/svg+xml", text())], "The chart."),
        Gives::Png => with(&[("image/png", text())], "The chart."),
        Gives::Text => with(&[("text/plain", text())], "The text."),
        Gives::File => with(&[("*/*", text())], "The file."),
        Gives::Nothing => return vec![("204", with(&[], "It is done."))],
        Gives::Redirect => return vec![("303", with(&[], "The way to the next page."))],
    };
    match endpoint.method {
        Method::GET if matches!(endpoint.gives, Gives::Form) => {
            vec![
                ("200", found),
                ("303", with(&[], "There is nobody to sign in, or they have.")),
            ]
        }
        Method::GET => vec![("200", found), same],
        _ => vec![("201", found)],
    }
}

fn fields(members: &[(&str, &str)]) -> Object {
    let object = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Object));
    let object = members.iter().fold(object, |object, (name, meaning)| {
        // The type of a member stands in its meaning where it is not a text.
        object.property(
            *name,
            ObjectBuilder::new()
                .schema_type(SchemaType::AnyValue)
                .description(Some(*meaning))
                .build(),
        )
    });
    object.build()
}

/// The envelope of [`model::figure::Table::json`].
fn envelope(columns: &[Column], paged: bool) -> RefOr<Schema> {
    let row = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Object));
    let row = columns.iter().fold(row, |row, column| {
        let kind = match column.unit {
            Unit::Text | Unit::Day => Type::String,
            Unit::Flag => Type::Boolean,
            Unit::Count => Type::Integer,
            Unit::Hours
            | Unit::Share
            | Unit::Days
            | Unit::Weeks
            | Unit::PerWeek
            | Unit::PerTicket
            | Unit::Number => Type::Number,
        };
        let kind = SchemaType::Array(vec![kind, Type::Null]);
        let unit = format!(
            "Unit: {}.",
            serde_json::to_value(column.unit)
                .unwrap_or_default()
                .as_str()
                .unwrap_or("none")
        );
        row.property(
            column.name,
            ObjectBuilder::new()
                .schema_type(kind)
                .description(Some(unit))
                .build(),
        )
    });
    let row = row.property("figures", object(Type::Object));
    let mut envelope = ObjectBuilder::new()
        .property("what", object(Type::String))
        .property("as_of", object(Type::String))
        .property("rules_version", object(Type::String))
        .property("data_version", object(Type::Integer))
        .property("method", object(Type::String))
        .property("notes", ArrayBuilder::new().items(object(Type::String)).build());
    if paged {
        envelope = envelope
            .property("total", object(Type::Number))
            .property("count", object(Type::Integer))
            .property("hidden", object(Type::Integer))
            .property("next", object(Type::String));
    }
    envelope
        .property("rows", ArrayBuilder::new().items(row.build()).build())
        .build()
        .into()
}
