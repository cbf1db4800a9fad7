//! IAM: ListMFADevices.

use super::call::{Answered, Call, Place, request_id};
use super::fault::Said;
use super::service::home_of_iam;
use super::{Budget, Service, Settings};
use crate::credentials::Credentials;
use crate::error::{Error, Result};
use crate::host;
use crate::http::{Answer, EndpointUrl};
use crate::secret::Secret;
use aws_sdk_sts::config::Credentials as SdkCredentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_xml::decode::{Document, try_data};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::time::{Duration, UNIX_EPOCH};

/// No user has that many devices: 8 are allowed.
const MOST_PAGES: usize = 16;

/// One part of the answer.
#[derive(Debug, Default, PartialEq, Eq)]
struct Page {
    serial_numbers: Vec<String>,
    marker: Option<String>,
}

/// Asks IAM for the serial numbers of the caller's MFA devices.
///
/// # Errors
///
/// IAM's refusal, or why it could not be asked.
pub fn mfa_devices(
    caller: &Credentials,
    settings: &Settings,
    endpoint_url: Option<&EndpointUrl>,
    budget: &Budget,
) -> Result<Vec<String>> {
    let place = Place::new(Service::Iam, settings, endpoint_url)?;
    // An endpoint of one's own may be in no partition of AWS's.
    let home = home_of_iam(&settings.region).unwrap_or_else(|| settings.region.clone());
    let mut found = Vec::new();
    let mut marker = None;
    for _ in 0..MOST_PAGES {
        let path = path(marker.as_deref());
        let page = place.ask_again(budget, |place, within| {
            let signed = signed(caller, &place.url_of(&path), home.as_str())?;
            let headers: Vec<_> = signed
                .iter()
                .map(|(name, value)| (*name, value.expose()))
                .collect();
            let call = Call {
                method: "GET",
                path: &path,
                headers: &headers,
                body: Secret::new(String::new()),
            };
            match place.ask_for(call, within, said)? {
                Answered::Done(answer) => page(&answer.body).ok_or_else(|| place.strange(&answer)),
                Answered::No(said) if said.code == "AccessDenied" => {
                    Err(said.to_error().hint(&settings.asking))
                }
                Answered::No(said) => Err(said.to_error()),
            }
        })?;
        found.extend(page.serial_numbers);
        match page.marker {
            Some(next) => marker = Some(next),
            None => return Ok(found),
        }
    }
    Err(Error::transient(format!(
        "the answer of {} has no end",
        place.host()
    )))
}

fn path(marker: Option<&str>) -> String {
    let mut path = "/?Action=ListMFADevices&Version=2010-05-08".to_owned();
    if let Some(marker) = marker {
        path.push_str("&Marker=");
        path.extend(utf8_percent_encode(marker, NON_ALPHANUMERIC));
    }
    path
}

/// The headers of a signature.
fn signed(caller: &Credentials, url: &str, region: &str) -> Result<Vec<(&'static str, Secret)>> {
    let wrong =
        |error: &dyn std::fmt::Display| Error::failed(error).context("cannot sign the request");
    let token = caller
        .session_token
        .as_ref()
        .map(|token| token.expose().to_owned());
    let identity = SdkCredentials::new(
        &caller.access_key_id,
        caller.secret_access_key.expose(),
        token,
        None,
        "brs",
    )
    .into();
    let seconds = host::now().seconds().max(0).unsigned_abs();
    let parameters = SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name("iam")
        .time(UNIX_EPOCH + Duration::from_secs(seconds))
        .settings(SigningSettings::default())
        .build()
        .map_err(|error| wrong(&error))?
        .into();
    let request = SignableRequest::new("GET", url, [].into_iter(), SignableBody::Bytes(&[]))
        .map_err(|error| wrong(&error))?;
    let (instructions, _) = sign(request, &parameters)
        .map_err(|error| wrong(&error))?
        .into_parts();
    let (headers, _) = instructions.into_parts();
    Ok(headers
        .iter()
        .map(|header| (header.name(), Secret::new(header.value().to_owned())))
        .collect())
}

