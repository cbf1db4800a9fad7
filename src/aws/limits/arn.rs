//! Names that span accounts: partitions, and the ARNs of roles and policies.

use super::{Parsed, Region, characters, length};

/// A group of regions with accounts of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition(String);

impl Partition {
    /// The partition that a region lies in, by the prefix of its name.
    pub fn of_region(region: &Region) -> Self {
        const PREFIXES: [(&str, &str); 7] = [
            ("cn-", "aws-cn"),
            ("us-gov-", "aws-us-gov"),
            ("us-iso-", "aws-iso"),
            ("us-isob-", "aws-iso-b"),
            ("eu-isoe-", "aws-iso-e"),
            ("us-isof-", "aws-iso-f"),
            ("eusc-", "aws-eusc"),
        ];
        let partition = PREFIXES
            .iter()
            .find(|(prefix, _)| region.as_str().starts_with(prefix))
            .map_or("aws", |(_, partition)| partition);
        Self(partition.to_owned())
    }

    /// The name, as it stands in an ARN.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The ARN of a role, with its path if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleArn(String);

impl RoleArn {
    /// Checks that this is the ARN of a role, in any partition.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Parsed<Self> {
        let form = || "expected arn:PARTITION:iam::ACCOUNT:role/NAME".to_owned();
        let mut parts = text.splitn(6, ':');
        let mut next = || parts.next().unwrap_or_default();
        let (arn, partition, service, region, account, resource) =
            (next(), next(), next(), next(), next(), next());
        let name = resource.strip_prefix("role/").ok_or_else(form)?;
        let partition_known = partition == "aws"
            || partition.strip_prefix("aws-").is_some_and(|rest| {
                !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            });
        if arn != "arn" || service != "iam" || !region.is_empty() || !partition_known {
            return Err(form());
        }
        if account.len() != 12 || !account.bytes().all(|b| b.is_ascii_digit()) {
            return Err(format!("'{account}' is not an account ID of 12 digits"));
        }
        // Paths are any printable ASCII between slashes; names are narrower.
        let (path, name) = name.rsplit_once('/').unwrap_or(("", name));
        let last = length(name, 1..=64).and_then(|()| characters(name, "_+=,.@-"));
        last.map_err(|reason| format!("its role name is not one of IAM's: {reason}"))?;
        if !path.bytes().all(|b| b.is_ascii_graphic()) {
            return Err("its path has characters that IAM does not allow".into());
        }
        length(text, 20..=2048)?;
        Ok(Self(text.to_owned()))
    }

    /// The ARN.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition in it.
    pub fn partition(&self) -> &str {
        self.0.split(':').nth(1).unwrap_or_default()
    }

    /// The account in it.
    pub fn account_id(&self) -> &str {
        self.0.split(':').nth(4).unwrap_or_default()
    }
}

/// PolicyArn: a managed session policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyArn(String);

impl PolicyArn {
    /// Checks that this is the ARN of a policy.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Parsed<Self> {
        length(text, 20..=2048)?;
        let policy =
            text.starts_with("arn:aws") && text.contains(":iam:") && text.contains(":policy/");
        if !policy || !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err("expected arn:PARTITION:iam::ACCOUNT:policy/NAME".into());
        }
        Ok(Self(text.to_owned()))
    }

    /// The ARN.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