/// Reads a page of the answer; `None` if it is none of IAM's.
fn page(body: &[u8]) -> Option<Page> {
    let mut document = Document::new(std::str::from_utf8(body).ok()?);
    let mut root = document.root_element().ok()?;
    if !root.start_el().matches("ListMFADevicesResponse") {
        return None;
    }
    let mut page = Page::default();
    let mut is_truncated = false;
    let mut has_result = false;
    while let Some(mut result) = root.next_tag() {
        if !result.start_el().matches("ListMFADevicesResult") {
            continue;
        }
        has_result = true;
        while let Some(mut field) = result.next_tag() {
            match field.start_el().local() {
                "IsTruncated" => is_truncated = try_data(&mut field).ok()? == "true",
                "Marker" => page.marker = Some(try_data(&mut field).ok()?.into_owned()),
                "MFADevices" => {
                    while let Some(mut member) = field.next_tag() {
                        while let Some(mut part) = member.next_tag() {
                            if part.start_el().matches("SerialNumber") {
                                let serial_number = try_data(&mut part).ok()?;
                                page.serial_numbers.push(serial_number.into_owned());
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
    page.marker = page.marker.filter(|_| is_truncated);
    has_result.then_some(page)
}

/// What IAM says in an answer that is an error of its own.
fn said(answer: &Answer) -> Option<Said> {
    let mut document = Document::new(std::str::from_utf8(&answer.body).ok()?);
    let mut root = document.root_element().ok()?;
    let (mut code, mut message, mut id) = (None, None, request_id(answer));
    while let Some(mut part) = root.next_tag() {
        match part.start_el().local() {
            "Error" => {
                while let Some(mut field) = part.next_tag() {
                    match field.start_el().local() {
                        "Code" => code = Some(try_data(&mut field).ok()?.into_owned()),
                        "Message" => message = Some(try_data(&mut field).ok()?.into_owned()),
                        _ => {}
                    }
                }
            }
            "RequestId" => id = Some(try_data(&mut part).ok()?.into_owned()),
            _ => {}
        }
    }
    Some(Said {
        status: answer.status,
        code: code?,
        message,
        request_id: id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_and_followed() {
        let text = |rest: &str| {
            format!(
                "<ListMFADevicesResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">\
                 <ListMFADevicesResult>{rest}</ListMFADevicesResult>\
                 <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>\
                 </ListMFADevicesResponse>"
            )
        };
        let member = |serial: &str| {
            format!(
                "<member><UserName>ana</UserName><SerialNumber>{serial}</SerialNumber></member>"
            )
        };
        let devices = format!(
            "<MFADevices>{}{}</MFADevices>",
            member("a"),
            member("b&amp;c")
        );
        let first = text(&format!(
            "<IsTruncated>true</IsTruncated>{devices}<Marker>m/1=</Marker>"
        ));
        let first = page(first.as_bytes()).unwrap();
        assert_eq!(first.serial_numbers, ["a", "b&c"]);
        let path = path(first.marker.as_deref());
        assert!(path.ends_with("&Marker=m%2F1%3D"), "{path}");
        let last = text("<IsTruncated>false</IsTruncated><MFADevices/><Marker>x</Marker>");
        assert_eq!(page(last.as_bytes()), Some(Page::default()));
        for other in ["", "<html/>", "<ListMFADevicesResponse/>", "{}"] {
            assert_eq!(page(other.as_bytes()), None, "{other}");
        }
    }

    fn settings() -> Settings {
        Settings {
            asking: "see who is asking".into(),
            region: crate::aws::Region::parse("eu-west-1").unwrap(),
            endpoint_url: None,
            endpoint_kind: Default::default(),
            ca_bundle: None,
            max_attempts: 3,
            retry_mode: Default::default(),
            connect_timeout: Duration::from_secs(10),
        }
    }

    fn devices(aws: &local_aws::LocalAws) -> Result<Vec<String>> {
        let keys = aws.user("ana");
        let caller = Credentials {
            access_key_id: keys.access_key_id,
            secret_access_key: Secret::new(keys.secret_access_key),
            session_token: None,
            account_id: None,
            lifetime: None,
        };
        let budget = Budget {
            deadline: host::Host::new().deadline(Duration::from_secs(60)),
            may_repeat: true,
        };
        let url = EndpointUrl::parse(&aws.url()).unwrap();
        mfa_devices(&caller, &settings(), Some(&url), &budget)
    }

    #[test]
    fn a_user_has_any_number_of_devices() {
        let aws = local_aws::LocalAws::start();
        assert_eq!(
            devices(&aws).unwrap(),
            ["arn:aws:iam::123456789012:mfa/ana"]
        );
        for count in [0, 2, 250] {
            let serial = |n| format!("arn:aws:iam::123456789012:mfa/ana+{n}");
            let serials: Vec<_> = (0..count).map(serial).collect();
            aws.set_mfa_devices("ana", serials.clone());
            assert_eq!(devices(&aws).unwrap(), serials);
        }
        // A page is a hundred of them.
        assert_eq!(aws.calls("ListMFADevices"), 1 + 1 + 1 + 3);
        let request = aws.requests().pop().unwrap();
        assert_eq!(
            (request.service.as_str(), request.region.as_str()),
            ("iam", "us-east-1")
        );
    }

    #[test]
    fn a_refusal_is_told_verbatim_and_what_passes_asked_again() {
        use crate::error::Class;
        use local_aws::Fault;
        let aws = local_aws::LocalAws::start();
        aws.set_fault(Some(Fault::AccessDenied));
        let error = devices(&aws).unwrap_err();
        let start = "AccessDenied: User: arn:aws:iam::123456789012:user/ana is not authorized";
        assert!(error.to_string().starts_with(start), "{error}");
        assert!(error.to_string().contains(" (request "), "{error}");
        assert_eq!(
            (error.class(), error.hint_text()),
            (Class::Refused, Some("see who is asking"))
        );
        assert_eq!(aws.calls("ListMFADevices"), 1);
        aws.set_fault(None);
        aws.fault_next(1, Fault::ServiceUnavailable);
        aws.fault_next(1, Fault::Throttle);
        assert_eq!(devices(&aws).unwrap().len(), 1);
        assert_eq!(aws.calls("ListMFADevices"), 4);
        aws.set_fault(Some(Fault::Html));
        let error = devices(&aws).unwrap_err();
        let words = "something that is not an answer of IAM (text/html";
        assert!(error.to_string().contains(words), "{error}");
    }
}
